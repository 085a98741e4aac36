"""One question to a translator: OpenAI-compatible or LibreTranslate, bounded in time and size."""

from __future__ import annotations

import json
import socket
import threading
from contextlib import suppress
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection, IncompleteRead
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from briefgen.errors import TranslatorError
from briefgen.lexicon import load_toml

if TYPE_CHECKING:
    from collections.abc import Mapping

    from briefgen.endpoint import Endpoint

MOST = 256 * 1024  # bytes of an answer; a label is a line
TOKENS = 120  # the longest answer that a model is asked for
OK = 200
PATHS = {"openai": "/chat/completions", "libretranslate": "/translate"}


def ask(endpoint: Endpoint, key: str, zh: str, terms: Mapping[str, str]) -> str:
    """What the translator says for `zh`, as it came; empty if its answer has no such text.

    Raises TranslatorError, without the key, if it cannot be reached, takes longer than the
    settings allow, refuses, sends elsewhere, or sends too much.
    """
    if key and not endpoint.secure:
        message = "the key would travel in the clear"
        raise TranslatorError(message, where=endpoint.host, hint="use https:// in [translator]")
    payload, headers = _question(endpoint, key, zh, terms)
    body = _posted(endpoint, json.dumps(payload).encode(), headers)
    try:
        said = _said(endpoint.kind, json.loads(body))
    except (ValueError, LookupError, TypeError, RecursionError):
        return ""
    return said if isinstance(said, str) else ""


def _question(
    endpoint: Endpoint, key: str, zh: str, terms: Mapping[str, str]
) -> tuple[dict[str, Any], dict[str, str]]:
    headers = {"Content-Type": "application/json", "Accept": "application/json"}
    if endpoint.kind == "libretranslate":
        plain = {"q": zh, "source": "zh", "target": "en", "format": "text"}
        return {**plain, "api_key": key} if key else plain, headers
    words = load_toml("translator")
    told = json.dumps(dict(terms), ensure_ascii=False)
    messages = [
        {"role": "system", "content": words["order"].strip()},
        {"role": "user", "content": words["question"].strip().format(zh=zh, terms=told)},
    ]
    asked = {"messages": messages, "temperature": 0, "max_tokens": TOKENS}
    asked |= {"model": endpoint.model} if endpoint.model else {}
    return asked, {**headers, "Authorization": f"Bearer {key}"} if key else headers


def _said(kind: str, answer: Any) -> object:  # noqa: ANN401 - whatever the server sends
    if kind == "libretranslate":
        return answer["translatedText"]
    return answer["choices"][0]["message"]["content"]


def _posted(endpoint: Endpoint, body: bytes, headers: dict[str, str]) -> bytes:
    """The body of the answer. Redirects are not followed: the key is for this server alone."""
    parts = urlsplit(endpoint.url)
    kind = HTTPSConnection if parts.scheme == "https" else HTTPConnection
    connection = kind(parts.hostname or "", parts.port, timeout=endpoint.timeout)
    late = threading.Event()
    lines: list[socket.socket] = []  # the connection itself forgets its socket before the body

    def stop() -> None:
        late.set()
        for line in lines:  # ends the wait of a reader that is sent a byte a minute
            with suppress(OSError):
                line.shutdown(socket.SHUT_RDWR)

    watch = threading.Timer(endpoint.timeout, stop)
    watch.daemon = True
    watch.start()
    try:
        connection.connect()
        lines.append(connection.sock)
        connection.request("POST", parts.path + PATHS[endpoint.kind], body, headers)
        body = _read(endpoint, connection.getresponse())
        if late.is_set():
            raise TimeoutError
    except (OSError, HTTPException, ValueError) as error:
        reason = "it took too long" if late.is_set() else _reason(error)
        hint = "look at `url` and `timeout` under [translator]"
        message = f"the translator does not answer: {reason}"
        raise TranslatorError(message, where=endpoint.host, hint=hint) from None
    finally:
        watch.cancel()
        connection.close()
    return body


def _reason(error: Exception) -> str:
    if isinstance(error, TimeoutError):
        return "it took too long"
    return getattr(error, "strerror", None) or type(error).__name__


def _read(endpoint: Endpoint, response: HTTPResponse) -> bytes:
    if response.status != OK:
        away = " (a redirect is not followed)" if 300 <= response.status < 400 else ""  # noqa: PLR2004
        message = f"the translator answers with status {response.status}{away}"
        hint = "look at `url`, `kind`, `model` and the key under [translator]"
        raise TranslatorError(message, where=endpoint.host, hint=hint)
    body = response.read(MOST + 1)
    if len(body) > MOST:
        raise TranslatorError("the translator sends too much", where=endpoint.host)
    if response.length:
        raise IncompleteRead(body, response.length)
    return body
