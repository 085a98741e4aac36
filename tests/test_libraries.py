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
MISSING = "print('install it'); raise OSError('no such library')"


def said(script, **environment):
    command = [sys.executable, "-c", script]
    done = subprocess.run(
        command, env={**os.environ, **environment}, capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


def test_it_is_loaded_and_nothing_is_searched():
    assert said(LOADED) == "True [] True"


def test_a_library_that_is_missing_is_left_to_the_import_that_follows(tmp_path):
    (tmp_path / "weasyprint.py").write_text(MISSING, encoding="utf-8")
    assert said(LOADED, PYTHONPATH=str(tmp_path)) == "False [] True"
