"""What other programs that check PDF/A and PDF/UA say of the pages of every template.

pikepdf's own checker stands in test_archive.py. Each of these is left out where it is absent.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from sample_briefing import full
from test_archive import DATA, DAY

from briefgen.render import find_template
from briefgen.render.archive import archival
from briefgen.render.justify import justified
from briefgen.render.pdf import lay_out
from briefgen.render.stretch import stretched
from briefgen.render.tagged import tagged

TEMPLATES = ("briefing", "compact", "gongwen")
JARS = Path("/usr/share/java")  # Debian's libpdfbox2-java and libjaxb-api-java
NAMES = ("preflight", "pdfbox2", "fontbox2", "xmpbox", "commons-logging", "jaxb-api")
CLASSPATH = [JARS / f"{name}.jar" for name in (*NAMES, "javax.activation")]
FINDING = re.compile(r"^(\d+(?:\.\d+)*) : (.*)$", re.MULTILINE)
# PDFBox knows PDF/A-1b only. What PDF/A-3b allows beyond it (ISO 19005-3), and nothing else:
LATER = (
    ("1.2.9", "EmbeddedFile entry"),  # attached files
    ("1.4.7", "EmbeddedFile entry"),
    ("1.4", "cross reference streams"),
    ("2.2.1", "Group has a transparency S entry"),
    ("3.1.3", "/OpenType in /FontFile3"),
    ("3.1.11", "CIDSet entry is missing"),
    ("7.11.2", "part must be 1"),
)
LEAST = 10  # rules of pdfua that run on these files


def made(name: str) -> bytes:
    document = lay_out(full(), find_template(name)).document
    justified(document)
    stretched(document)
    return archival(tagged(document), DAY, DATA)


def preflight(folder: Path, content: bytes) -> list[tuple[str, str]]:
    """What PDFBox finds in a PDF that no later part of PDF/A allows; its code and its words."""
    (folder / "page.pdf").write_bytes(content)
    main = "org.apache.pdfbox.preflight.Validator_A1b"
    command = ["java", "-cp", ":".join(map(str, CLASSPATH)), main, str(folder / "page.pdf")]
    run = subprocess.run(command, capture_output=True, timeout=120, check=False)
    found = FINDING.findall(run.stdout.decode(errors="replace"))
    assert ("7.11.2", "Error on MetaData, part must be 1") in found  # it has read all of it
    return [(code, words) for code, words in found if not later(code, words)]


def later(code: str, words: str) -> bool:
    return any(code == each and part in words for each, part in LATER)


has_pdfbox = pytest.mark.skipif(
    shutil.which("java") is None or not all(jar.exists() for jar in CLASSPATH),
    reason="PDFBox is not here: apt-get install libpdfbox2-java libjaxb-api-java, and a Java",
)


@has_pdfbox
@pytest.mark.slow
@pytest.mark.parametrize("template", TEMPLATES)
def test_pdfbox_finds_nothing_that_pdf_a_3b_forbids(template, tmp_path):
    assert preflight(tmp_path, made(template)) == []


def without_a_font(pdf: pikepdf.Pdf) -> None:
    for item in pdf.objects:
        if isinstance(item, pikepdf.Dictionary) and "/FontFile3" in item:
            del item["/FontFile3"]
            return


def without_a_profile(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.OutputIntents


def with_a_script(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("1"))


@has_pdfbox
@pytest.mark.slow
@pytest.mark.parametrize("spoil", [without_a_font, without_a_profile, with_a_script])
def test_pdfbox_finds_what_is_forbidden(spoil, tmp_path):
    with pikepdf.open(BytesIO(made("briefing"))) as pdf:
        spoil(pdf)
        spoiled = BytesIO()
        pdf.save(spoiled)
    assert preflight(tmp_path, spoiled.getvalue()) != []


@pytest.mark.skipif(find_spec("pdfua") is None, reason="pdfua is not here: pip install pdfua")
@pytest.mark.parametrize("template", TEMPLATES)
def test_pdfua_misses_nothing_but_the_declaration(template, tmp_path):
    """PDF/UA is not declared: to say so takes a person, too, who has read the page aloud."""
    (tmp_path / "page.pdf").write_bytes(made(template))
    command = [sys.executable, "-m", "pdfua", "check", str(tmp_path / "page.pdf")]
    run = subprocess.run([*command, "--format", "json"], capture_output=True, check=False)
    told = json.loads(run.stdout)
    assert told["summary"]["rules_run"] >= LEAST
    assert [each["rule_id"] for each in told["findings"]] == ["UA-28-004"]


@pytest.mark.skipif(
    shutil.which("outloud") is None, reason="outloud is not here: pip install outloud (320 MB)"
)
@pytest.mark.slow
@pytest.mark.parametrize("template", TEMPLATES)
def test_outloud_misses_nothing_but_the_declaration(template, tmp_path):
    (tmp_path / "page.pdf").write_bytes(made(template))
    command = ["outloud", str(tmp_path / "page.pdf"), "--layer", "conformance"]
    subprocess.run([*command, "--json", str(tmp_path / "told.json")], check=False)
    told = json.loads((tmp_path / "told.json").read_text(encoding="utf-8"))
    found = [each["rule"] for result in told["results"] for each in result["findings"]]
    assert found == ["DOC-012"]
