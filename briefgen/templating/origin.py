"""What a shipped template was before it was changed in its own place, as happens in a checkout."""

from __future__ import annotations

import io
import shutil
import subprocess
import tarfile
import tempfile
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from briefgen.errors import TemplateError
from briefgen.render.manifest import SETTINGS, read_manifest
from briefgen.render.shipped import as_shipped, known

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefgen.render.folder import TemplateFolder

SECONDS = 20


@contextmanager
def over_its_origin(template: TemplateFolder) -> Iterator[TemplateFolder]:
    """The template as it is, over what it is compared with and taken back from.

    For one of an editor's that is what it is based on. For a shipped one that was changed in the
    checkout itself it is the one last committed; raises TemplateError where there is none.
    """
    own = template.folders[0]
    if not known(own) or as_shipped(own):
        yield template
        return
    with tempfile.TemporaryDirectory(prefix="briefgen-origin-") as folder:
        committed = Path(folder) / f"{own.name} (committed)"
        _put_committed(own, committed)
        layers = (template.layers[0], read_manifest(committed / SETTINGS), *template.layers[1:])
        folders = (own, committed, *template.folders[1:])
        yield replace(template, folders=folders, layers=layers)


def _put_committed(own: Path, target: Path) -> None:
    """Writes the files of a folder as they were last committed."""
    git = shutil.which("git")
    command = [git or "git", "-C", str(own), "archive", "--format=tar", "HEAD", "."]
    try:
        made = subprocess.run(command, check=True, capture_output=True, timeout=SECONDS)  # noqa: S603
        target.mkdir(parents=True)
        with tarfile.open(fileobj=io.BytesIO(made.stdout)) as archive:
            for member in archive:
                if held := archive.extractfile(member):  # none of a folder
                    (target / Path(member.name).name).write_bytes(held.read())
    except (OSError, subprocess.SubprocessError, tarfile.TarError) as error:
        message = f"“{own.name}” is the shipped template itself, and was changed here"
        hint = "there is no other copy of it; take it from the release, or from the repository"
        raise TemplateError(message, where=str(own), hint=hint) from error
