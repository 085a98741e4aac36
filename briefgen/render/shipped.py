"""Which templates are those that come with briefgen, to the letter.

Only these are trusted to end: what they do is not counted. In a checkout the folder of the shipped
templates is that of the workspace too, so the place alone does not say it.
"""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from briefgen.lexicon import load_toml

PACKAGE = Path(__file__).parents[1]
DATA = "shipped_templates"


def shipped_templates() -> Path:
    """The folder of the templates that come with briefgen: in the wheel, or in a checkout."""
    within = PACKAGE / "templates"
    return within if within.is_dir() else PACKAGE.parent / "templates"


def known(folder: Path) -> str:
    """The fingerprint that a folder of shipped templates was shipped with; empty for others."""
    ours = folder.parent == shipped_templates()
    return str(load_toml(DATA)["digests"].get(folder.name, "")) if ours else ""


def as_shipped(folder: Path) -> bool:
    """Whether a template's folder holds just what it was shipped with."""
    try:
        return (expected := known(folder)) != "" and expected == fingerprint(folder)
    except OSError:  # who reads the template says which file cannot be read
        return False


def fingerprint(folder: Path) -> str:
    """What changes with any file of a template; the files that programs write beside do not."""
    made = sha256()
    for path in sorted(folder.iterdir()):
        if path.is_file() and not path.name.startswith((".", "~$")):
            content = path.read_bytes()
            made.update(f"{path.name}\0{len(content)}\0".encode() + content)
    return made.hexdigest()
