"""The connection: TLS, login, passwords; nothing secret on an open line or a screen."""

from __future__ import annotations

import os
import socket
import sys
import threading
import time
import tomllib
import types
import warnings
from dataclasses import replace
from pathlib import Path

import pytest
from mail_server import Door, Recorder, certificate, dead_port, login, tls
from mail_workspaces import fresh

from briefgen.deliver import smtp
from briefgen.deliver.password import VARIABLE, password_of
from briefgen.deliver.smtp import Courier, ServerError
from briefgen.doctor import examine
from briefgen.errors import DeliveryError
from briefgen.settings import SHIPPED
from briefgen.subscriptions import mail_of

SECRET = "geheim-5f3"
BYTES = b"Subject: x\r\n\r\n.dot\r\n..\r\nend\r\n"


def settings(port: int, **changes):
    table = tomllib.loads(SHIPPED.read_text(encoding="utf-8"))["mail"]
    table |= {"host": "127.0.0.1", "port": port, "security": "none", "sender": "a@example.cn"}
    mail = mail_of({**table, "timeout": 2}, Path("/"))
    return replace(mail, **changes)


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    return certificate(tmp_path_factory.mktemp("tls"))


def serve(request, **options):
    door = Door(Recorder(), **options)
    door.start()
    request.addfinalizer(door.stop)
    return door


@pytest.fixture
def secured(request, files):
    """A server that wants STARTTLS and a login."""
    return serve(
        request,
        tls_context=tls(*files),
        require_starttls=True,
        auth_required=True,
        authenticator=login("brief", SECRET),
    )


def hand_over(mail, password=SECRET):
    with Courier(mail, password) as courier:
        return courier.deliver("a@example.cn", "b@example.cn", BYTES, lambda: None)


def test_starttls_and_login(secured, files):
    mail = settings(secured.port, security="starttls", user="brief", authority=files[0])
    assert hand_over(mail).state == "sent"
    assert secured.recorder.mails[0][1].replace(b"\r\n", b"\n") == BYTES.replace(b"\r\n", b"\n")


def test_tls_from_the_first_byte(request, files):
    class Wrapped(Door):
        def __init__(self):
            super().__init__(Recorder(), authenticator=login("brief", SECRET))
            self.ssl_context = tls(*files)

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        door = Wrapped()
        door.start()
    request.addfinalizer(door.stop)
    mail = settings(door.port, security="tls", authority=files[0])
    assert hand_over(mail, "").state == "sent"


def test_an_unknown_certificate_is_refused_before_the_password(secured):
    mail = settings(secured.port, security="starttls", user="brief")
    with pytest.raises(ServerError, match="certificate is not trusted") as caught:
        hand_over(mail)
    assert not caught.value.temporary
    assert "AUTH" not in secured.recorder.verbs


def test_a_server_without_starttls_gets_no_password(request):
    door = serve(request)
    with pytest.raises(ServerError, match="no STARTTLS"):
        hand_over(settings(door.port, security="starttls", user="brief"))
    assert "AUTH" not in door.recorder.verbs


def test_a_wrong_password_is_told_without_showing_it(secured, files):
    mail = settings(secured.port, security="starttls", user="brief", authority=files[0])
    for wrong in ("falsch-77", "密码"):
        with pytest.raises(ServerError) as caught:
            hand_over(mail, wrong)
        assert not caught.value.temporary
        assert wrong not in str(caught.value)
        assert wrong not in repr(caught.value)


def test_a_dead_server_is_a_passing_fault():
    with pytest.raises(ServerError, match="cannot be reached") as caught:
        hand_over(settings(dead_port()))
    assert caught.value.temporary


def test_what_a_server_says_is_told_on_one_line(request):
    door = serve(request)
    door.recorder.for_reader["b@example.cn"] = ["550 no\tuser"]
    answer = hand_over(settings(door.port))
    assert (answer.state, answer.code, answer.text, answer.verb) == (
        "refused",
        550,
        "no user",
        "RCPT",
    )


def test_the_end_of_a_mail_is_sent_only_after_it_was_noted(request):
    door = serve(request)

    def full() -> None:
        raise DeliveryError("the ledger cannot be used: disk full")

    with (
        Courier(settings(door.port), "") as courier,
        pytest.raises(DeliveryError, match="disk full"),
    ):
        courier.deliver("a@example.cn", "b@example.cn", BYTES, full)
    assert door.recorder.mails == []


def test_a_connection_that_breaks_before_the_end_is_no_doubt():
    listening = socket.create_server(("127.0.0.1", 0))
    noted, gone = threading.Event(), threading.Event()

    def serve_and_break() -> None:
        connection, _ = listening.accept()
        with connection:
            connection.sendall(b"220 here\r\n")
            for answer in (b"250 hello", b"250 ok", b"250 ok", b"354 go on"):
                connection.recv(4096)
                connection.sendall(answer + b"\r\n")
            noted.wait(5)  # the body lies unread, so closing resets the connection
        gone.set()

    def broken() -> None:
        noted.set()
        assert gone.wait(5)
        time.sleep(0.05)

    server = threading.Thread(target=serve_and_break)
    server.start()
    with Courier(settings(listening.getsockname()[1]), "") as courier:
        with pytest.raises(ServerError) as caught:
            courier.deliver("a@example.cn", "b@example.cn", BYTES, broken)
        assert caught.value.temporary
    server.join()
    listening.close()


def test_the_end_of_a_mail_does_not_wait_for_acknowledgement(secured, files):
    mail = settings(secured.port, security="starttls", user="brief", authority=files[0])
    with Courier(replace(mail, host="localhost"), SECRET) as courier:
        courier.greet()
        option = courier._smtp.sock.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)  # noqa: SLF001
    assert option


def test_a_large_mail_travels_in_pieces(request, monkeypatch):
    door = serve(request)
    monkeypatch.setattr(smtp, "CHUNK", 1000)
    body = b"Subject: x\r\n\r\n" + b"x" * 70 + (b"\r\n.y" * 20_000) + b"\r\n"
    with Courier(settings(door.port), "") as courier:
        assert courier.deliver("a@x.cn", "b@example.cn", body, lambda: None).state == "sent"
    assert door.recorder.mails[0][1] == body


def test_a_mail_above_the_size_that_the_server_states_is_refused(request):
    door = serve(request, data_size_limit=1000)
    with Courier(settings(door.port), "") as courier, pytest.raises(ServerError) as caught:
        courier.deliver("a@x.cn", "b@x.cn", b"Subject: x\r\n\r\n" + b"x" * 2000, lambda: None)
    assert not caught.value.temporary


# --- the password -------------------------------------------------------------------------------


@pytest.fixture(autouse=True)
def no_password(monkeypatch):
    monkeypatch.delenv(VARIABLE, raising=False)
    monkeypatch.setitem(sys.modules, "keyring", None)


def test_no_user_needs_no_password():
    assert password_of(settings(25)) == ""


def test_the_environment_comes_first(monkeypatch):
    monkeypatch.setenv(VARIABLE, SECRET)
    assert password_of(settings(25, user="u")) == SECRET


def test_a_private_file_is_read(tmp_path):
    path = tmp_path / "password"
    path.write_text(f"{SECRET}\n", encoding="utf-8")
    path.chmod(0o600)
    assert password_of(settings(25, user="u", password_file=path)) == SECRET


@pytest.mark.skipif(os.name != "posix", reason="modes of files are those of POSIX")
def test_a_file_that_others_may_read_is_refused(tmp_path):
    path = tmp_path / "password"
    path.write_text(SECRET, encoding="utf-8")
    path.chmod(0o644)
    with pytest.raises(DeliveryError, match="can be read by others") as caught:
        password_of(settings(25, user="u", password_file=path))
    assert SECRET not in str(caught.value)


def test_the_keyring_is_asked_if_there_is_one(monkeypatch):
    errors = types.ModuleType("keyring.errors")
    errors.KeyringError = type("KeyringError", (Exception,), {})
    ring = types.ModuleType("keyring")
    ring.get_password = lambda service, user: SECRET if (service, user) == ("briefgen", "u") else ""
    monkeypatch.setitem(sys.modules, "keyring", ring)
    monkeypatch.setitem(sys.modules, "keyring.errors", errors)
    assert password_of(settings(25, user="u")) == SECRET


def test_no_password_at_all_is_told_with_the_three_ways():
    with pytest.raises(DeliveryError, match="no password") as caught:
        password_of(settings(25, user="u"))
    assert VARIABLE in str(caught.value)
    assert "keyring" in str(caught.value)


def test_a_missing_file_is_told():
    with pytest.raises(DeliveryError, match="cannot be read"):
        password_of(settings(25, user="u", password_file=Path("/nowhere/x")))


# --- the doctor ---------------------------------------------------------------------------------


def test_the_doctor_asks_the_server_and_sends_nothing(request, tmp_path):
    door = serve(request)
    fresh(tmp_path / "w", door.port)
    found = {finding.name: finding for finding in examine(tmp_path / "w")}["mail"]
    assert found.ok
    assert found.detail.startswith(f"127.0.0.1:{door.port} answers as ")
    assert "MAIL" not in door.recorder.verbs


def test_the_doctor_says_what_is_wrong_with_the_server(tmp_path):
    fresh(tmp_path / "w", dead_port())
    found = {finding.name: finding for finding in examine(tmp_path / "w")}["mail"]
    assert not found.ok
    assert "cannot be reached" in found.detail
