"""What is installed carries everything that a briefing needs."""

from __future__ import annotations

import os
import shutil
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


class Installed:
    """The wheel in a fresh environment that borrows only the libraries of this one."""

    def __init__(self, home: Path, wheel: Path) -> None:
        self.home = home
        venv.create(home, with_pip=False)
        paths = {"base": str(home), "platbase": str(home)}
        self.site = Path(sysconfig.get_path("purelib", vars=paths))
        pip = [sys.executable, "-m", "pip", "--quiet", "install", "--no-deps", "--no-index"]
        command = [*pip, "--prefix", str(home), "--ignore-installed", str(wheel)]
        subprocess.run(command, check=True)
        ours = Path(sysconfig.get_path("purelib"))
        (self.site / "borrowed.pth").write_text(f"{ours}\n", encoding="utf-8")

    def python(self, *words: object, folder: Path) -> str:
        """What Python prints, run there with the barest of environments."""
        done = subprocess.run(
            [self.home / "bin" / "python", *map(str, words)],
            cwd=folder,
            env={"PATH": os.environ["PATH"], "HOME": str(folder)},
            capture_output=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr.decode()
        return done.stdout.decode("utf-8")


@pytest.fixture(scope="module")
def installed(built: Path, tmp_path_factory) -> Installed:
    return Installed(tmp_path_factory.mktemp("home") / "venv", next(built.glob("*.whl")))


@pytest.mark.slow
def test_the_wheel_installs_and_runs_from_any_folder(installed: Installed, tmp_path: Path):
    assert "0." in installed.python("-m", "briefgen", "--version", folder=tmp_path)
    where = installed.python("-c", "import briefgen; print(briefgen.__file__)", folder=tmp_path)
    assert str(installed.site) in where
    assert (installed.home / "bin" / "briefgen").is_file()


@pytest.mark.slow
def test_the_wheel_makes_a_page_in_a_new_workspace(installed: Installed, tmp_path: Path):
    program = ("-m", "briefgen")
    installed.python(*program, "init", "weekly", folder=tmp_path)
    workspace = tmp_path / "weekly"
    shutil.copy(next((ROOT / "seeds").glob("001*.txt")), workspace / "seeds")
    below = workspace / "seeds"  # the workspace is found upwards
    installed.python(*program, "build", "--all", "--date", "2024-05-31", folder=below)
    assert {".docx", ".json", ".pdf"} <= {path.suffix for path in (workspace / "output").iterdir()}
