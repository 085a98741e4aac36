"""Pages set in a process beside are the same as those set here."""

from __future__ import annotations

import os
import signal
import sys
from concurrent.futures.process import BrokenProcessPool

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


@pytest.mark.parametrize("late", [False, True])
def test_a_process_that_is_killed_is_done_without(made, late):
    with Beside() as beside:
        printer = Printer(find_template("briefing"), lambda _: None, beside=beside)
        if late:
            assert printer.lay_out(full()).fits
        os.kill(beside._pool.submit(os.getpid).result(), signal.SIGKILL)  # noqa: SLF001
        with pytest.raises(BrokenProcessPool):  # until it is known
            beside._pool.submit(os.getpid).result()  # noqa: SLF001
        assert printer.formats(full(), ("pdf",)) == {"pdf": made["pdf"]}


def test_what_fails_there_is_told_here(tmp_path):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "template.toml").write_text('extends = "briefing"', encoding="utf-8")
    (tmp_path / "mine" / "page.html").write_text("{{ nothing }}", encoding="utf-8")
    template = find_template("mine", tmp_path)
    with Beside() as beside, pytest.raises(TemplateError, match="does not exist: ") as caught:
        beside.lay_out(full(), template)
    assert caught.value.where.endswith("page.html:1")
    assert caught.value.hint
