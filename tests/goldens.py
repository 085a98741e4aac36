"""The text of what is made of the seeds, to be compared line by line with tests/golden/.

    python tests/goldens.py --renew     writes them anew; read the diff before you commit it

`page-….txt` is the text of the Word page in reading order, `read-….txt` what was understood of a
document: its themes, figures and doubts, one a line. Bytes are never compared.
"""

from __future__ import annotations

import argparse
import io
import sys
import tempfile
from datetime import date
from pathlib import Path

from docx import Document
from docx.table import Table

from briefgen.english import load_glossary
from briefgen.export.contract import document_json
from briefgen.gazetteer import gazetteer
from briefgen.pipeline import make_page, open_article, understand
from briefgen.settings import load_settings

ROOT = Path(__file__).parent.parent
SEEDS = ROOT / "seeds"
GOLDEN = Path(__file__).parent / "golden"
PAGES = {"聊城": date(2024, 5, 31), "泰安": date(2023, 7, 7)}
FIGURE = (
    "theme",
    "indicator",
    "mention",
    "measure",
    "period",
    "status",
    "indicator_en",
    "value_en",
)


def page_text(city: str) -> str:
    """The text of the Word page of a city, a line for each paragraph and each table row."""
    place = gazetteer().find(city)
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "briefgen.toml").write_text("", encoding="utf-8")
        settings = load_settings(Path(folder))
        every = (open_article(path, path.name) for path in sorted(SEEDS.glob("*.txt")))
        articles = [article for article in every if article.place == place]
        page = make_page(articles, place, PAGES[city], settings)
    return word_text(page.formats["docx"])


def word_text(content: bytes) -> str:
    """The text of a Word page, a line for each paragraph and each table row."""
    return "\n".join(_lines(Document(io.BytesIO(content)))) + "\n"


def _lines(part) -> list[str]:
    out = []
    for block in part.iter_inner_content():
        if not isinstance(block, Table):
            out.append(block.text)
            continue
        for row in block.rows:
            cells = [" / ".join(_lines(cell)) for cell in row.cells]
            out.append(" | ".join(cells))
    return [line.rstrip() for line in out if line.strip()]


def reading_text(path: Path) -> str:
    """What was understood of a document, one theme, figure or problem a line."""
    content = document_json(understand(open_article(path, path.name), load_glossary(None)))
    lines = [f"title\t{content['title']}", f"dates\t{content['published']}\t{content['event']}"]
    lines += [
        f"theme\t{t['id']}\t{t['label']}\t{t['title']}\t{t['label_en']}" for t in content["themes"]
    ]
    lines += ["\t".join(["figure", *(str(f[name]) for name in FIGURE)]) for f in content["figures"]]
    lines += [f"problem\t{p['kind']}\t{p['message']}" for p in content["problems"]]
    return "\n".join(lines) + "\n"


def made() -> dict[str, str]:
    """Every golden text, by file name."""
    pages = {f"page-{city}.txt": page_text(city) for city in PAGES}
    readings = {f"read-{path.stem[:3]}.txt": reading_text(path) for path in SEEDS.glob("*.txt")}
    return {**pages, **readings}


def main() -> int:
    """Exit status: 1 if a text differs and is not renewed."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--renew", action="store_true")
    renew = options.parse_args().renew
    GOLDEN.mkdir(exist_ok=True)
    differ = 0
    for name, text in sorted(made().items()):
        path = GOLDEN / name
        same = path.exists() and path.read_text(encoding="utf-8") == text
        if not same and renew:
            path.write_text(text, encoding="utf-8")
        differ += not same
        print(name, "as before" if same else "differs")
    return 1 if differ and not renew else 0


if __name__ == "__main__":
    sys.exit(main())
