"""A real SMTP server on loopback that records what arrives and can be told to misbehave."""

# ruff: noqa: ARG001, ARG002, N802 (aiosmtpd calls these by name, with all it knows)

from __future__ import annotations

import asyncio
import ipaddress
import socket
import ssl
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

if TYPE_CHECKING:
    from pathlib import Path

DROP = "drop"  # close the connection instead of an answer


@dataclass
class Recorder:
    """What arrived, and what the server is to do instead of what it should.

    `faults[verb]` is a list of answers for the next times that verb is used: a line, DROP, or a
    number of seconds to wait. `for_reader[address]` is the same for RCPT, and stays. `most` is how
    many mails a connection may bring (0: any number).
    """

    mails: list[tuple[str, bytes]] = field(default_factory=list)
    faults: dict[str, list[Any]] = field(default_factory=lambda: defaultdict(list))
    for_reader: dict[str, list[Any]] = field(default_factory=dict)
    verbs: list[str] = field(default_factory=list)
    delay: float = 0.0
    most: int = 0

    def to(self, address: str) -> list[bytes]:
        return [content for reader, content in self.mails if reader == address]

    def counts(self) -> Counter[str]:
        return Counter(reader for reader, _ in self.mails)

    async def handle_RCPT(self, server, session, envelope, address, options):
        planned = self.for_reader.get(address)
        if planned:
            answer = planned[0] if len(planned) == 1 else planned.pop(0)
            if answer != "250":
                return answer
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        # taken at once: a real server keeps what it has the end of, also if the client is gone
        self.mails += [(reader, envelope.original_content) for reader in envelope.rcpt_tos]
        if self.delay:
            await asyncio.sleep(self.delay)
        for fault in self.faults["dot"][:1]:
            self.faults["dot"].pop(0)
            if fault == DROP:
                server.transport.abort()
                return "250 too late"
            if isinstance(fault, str):
                del self.mails[-len(envelope.rcpt_tos) :]
                return fault
            await asyncio.sleep(fault)
        return "250 taken"


class Server(SMTP):
    """SMTP with the faults of the recorder."""

    async def _planned(self, verb: str, normal, arg) -> None:
        recorder: Recorder = self.event_handler
        recorder.verbs.append(verb)
        if recorder.faults[verb]:
            fault = recorder.faults[verb].pop(0)
            if fault == DROP:
                self.transport.abort()
                return
            if isinstance(fault, str):
                await self.push(fault)
                if fault.startswith("421"):
                    self.transport.close()
                return
            await asyncio.sleep(fault)
        await normal(arg)

    async def smtp_EHLO(self, arg):
        await self._planned("EHLO", super().smtp_EHLO, arg)

    async def smtp_STARTTLS(self, arg):
        await self._planned("STARTTLS", super().smtp_STARTTLS, arg)

    async def smtp_AUTH(self, arg):
        await self._planned("AUTH", super().smtp_AUTH, arg)

    async def smtp_MAIL(self, arg):
        self._begun = getattr(self, "_begun", 0) + 1
        if 0 < self.event_handler.most < self._begun:
            await self.push("421 too many mails on this connection")
            self.transport.close()
            return
        await self._planned("MAIL", super().smtp_MAIL, arg)

    async def smtp_RCPT(self, arg):
        await self._planned("RCPT", super().smtp_RCPT, arg)

    async def smtp_DATA(self, arg):
        await self._planned("DATA", super().smtp_DATA, arg)

    async def smtp_RSET(self, arg):
        await self._planned("RSET", super().smtp_RSET, arg)

    async def smtp_QUIT(self, arg):
        await self._planned("QUIT", super().smtp_QUIT, arg)


class Door(Controller):
    """The server on a free port of loopback."""

    def __init__(self, recorder: Recorder, port: int = 0, **options: Any) -> None:
        self.recorder = recorder
        self._options = options
        super().__init__(recorder, hostname="127.0.0.1", port=port)

    def factory(self):
        return Server(self.recorder, **self._options)

    def _trigger_server(self) -> None:
        """Learn the port and say hello, so that aiosmtpd knows the server works."""
        self.port = self.server.sockets[0].getsockname()[1]
        with socket.create_connection(("127.0.0.1", self.port), 5) as hello:
            if self.ssl_context is None:
                hello.recv(1024)


def login(user: str, password: str):
    """A check of user and password, as aiosmtpd wants it."""

    def check(server, session, envelope, mechanism, data):
        right = isinstance(data, LoginPassword) and (
            data.login == user.encode() and data.password == password.encode()
        )
        return AuthResult(success=right, handled=right)

    return check


def certificate(folder: Path, host: str = "localhost") -> tuple[Path, Path]:
    """A self-signed certificate for the host and 127.0.0.1, and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, host)])
    now = datetime.now(UTC)
    names = [x509.DNSName(host), x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=2))
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    cert_file, key_file = folder / "cert.pem", folder / "key.pem"
    cert_file.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    key_file.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return cert_file, key_file


def tls(cert_file: Path, key_file: Path) -> ssl.SSLContext:
    """The server's side of TLS."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(cert_file, key_file)
    return context


def dead_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
