"""Pages set in a process beside are the same as those set here."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

import pytest
from sample_briefing import full

from briefgen.errors import TemplateError
from briefgen.joints import Printer
from briefgen.render import find_template
from briefgen.render.beside import Beside

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere pages are set here")


@pytest.fixture(scope="module")
def made():
    """The page as it is set here."""
    return Printer(find_template("briefing"), lambda _: None).formats(full(), ("pdf", "docx"))


def test_the_page_has_the_same_bytes(made):
    with Beside() as beside:
        printer = Printer(find_template("briefing"), lambda _: None, beside=beside)
        assert printer.lay_out(full()).fits
        assert printer.formats(full(), ("pdf", "docx")) == made


ALONE = """
import sys
from briefgen.joints import Printer
from briefgen.render import find_template
from briefgen.render.beside import Beside
from sample_briefing import full
with Beside() as beside:
    printer = Printer(find_template("briefing"), lambda _: None, beside=beside)
    assert printer.count(full()) > 0
    made = printer.formats(full(), ("pdf", "docx"))
assert b"word/media/trend1.png" in made["docx"]
print([name for name in ("weasyprint", "pydyf") if name in sys.modules])
"""


def test_nothing_that_sets_a_page_is_loaded_here():
    """Loading WeasyPrint twice, for the drawings of Word too, took a fifth of a build."""
    done = subprocess.run(
        [sys.executable, "-c", ALONE],
        cwd=Path(__file__).parent,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("late", [False, True])
def test_a_process_that_is_killed_is_done_without(made, late):
    with Beside() as beside:
        printer = Printer(find_template("briefing"), lambda _: None, beside=beside)
        if late:
            assert printer.count(full()) > 0  # its drawings are known
            assert printer.lay_out(full()).fits
        os.kill(beside._pool.submit(os.getpid).result(), signal.SIGKILL)  # noqa: SLF001
        with pytest.raises(BrokenProcessPool):  # until it is known
            beside._pool.submit(os.getpid).result()  # noqa: SLF001
        assert printer.count(full()) > 0
        assert printer.formats(full(), ("pdf", "docx")) == made


def test_what_fails_there_is_told_here(tmp_path):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "template.toml").write_text('extends = "briefing"', encoding="utf-8")
    (tmp_path / "mine" / "page.html").write_text("{{ nothing }}", encoding="utf-8")
    template = find_template("mine", tmp_path)
    with Beside() as beside, pytest.raises(TemplateError, match="does not exist: ") as caught:
        beside.lay_out(full(), template)
    assert caught.value.where.endswith("page.html:1")
    assert caught.value.hint
