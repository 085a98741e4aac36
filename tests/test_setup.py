"""The set-up on machines that lack something: it names it and stops, or asks apt-get for it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections import defaultdict
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parent.parent
PROGRAMS = ("sh", "env", "dirname", "cat", "cksum", "mktemp", "readlink", "rm", "tail")
LIBRARIES = "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz0b libharfbuzz-subset0"


class Machine:
    """A copy of the set-up on a machine with only a few programs, some of them pretended."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "checkout"
        self.programs = folder / "bin"
        (self.folder / "scripts").mkdir(parents=True)
        self.programs.mkdir()
        for name in ("scripts/setup.sh", "requirements.lock", "requirements-dev.lock"):
            shutil.copy(ROOT / name, self.folder / name)
        for name in PROGRAMS:
            (self.programs / name).symlink_to(shutil.which(name))
        self.has("id", "echo 1000")
        self.has("dpkg-query", "echo not-installed")
        self.has("python3", f'exec "{sys.executable}" "$@"')

    def has(self, name: str, script: str) -> None:
        path = self.programs / name
        path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
        path.chmod(0o755)

    def lacks(self, name: str) -> None:
        (self.programs / name).unlink()

    def set_up(self, purpose: str = "brief", **environment: str) -> subprocess.CompletedProcess:
        environment = {"PATH": str(self.programs), "HOME": str(self.folder), **environment}
        script = self.folder / "scripts" / "setup.sh"
        return subprocess.run(
            [script, purpose], env=environment, capture_output=True, text=True, check=False
        )

    def refuses(self, purpose: str = "brief", **environment: str) -> str:
        done = self.set_up(purpose, **environment)
        assert done.returncode == 1, done.stderr
        assert not (self.folder / ".venv").exists()
        assert done.stdout == ""
        return done.stderr


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


def test_a_user_without_rights_is_told_what_is_missing(machine: Machine):
    machine.has("apt-get", "exit 100")
    message = machine.refuses()
    assert f"missing: {LIBRARIES}\n" in message
    assert f"sudo apt-get install {LIBRARIES}\n" in message


def test_the_tests_need_more(machine: Machine):
    message = machine.refuses("test")
    assert f"missing: {LIBRARIES} libreoffice-writer-nogui poppler-utils chromium\n" in message


def test_an_office_without_writer_is_not_enough(machine: Machine):
    machine.has("soffice", "exit 0")
    machine.has("pdftotext", "exit 0")
    machine.has("chromium", "exit 0")
    assert "libreoffice-writer-nogui\n" in machine.refuses("test")
    (machine.programs / "libswlo.so").touch()
    assert "libreoffice" not in machine.refuses("test")


def test_sudo_that_asks_for_a_password_is_not_used(machine: Machine):
    machine.has("sudo", "exit 1")
    machine.has("apt-get", "exit 100")
    assert "these Debian packages are missing" in machine.refuses()


@pytest.mark.parametrize("rights", ["root", "sudo"])
def test_missing_packages_are_installed_with_rights(machine: Machine, tmp_path: Path, rights: str):
    asked = tmp_path / "asked"
    machine.has("apt-get", f'echo "$@" >>"{asked}"; echo broken; [ "$2" = update ]')
    if rights == "root":
        machine.has("id", "echo 0")
    else:
        machine.has("sudo", 'case "$1" in -n) exit 0 ;; esac; exec "$@"')
    message = machine.refuses()
    assert f"could not install: {LIBRARIES}\n" in message
    assert "broken\n" in message
    update, install = asked.read_text(encoding="utf-8").splitlines()
    assert update == "-qq update"
    assert install == f"-qq install -y --no-install-recommends {LIBRARIES}"


def test_a_checker_that_cannot_be_installed_does_not_stop_the_tests(machine: Machine, tmp_path):
    asked = tmp_path / "asked"
    machine.has("java", "exit 0")
    machine.has("id", "echo 0")
    machine.has("apt-get", f'echo "$@" >>"{asked}"; exit 100')
    message = machine.refuses("test")
    checkers = "libpdfbox2-java libjaxb-api-java"
    assert f"could not install {checkers}; the tests with PDFBox are left out\n" in message
    assert f"could not install: {LIBRARIES}" in message  # what stops it is the next
    assert f"--no-install-recommends {checkers}\n" in asked.read_text(encoding="utf-8")


@pytest.mark.parametrize(("purpose", "java"), [("test", False), ("brief", True)])
def test_a_checker_is_asked_for_only_where_it_can_be_of_use(machine: Machine, purpose, java):
    if java:
        machine.has("java", "exit 0")
    machine.has("id", "echo 0")
    machine.has("apt-get", "exit 100")
    assert "pdfbox" not in machine.refuses(purpose)


def test_lists_that_cannot_be_renewed_do_not_stop_it(machine: Machine):
    machine.has("id", "echo 0")
    machine.has("apt-get", "exit 100")
    message = machine.refuses()
    assert "apt-get update failed" in message
    assert "could not install" in message


def test_a_python_too_old_is_named(machine: Machine):
    machine.has("python3", '[ "$1" = -V ] && echo Python 3.10.12 || exit 1')
    assert "Python 3.10.12 is too old: 3.11 or later" in machine.refuses()


def test_no_python_at_all_is_asked_for(machine: Machine):
    machine.lacks("python3")
    assert "python3 python3-venv\n" in machine.refuses()


@pytest.mark.parametrize("python", ["/nowhere/python3", "cat"])
def test_a_python_that_was_asked_for_is_not_replaced(machine: Machine, python: str):
    assert f"{python} is no Python 3.11 or later" in machine.refuses(PYTHON=python)


def test_a_python_without_venv_gets_its_package(machine: Machine):
    machine.has(
        "python3",
        f'case "$*" in *ensurepip*) exit 1 ;; esac; exec "{sys.executable}" "$@"',
    )
    version = f"{sys.version_info[0]}.{sys.version_info[1]}"
    assert f"python{version}-venv\n" in machine.refuses()


@pytest.mark.parametrize("path", [*sorted((ROOT / "scripts").glob("*.sh")), ROOT / ".ci" / "run"])
def test_a_script_is_plain_shell_and_may_be_run(path: Path):
    assert path.read_text(encoding="utf-8").startswith("#!/bin/sh\n")
    assert os.access(path, os.X_OK)
    subprocess.run(["sh", "-n", path], check=True)


def test_the_targets_of_make_are_the_documented_ones():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z-]+):", makefile, re.MULTILINE))
    phony = re.search(r"^\.PHONY: (.+)$", makefile, re.MULTILINE)
    assert targets == set(phony[1].split())
    for name in ("README.md", "CONTRIBUTING.md", "benchmarks/README.md", "briefgen/data/README.md"):
        text = (ROOT / name).read_text(encoding="utf-8")
        named = re.findall(r"^ *make (?:PYTHON=\S+ )?([a-z]+)|`make ([a-z]+)`", text, re.MULTILINE)
        assert {one or other for one, other in named} <= targets, name


def needs(name: str, extras: set[str]) -> list[Requirement]:
    """What an installed package needs, with these extras of it."""
    found = map(Requirement, metadata.requires(name) or ())
    holds = [{"extra": extra} for extra in {"", *extras}]
    return [each for each in found if not each.marker or any(map(each.marker.evaluate, holds))]


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-dev.lock"])
def test_a_lock_is_whole(lock: str):
    """The set-up installs only what the lock names: fonttools[woff] needs brotli, too."""
    text = (ROOT / lock).read_text(encoding="utf-8")
    versions = dict(re.findall(r"^([a-z\d-]+)==(\S+)", text, re.MULTILINE))
    extras: defaultdict[str, set[str]] = defaultdict(set)
    for name in versions:
        for each in needs(name, set()):
            extras[canonicalize_name(each.name)] |= each.extras
    needed = [(name, each) for name in versions for each in needs(name, extras[name])]
    missing = [
        f"{name} needs {each}"
        for name, each in needed
        if versions.get(canonicalize_name(each.name), "") not in each.specifier
    ]
    assert needed
    assert missing == []
