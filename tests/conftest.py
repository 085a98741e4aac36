"""What tests share: how examples are drawn, a workspace whose issue is made, a real SMTP server."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, settings
from mail_server import Door, Recorder
from mail_workspaces import copied, ready

# The same examples in every run; none fails for being slow, which says something of the machine.
settings.register_profile(
    "steady",
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("steady")


@pytest.fixture(scope="session", autouse=True)
def _kept_apart(tmp_path_factory):
    """What runs keep for each other lies in a folder of this test run, not in that of the user."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("kept")))
        yield


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


@pytest.fixture
def post(server):
    """What arrived at the server, and what it is to do instead of what it should."""
    return server.recorder


@pytest.fixture
def folder(issue_made, tmp_path, server):
    """A workspace whose issue is made but not sent, and which sends to the server."""
    return copied(issue_made, tmp_path / "w", server.port)
