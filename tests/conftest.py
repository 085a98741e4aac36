"""What the tests of the mail share: a workspace whose issue is made, and a real SMTP server."""

from __future__ import annotations

import pytest
from mail_server import Door, Recorder
from mail_workspaces import ready


@pytest.fixture(scope="session")
def issue_made(tmp_path_factory):
    """A workspace whose issue is made but not sent."""
    return ready(tmp_path_factory.mktemp("ready") / "w")


@pytest.fixture
def server():
    """A server on loopback that takes mail and remembers it."""
    door = Door(Recorder())
    door.start()
    yield door
    door.stop()
