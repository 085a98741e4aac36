"""Workspaces for the tests of the commands: small real texts, and what runs a command in them."""

from __future__ import annotations

import shutil
from pathlib import Path

from click.testing import CliRunner, Result

from briefgen.cli import main

REPOSITORY = Path(__file__).parents[1]

REPORT = """{title}

2024年5月28日，记者从{city}召开的新闻发布会上获悉，今年以来，{city}工业经济持续稳定向好。

一是工业运行稳中有进。1—4月份，{city}规模以上工业增加值同比增长7.9%，高于全省平均1.2个百分点。

二是投资增势良好。1—4月份，{city}工业投资同比增长23.9%，居全省第2位；技改投资同比增长12.1%。

三是企业培育有力。{city}新增创新型中小企业473家，完成投资95.3亿元。
"""


def report(city: str = "聊城市", title: str = "") -> str:
    """A short report of a city, with three themes and a date."""
    return REPORT.format(city=city, title=title or f"{city}工业经济运行情况")


def workspace(folder: Path, **documents: str | bytes) -> Path:
    """A workspace in `folder` with these documents, named by keyword."""
    (folder / "seeds").mkdir(parents=True)
    (folder / "briefgen.toml").write_text("", encoding="utf-8")
    for name, content in documents.items():
        data = content.encode() if isinstance(content, str) else content
        (folder / "seeds" / f"{name}.txt").write_bytes(data)
    return folder


def seeds(folder: Path) -> Path:
    """A workspace in `folder` with the documents of the repository."""
    workspace(folder)
    for path in sorted((REPOSITORY / "seeds").glob("*.txt")):
        shutil.copy(path, folder / "seeds")
    return folder


def run(*words: object) -> Result:
    """What the command line with these words gives, in this process."""
    return CliRunner().invoke(main, [str(word) for word in words])


def written(folder: Path) -> list[str]:
    """The names of all files below a folder, hidden ones too; none if there is no folder."""
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())
