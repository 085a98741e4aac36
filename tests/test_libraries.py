"""WeasyPrint finds its libraries without a search, and says by itself what is missing."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere it searches as ever")

LOADED = """
import ctypes.util, sys
asked = []
ctypes.util.find_library = search = asked.append
from briefgen.render.libraries import load_weasyprint
load_weasyprint()
print("weasyprint" in sys.modules, asked, ctypes.util.find_library is search)
"""
LATE = """
import sys
from briefgen.render.libraries import INSTANCER, SUBSETTER, load_weasyprint
load_weasyprint()
print([name for name in (SUBSETTER, INSTANCER) if name in sys.modules])
from weasyprint.pdf import fonts
print(fonts.subset.Subsetter.__module__, fonts.subset.Options().glyph_names)
try:
    fonts.instantiateVariableFont(None, {})
except TypeError as error:
    print(error)
import fontTools.subset, fontTools.varLib.instancer
print(fontTools.subset.Subsetter is fonts.subset.Subsetter, type(fontTools.subset).__name__)
"""
MISSING = "print('install it'); raise OSError('no such library')"


def said(script, **environment):
    command = [sys.executable, "-c", script]
    done = subprocess.run(
        command, env={**os.environ, **environment}, capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


def test_it_is_loaded_and_nothing_is_searched():
    assert said(LOADED) == "True [] True"


def test_what_only_an_old_harfbuzz_needs_is_loaded_when_it_is_called():
    told = said(LATE).splitlines()
    assert told[0] == "[]"
    assert told[1] == "fontTools.subset False"
    assert "NoneType" in told[2]  # the real function was asked
    assert told[3] == "True module"


def test_a_library_that_is_missing_is_left_to_the_import_that_follows(tmp_path):
    (tmp_path / "weasyprint.py").write_text(MISSING, encoding="utf-8")
    assert said(LOADED, PYTHONPATH=str(tmp_path)) == "False [] True"
