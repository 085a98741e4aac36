"""The versions that results and what is kept are keyed by."""

from __future__ import annotations

import sys
from importlib.metadata import distributions

import pytest

from briefgen import installed

EVERY = sorted({each.metadata["Name"] for each in distributions()})


@pytest.mark.parametrize("name", EVERY)
def test_every_library_has_the_version_it_says(name):
    first = next(each for each in distributions(name=name))
    assert installed.version_of(name) == first.version


@pytest.mark.parametrize("name", ["Python_DocX", "python.docx", "PYTHON-DOCX"])
def test_a_name_is_known_however_it_is_written(name):
    assert installed.version_of(name) == installed.version_of("python-docx") != ""


@pytest.mark.parametrize("name", ["no-such-library", "docx", "../python-docx"])
def test_what_is_not_installed_has_no_version(name):
    assert not installed.version_of(name)


def test_the_first_on_the_path_counts(tmp_path, monkeypatch):
    for folder, version in (("one", "2.0"), ("two", "1.0")):
        (tmp_path / folder / f"a_b-{version}.dist-info").mkdir(parents=True)
    (tmp_path / "zip").write_bytes(b"PK")
    paths = [str(tmp_path / name) for name in ("nowhere", "zip", "one", "two")]
    monkeypatch.setattr(sys, "path", [*paths, *sys.path])
    assert installed._versions.__wrapped__()["a-b"] == "2.0"  # noqa: SLF001
