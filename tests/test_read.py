"""Files of every encoding become the same text; what is no text is refused with a reason."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from briefgen.errors import SourceError, WorkspaceError
from briefgen.read import READERS, list_sources, read_source

SEEDS = sorted((Path(__file__).parents[1] / "seeds").glob("*.txt"))
SIMPLIFIED = "今年以来，全市工信系统聚焦工业经济高质量发展，规模以上工业增加值同比增长9.0%。\n"
TRADITIONAL = "今年以來，全市工信系統聚焦工業經濟高質量發展，規模以上工業增加值同比增長9.0%。\n"


def write(folder, data, name="a.txt"):
    path = folder / name
    path.write_bytes(data)
    return path


@pytest.mark.parametrize(
    ("text", "written", "read"),
    [
        (SIMPLIFIED, "utf-8", "utf-8"),
        (SIMPLIFIED, "utf-8-sig", "utf-8"),
        (SIMPLIFIED, "gbk", "gb18030"),
        (SIMPLIFIED, "gb18030", "gb18030"),
        (SIMPLIFIED, "utf-16", "utf-16-le"),
        (SIMPLIFIED, "utf-16-le", "utf-16-le"),
        (SIMPLIFIED, "utf-16-be", "utf-16-be"),
        (TRADITIONAL, "big5", "big5"),
        (TRADITIONAL, "gb18030", "gb18030"),
        (TRADITIONAL, "utf-8", "utf-8"),
        ("聊城市工业和信息化局", "gbk", "gb18030"),
        ("聊城市工業和信息化局", "big5", "big5"),
        ("plain words", "ascii", "utf-8"),
    ],
)
def test_every_encoding_gives_the_same_text(tmp_path, text, written, read):
    source = read_source(write(tmp_path, text.encode(written)))
    assert source.text == text
    assert source.encoding == read


def test_a_byte_order_mark_of_big_endian_utf16_is_dropped(tmp_path):
    source = read_source(write(tmp_path, b"\xfe\xff" + SIMPLIFIED.encode("utf-16-be")))
    assert source.text == SIMPLIFIED


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem[:3])
def test_seed_documents_survive_every_encoding_that_holds_them(path, tmp_path):
    text = read_source(path).text
    for encoding in ("gb18030", "utf-16-le", "utf-16-be", "utf-8-sig"):
        assert read_source(write(tmp_path, text.encode(encoding))).text == text


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16-le"])
def test_a_character_cut_off_at_the_end_is_dropped(tmp_path, encoding):
    data = (SIMPLIFIED + "完").encode(encoding)[:-1]
    assert read_source(write(tmp_path, data)).text == SIMPLIFIED


def test_a_source_knows_its_file(tmp_path):
    data = SIMPLIFIED.encode()
    source = read_source(write(tmp_path, data, "b.md"))
    assert source.id == "b"
    assert source.path == str(tmp_path / "b.md")
    assert source.sha256 == hashlib.sha256(data).hexdigest()


@pytest.mark.parametrize(
    ("name", "data", "word"),
    [
        ("a.txt", b"", "empty"),
        ("a.txt", " \n\u3000\t".encode(), "white space"),
        ("a.txt", b"\xef\xbb\xbf", "white space"),
        ("a.txt", b"%PDF-1.7 \xe2\xe3", "PDF"),
        ("a.txt", b"\x89PNG\r\n\x1a\n\x00\x00", "PNG"),
        ("a.txt", b"PK\x03\x04\x00", "ZIP"),
        ("a.txt", bytes(range(256)) * 8, "encoding"),
        ("a.txt", b"\x00\x01\x02\x03" * 50, "encoding"),
        ("a.txt", b"abc\x01\x02\x03" * 50, "binary"),
        ("a.txt", SIMPLIFIED.encode() + b"\xff\xfe\xff" + SIMPLIFIED.encode(), "encoding"),
        ("a.pages", b"abc", "not read"),
        ("a", b"abc", "not read"),
    ],
)
def test_what_is_no_text_is_refused(tmp_path, name, data, word):
    with pytest.raises(SourceError) as caught:
        read_source(write(tmp_path, data, name))
    assert word in caught.value.message
    assert caught.value.where == str(tmp_path / name)
    assert caught.value.hint


def test_other_kinds_of_files_are_told_which_are_read(tmp_path):
    with pytest.raises(SourceError) as caught:
        read_source(write(tmp_path, b"abc", "a.pages"))
    assert all(suffix in caught.value.hint for suffix in READERS)


def test_missing_folder_and_too_large_are_refused(tmp_path, monkeypatch):
    with pytest.raises(SourceError, match="no such file"):
        read_source(tmp_path / "none.txt")
    (tmp_path / "folder.txt").mkdir()
    with pytest.raises(SourceError, match="folder"):
        read_source(tmp_path / "folder.txt")
    monkeypatch.setattr("briefgen.read.source.LARGEST", 10)
    with pytest.raises(SourceError, match="too large"):
        read_source(write(tmp_path, SIMPLIFIED.encode()))


def test_an_unreadable_file_is_refused(tmp_path, monkeypatch):
    path = write(tmp_path, SIMPLIFIED.encode())

    def denied(_):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", denied)
    with pytest.raises(SourceError, match="Permission denied"):
        read_source(path)


def test_sources_are_listed_in_order(tmp_path):
    for name in ("b.txt", "a.md", "c.xlsx", ".hidden.txt"):
        write(tmp_path, b"x", name)
    (tmp_path / "d.txt").mkdir()
    assert [path.name for path in list_sources(tmp_path)] == ["a.md", "b.txt"]
    with pytest.raises(WorkspaceError):
        list_sources(tmp_path / "none")
