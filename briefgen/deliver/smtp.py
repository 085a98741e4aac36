"""Hands mails to a server, one reader at a time, and says for certain what became of each."""

from __future__ import annotations

import smtplib
import socket
import ssl
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from briefgen.deliver.message import one_line
from briefgen.errors import DeliveryError

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType

    from briefgen.subscriptions import Mail

CHUNK = 64 * 1024  # each piece has the whole timeout; a slow line is not a dead one
LONGEST = 200  # characters of a server's answer that are kept
GONE = 421  # the server closes the connection (RFC 5321)
GO_ON = 354
PERMANENT = 500
BROKEN = (OSError, smtplib.SMTPServerDisconnected, smtplib.SMTPResponseException)


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of one mail: "sent", "refused" (for good), "deferred" or "uncertain"."""

    state: str
    code: int
    text: str
    verb: str


class ServerError(DeliveryError):
    """The server takes no mail at all now; `temporary` if it may take some later."""

    def __init__(self, message: str, *, where: str, hint: str = "", temporary: bool) -> None:
        """Keep also whether to try again."""
        super().__init__(message, where=where, hint=hint)
        self.temporary = temporary


class Courier:
    """A connection to the server, opened when first needed and again when it was lost."""

    def __init__(self, mail: Mail, password: str) -> None:
        """Take the settings; nothing is connected yet."""
        self._mail = mail
        self._password = password
        self._smtp: smtplib.SMTP | None = None
        self._where = f"{mail.host}:{mail.port}"

    def __enter__(self) -> Self:
        """Itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Take leave of the server."""
        self.close()

    def close(self, *, politely: bool = True) -> None:
        """Close the connection, with QUIT or at once."""
        smtp, self._smtp = self._smtp, None
        if smtp:
            if politely:
                with suppress(*BROKEN):
                    smtp.docmd("QUIT")
            smtp.close()

    def greet(self) -> str:
        """What the server calls itself, after TLS and login; raises ServerError if they fail."""
        smtp = self._connected()
        return _said((smtp.ehlo_resp or smtp.helo_resp or b"").partition(b"\n")[0])

    def deliver(
        self, sender: str, reader: str, message: bytes, before_end: Callable[[], None]
    ) -> Answer:
        """What the server says to this mail.

        All of it but the final dot is sent first. Then `before_end` notes that the end is about to
        be sent: until then the server must not deliver (RFC 5321, 4.1.1.4), from then on it may
        have. So only a fault between the dot and the answer leaves the outcome uncertain.
        Raises ServerError if the server takes no mail at all.
        """
        smtp = self._begun(sender, len(message))
        try:
            refusal = self._offered(smtp, reader)
            if not refusal:
                _send_body(smtp, message)
        except BROKEN as error:
            self.close(politely=False)
            raise self._lost(error) from error
        if refusal:
            self._after(refusal)
            return refusal
        try:
            before_end()
        except BaseException:
            self.close(politely=False)  # without its dot the mail does not count
            raise
        try:
            smtp.send(b".\r\n")
        except BROKEN as error:  # a connection that was gone before took no end
            self.close(politely=False)
            raise self._lost(error) from error
        answer = _ended(smtp)
        self._after(answer)
        return answer

    def _after(self, answer: Answer) -> None:
        """Leave the connection fit for the next mail, or close it."""
        if answer.code == GONE or answer.state == "uncertain":
            self.close(politely=False)
        elif answer.state != "sent" and self._smtp:
            try:
                self._smtp.rset()
            except BROKEN:
                self.close(politely=False)

    def _begun(self, sender: str, size: int) -> smtplib.SMTP:
        """The connection, on which the server has taken the sender of a mail.

        Many servers close one that brought so many mails or was idle: another is opened at once.
        """
        used = self._smtp is not None
        try:
            return self._named(sender, size)
        except ServerError as error:
            if not (used and error.temporary):
                raise
        return self._named(sender, size)

    def _named(self, sender: str, size: int) -> smtplib.SMTP:
        smtp = self._connected()
        options = [f"SIZE={size}"] if smtp.has_extn("size") else []
        try:
            answer = _answer("MAIL", *smtp.mail(sender, options))
        except BROKEN as error:
            self.close(politely=False)
            raise self._lost(error) from error
        if answer.state != "sent":
            self.close(politely=answer.code != GONE)
            raise ServerError(
                f"the server refuses the sender: {answer.code} {answer.text}",
                where=self._where,
                hint="look at `sender` under [mail], and at the size of the mail",
                temporary=answer.state == "deferred",
            )
        return smtp

    def _offered(self, smtp: smtplib.SMTP, reader: str) -> Answer | None:
        """Why the mail may not be sent to this reader, or None if the server waits for it."""
        answer = _answer("RCPT", *smtp.rcpt(reader))
        if answer.state == "sent":
            code, text = smtp.docmd("DATA")
            answer = _answer("DATA", code, text)
            if code == GO_ON:
                return None
        if answer.state == "sent":  # 250 where only 354 makes sense
            return Answer("deferred", answer.code, answer.text, "DATA")
        return answer

    def _connected(self) -> smtplib.SMTP:
        if self._smtp is None:
            try:
                self._smtp = self._opened()
                self._introduce(self._smtp)
            except ServerError:
                self.close(politely=False)
                raise
            except BROKEN as error:
                self.close(politely=False)
                raise self._lost(error) from error
        return self._smtp

    def _opened(self) -> smtplib.SMTP:
        mail = self._mail
        name = mail.sender.domain if mail.sender else "localhost"
        if mail.security == "tls":
            smtp: smtplib.SMTP = smtplib.SMTP_SSL(
                mail.host, mail.port, name, timeout=mail.timeout, context=self._context()
            )
        else:
            smtp = smtplib.SMTP(mail.host, mail.port, name, timeout=mail.timeout)
        # the final dot is a packet of its own: it must not wait for the server to acknowledge the
        # last of the mail, which it puts off for 40 ms (Nagle, delayed acknowledgement)
        if smtp.sock:
            smtp.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return smtp

    def _introduce(self, smtp: smtplib.SMTP) -> None:
        """EHLO, STARTTLS and login; never a password on an open line."""
        smtp.ehlo_or_helo_if_needed()
        if self._mail.security == "starttls":
            if not smtp.has_extn("starttls"):
                message = "the server offers no STARTTLS"
                hint = 'set `security` under [mail] to "tls", or ask the server\'s operator'
                raise ServerError(message, where=self._where, hint=hint, temporary=False)
            smtp.starttls(context=self._context())
            smtp.ehlo_or_helo_if_needed()
        if self._mail.user:
            self._login(smtp)

    def _login(self, smtp: smtplib.SMTP) -> None:
        hint = "look at `user` under [mail] and at the password"
        try:
            smtp.login(self._mail.user, self._password)
        except smtplib.SMTPAuthenticationError as error:
            message = f"the server refuses the login: {error.smtp_code} {_said(error.smtp_error)}"
            temporary = error.smtp_code < PERMANENT
            raise ServerError(message, where=self._where, hint=hint, temporary=temporary) from error
        except (smtplib.SMTPNotSupportedError, UnicodeError) as error:
            what = "offers no login" if isinstance(error, smtplib.SMTPException) else "takes ASCII"
            message = f"the server {what}; the user or password cannot be sent"
            raise ServerError(message, where=self._where, hint=hint, temporary=False) from error
        except smtplib.SMTPResponseException as error:
            raise self._lost(error) from error

    def _context(self) -> ssl.SSLContext:
        authority = self._mail.authority
        try:
            return ssl.create_default_context(cafile=str(authority) if authority else None)
        except OSError as error:  # an SSLError is one
            message = f"the certificates cannot be read: {error.strerror or error}"
            raise ServerError(message, where=str(authority), temporary=False) from error

    def _lost(self, error: Exception) -> ServerError:
        """What a failure of the connection means."""
        if isinstance(error, ssl.SSLCertVerificationError):
            message = f"the server's certificate is not trusted: {error.verify_message}"
            hint = "name its authority's file as `authority` under [mail]"
            return ServerError(message, where=self._where, hint=hint, temporary=False)
        if isinstance(error, smtplib.SMTPResponseException):
            said = f"{error.smtp_code} {_said(error.smtp_error)}"
            temporary = error.smtp_code < PERMANENT
            message = f"the server refuses the connection: {said}"
            return ServerError(message, where=self._where, temporary=temporary)
        reason = one_line(str(getattr(error, "strerror", None) or error))[:LONGEST]
        message = f"the server cannot be reached or went silent: {reason or type(error).__name__}"
        hint = "look at `host`, `port` and `security` under [mail]"
        return ServerError(message, where=self._where, hint=hint, temporary=True)


def _send_body(smtp: smtplib.SMTP, message: bytes) -> None:
    """Send all of the mail but its final dot."""
    body = message.replace(b"\r\n.", b"\r\n..")
    view = memoryview(b"." + body if body.startswith(b".") else body)
    for start in range(0, len(view), CHUNK):
        smtp.send(bytes(view[start : start + CHUNK]))


def _ended(smtp: smtplib.SMTP) -> Answer:
    """What the server says to the end of a mail."""
    try:
        return _answer("dot", *smtp.getreply())
    except BROKEN as error:
        reason = one_line(str(error))[:LONGEST]
        return Answer("uncertain", 0, f"no answer after the end of the mail: {reason}", "dot")


def _answer(verb: str, code: int, text: bytes) -> Answer:
    """The answer with its meaning; a code that is none of RFC 5321 after the dot is no answer."""
    if 200 <= code < GO_ON:  # noqa: PLR2004 - the codes of success
        state = "sent"
    elif 400 <= code < PERMANENT:  # noqa: PLR2004 - the codes of "later"
        state = "deferred"
    elif PERMANENT <= code < 600:  # noqa: PLR2004 - the codes of "never"
        state = "refused"
    else:
        state = "uncertain" if verb == "dot" else "deferred"
    return Answer(state, code, _said(text), verb)


def _said(text: bytes | str) -> str:
    shown = text.decode("utf-8", "replace") if isinstance(text, bytes) else text
    return one_line(shown)[:LONGEST]
