"""Makes briefgen/templating/sample_page.json: the page that templates are tried with.

python scripts/make_sample_page.py            # the page of 聊城 from seeds/, of 31 May 2024
"""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

from briefgen import pipeline
from briefgen.gather import named, survey
from briefgen.templating.sample import PAGE, as_plain
from briefgen.workspace import open_workspace

ROOT = Path(__file__).parents[1]
CITY, DAY = "聊城", date(2024, 5, 31)


def main() -> int:
    workspace = open_workspace(ROOT)
    place = named(CITY)[0]
    documents = survey(workspace, lambda _: None, lambda _: True).of(place)
    articles = [document.opened() for document in documents]
    page = pipeline.make_page(articles, place, DAY, workspace.settings)
    briefing = replace(page.briefing, held=())
    text = json.dumps(as_plain(briefing), ensure_ascii=False, indent=1)
    PAGE.write_text(text + "\n", encoding="utf-8")
    print(PAGE)
    return 0


if __name__ == "__main__":
    sys.exit(main())
