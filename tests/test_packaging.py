"""What is installed carries everything that a briefing needs."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import tarfile
import tomllib
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def locked(name: str) -> set[str]:
    lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
    return {line.partition("==")[0] for line in lines if "==" in line}


def plain(requirement: str) -> str:
    name = requirement.partition(";")[0]
    for mark in "><=~![ ":
        name = name.partition(mark)[0]
    return name.lower().replace("_", "-")


def test_every_dependency_is_locked():
    project = PROJECT["project"]
    assert {plain(name) for name in project["dependencies"]} <= locked("requirements.lock")
    tools = {plain(name) for name in project["optional-dependencies"]["dev"]}
    assert tools | locked("requirements.lock") <= locked("requirements-dev.lock")


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
def test_a_lock_has_hashes_and_names_no_place(name: str):
    text = (ROOT / name).read_text(encoding="utf-8")
    assert "://" not in text
    assert "/" not in text
    assert "index" not in text
    pins = [line for line in text.replace("\\\n", "").splitlines() if "==" in line]
    assert pins
    assert all("--hash=sha256:" in line for line in pins)


@pytest.fixture(scope="module")
def built(tmp_path_factory) -> Path:
    """The wheel and the source archive, made without touching the network."""
    out = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(out), str(ROOT)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return out


def names_in(folder: Path) -> tuple[set[str], set[str]]:
    with zipfile.ZipFile(next(folder.glob("*.whl"))) as wheel:
        inside = set(wheel.namelist())
    with tarfile.open(next(folder.glob("*.tar.gz"))) as archive:
        source = {name.split("/", 1)[1] for name in archive.getnames() if "/" in name}
    return inside, source


def kept(folder: str) -> set[str]:
    """The files of a folder of the repository, without what Python leaves there."""
    paths = (path for path in (ROOT / folder).rglob("*") if path.is_file())
    return {str(p.relative_to(ROOT)) for p in paths if "__pycache__" not in p.parts}


@pytest.mark.slow
def test_the_archives_carry_code_data_fonts_and_templates(built: Path):
    wheel, source = names_in(built)
    templates = kept("templates")
    assert kept("briefgen") <= wheel
    assert {f"briefgen/{name}" for name in templates} <= wheel
    assert kept("briefgen") | templates | kept("seeds") <= source
    assert {"LICENSE", "README.md", "pyproject.toml"} <= source
    assert not any(name.startswith(("output/2", ".venv")) for name in source)
    assert not any(name.startswith(("tests", "seeds", "scripts")) for name in wheel)


@pytest.mark.slow
def test_the_wheel_installs_and_runs_from_any_folder(built: Path, tmp_path: Path):
    home = tmp_path / "venv"
    venv.create(home, with_pip=False)
    site = Path(sysconfig.get_path("purelib", vars={"base": str(home), "platbase": str(home)}))
    install = [sys.executable, "-m", "pip", "--quiet", "install", "--no-deps", "--no-index"]
    wheel = str(next(built.glob("*.whl")))
    python = home / "bin" / "python"
    subprocess.run([*install, "--prefix", str(home), "--ignore-installed", wheel], check=True)
    ours = Path(sysconfig.get_path("purelib"))
    (site / "borrowed.pth").write_text(f"{ours}\n", encoding="utf-8")
    clean = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
    done = subprocess.run(
        [str(python), "-m", "briefgen", "--version"],
        cwd=tmp_path,
        env=clean,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "0." in done.stdout
    where = [str(python), "-c", "import briefgen; print(briefgen.__file__)"]
    found = subprocess.run(where, cwd=tmp_path, env=clean, capture_output=True, check=True)
    assert str(site).encode() in found.stdout
    assert (home / "bin" / "briefgen").is_file()
