"""Writes briefgen/data/shipped_templates.toml: the templates as they are shipped, by digests.

.venv/bin/python scripts/make_shipped_digests.py
"""

from __future__ import annotations

from briefgen.lexicon import DATA
from briefgen.render.manifest import SETTINGS
from briefgen.render.shipped import DATA as NAME
from briefgen.render.shipped import fingerprint, shipped_templates

HEAD = """\
# The templates that come with briefgen, each by a digest of its files: a template that was changed
# is an editor's own, and what it does is counted. Made by scripts/make_shipped_digests.py.
source = "computed from templates/"

[digests]
"""


def main() -> None:
    folders = [path.parent for path in sorted(shipped_templates().glob(f"*/{SETTINGS}"))]
    lines = [f'{folder.name} = "{fingerprint(folder)}"\n' for folder in folders]
    (DATA / f"{NAME}.toml").write_text(HEAD + "".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
