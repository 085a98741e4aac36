from __future__ import annotations

import json
import os
import stat
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from sample_briefing import full

from briefgen.deliver import sidecar, write_files
from briefgen.deliver.files import check_folder
from briefgen.deliver.plain import plain
from briefgen.errors import OutputError
from briefgen.model import (
    Article,
    Bilingual,
    Figure,
    Measure,
    Passage,
    Problem,
    Reading,
    Row,
    Source,
    SourceNote,
    Status,
    Traced,
)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_files_are_written_in_the_order_given_and_their_paths_returned(tmp_path):
    paths = write_files(tmp_path / "new" / "out", {"b.pdf": b"1", "a.docx": b"2"})
    assert [path.name for path in paths] == ["b.pdf", "a.docx"]
    assert [path.read_bytes() for path in paths] == [b"1", b"2"]
    assert names(tmp_path / "new" / "out") == ["a.docx", "b.pdf"]


def test_earlier_files_are_replaced(tmp_path):
    write_files(tmp_path, {"a": b"old and longer"})
    write_files(tmp_path, {"a": b"new"})
    assert (tmp_path / "a").read_bytes() == b"new"


def test_files_have_the_rights_of_any_new_file(tmp_path):
    (tmp_path / "plain").write_bytes(b"")
    (path,) = write_files(tmp_path, {"made": b"x"})
    assert stat.S_IMODE(path.stat().st_mode) == stat.S_IMODE((tmp_path / "plain").stat().st_mode)


def test_nothing_is_written_when_a_folder_has_the_name_of_one_file(tmp_path):
    (tmp_path / "a.pdf").write_bytes(b"old")
    (tmp_path / "a.docx").mkdir()
    with pytest.raises(OutputError, match="a folder has its name") as caught:
        write_files(tmp_path, {"a.pdf": b"new", "a.docx": b"new"})
    assert caught.value.where == str(tmp_path / "a.docx")
    assert (tmp_path / "a.pdf").read_bytes() == b"old"
    assert names(tmp_path) == ["a.docx", "a.pdf"]


def test_nothing_is_left_when_the_disk_is_full(tmp_path, monkeypatch):
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    (tmp_path / "a").write_bytes(b"old")
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OutputError, match="No space left") as caught:
        write_files(tmp_path, {"a": b"new", "b": b"new"})
    assert caught.value.hint
    assert names(tmp_path) == ["a"]
    assert (tmp_path / "a").read_bytes() == b"old"


def test_nothing_is_left_when_a_file_is_locked(tmp_path, monkeypatch):
    def locked(*_: object) -> None:
        raise PermissionError(13, "The file is in use")

    monkeypatch.setattr(Path, "replace", locked)
    with pytest.raises(OutputError, match="in use") as caught:
        write_files(tmp_path, {"a": b"new"})
    assert "close it" in caught.value.hint
    assert names(tmp_path) == []


@pytest.mark.parametrize("folder", ["file", "file/below"])
def test_a_file_in_place_of_the_folder_is_refused(tmp_path, folder):
    (tmp_path / "file").write_bytes(b"mine")
    for attempt in (lambda: write_files(tmp_path / folder, {"a": b""}),):
        with pytest.raises(OutputError) as caught:
            attempt()
        assert caught.value.where == str(tmp_path / folder)
        assert "--out" in caught.value.hint
    assert (tmp_path / "file").read_bytes() == b"mine"


def test_a_folder_that_can_be_written_to_passes_and_stays_empty(tmp_path):
    check_folder(tmp_path / "out")
    assert names(tmp_path / "out") == []


PLAIN = [
    (Decimal("9.0"), "9.0"),
    (Decimal("95.3"), "95.3"),
    (Decimal(11100), "11100"),
    (Decimal("0.1") + Decimal("0.2"), "0.3"),
    (date(2024, 5, 31), '"2024-05-31"'),
    (Measure.GROWTH, '"growth"'),
    ((1, None, True), "[1, null, true]"),
    (Bilingual("a", "b"), '{"zh": "a", "en": "b"}'),
    ({"x": (Decimal("1.50"),)}, '{"x": [1.5]}'),
]


@pytest.mark.parametrize(("value", "text"), PLAIN)
def test_values_turn_into_json(value, text):
    assert json.dumps(plain(value)) == text


def test_a_value_without_a_form_in_json_is_refused():
    with pytest.raises(TypeError, match="set has no place"):
        plain({1, 2})


# --- the sidecar --------------------------------------------------------------------------------

RAW = "廣告一則\n1—4月份,全市工業投資同比增長23.9%,居全省第2位。其餘從略。"
AT = RAW.index("23.9")


def figure(identity: str, start: int) -> Figure:
    return Figure(
        id=identity,
        theme=None,
        indicator="工业投资",
        measure=Measure.GROWTH,
        value=Decimal("23.9"),
        unit="%",
        mention="23.9%",
        start=start,
        end=start + 5,
        rule="growth.yoy",
        confidence=0.99,
        passage=0,
        at=0,
    )


def reading() -> Reading:
    source = Source("one", "seeds/one.txt", "ab" * 32, "utf-8", RAW)
    article = Article(source, "题", "", None, None, None, "traditional", ())
    passage = Passage(None, 0, Traced("23.9%", tuple(range(AT, AT + 5))))
    doubts = (Problem("damaged_text", 0, 4, "unreadable"),)
    figures = (figure("F1", AT), figure("F2", AT))
    return Reading(article, (), (passage,), figures, problems=doubts)


def page():
    row = Row("0:F1", "", "", "Industrial investment", "", "+23.9%", "", Status.ACTUAL, 1)
    note = SourceNote(1, "题", "", "", "seeds/one.txt")
    return replace(full(), key_figures=(), documents=(), rows=(row,), sources=(note,))


def content() -> dict:
    return json.loads(sidecar(page(), [reading()], {"template": "briefing"}))


def test_the_sidecar_says_where_each_printed_figure_stands():
    (found,) = content()["figures"]
    assert found["id"] == "0:F1"
    assert found["printed_in"] == ["table"]
    assert (found["path"], found["sha256"]) == ("seeds/one.txt", "ab" * 32)
    assert RAW[found["start"] : found["end"]] == found["raw"] == "23.9%"
    assert found["quote"] == "1—4月份,全市工業投資同比增長23.9%,居全省第2位。"
    assert (found["value"], found["unit"]) == (23.9, "%")


def test_the_sidecar_says_what_was_understood_but_not_printed():
    assert content()["not_printed"] == [{"id": "0:F2", "indicator": "工业投资", "mention": "23.9%"}]


def test_the_sidecar_names_sources_problems_and_versions():
    found = content()
    assert found["schema"] == "briefgen.page/1"
    assert found["sources"][0]["sha256"] == "ab" * 32
    assert found["problems"][0]["path"] == "seeds/one.txt"
    assert found["problems"][0]["message"] == "unreadable"
    assert found["made_with"] == {"template": "briefing"}


def test_the_sidecar_of_the_same_page_has_the_same_bytes():
    again = [sidecar(page(), [reading()], {}) for _ in range(2)]
    assert again[0] == again[1]
    assert again[0].endswith(b"\n")


def test_a_text_without_any_stop_is_quoted_in_part():
    long = "字" * 5000 + "23.9%" + "字" * 5000
    base = reading()
    source = replace(base.article.source, text=long)
    one = replace(base, article=replace(base.article, source=source), figures=(figure("F1", 5000),))
    (found,) = json.loads(sidecar(page(), [one], {}))["figures"]
    assert "23.9%" in found["quote"]
    assert len(found["quote"]) < 700
