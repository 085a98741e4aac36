"""The addresses of the preview: the page itself, previews, pictures, files and their history."""

from __future__ import annotations

import json
from contextlib import asynccontextmanager
from dataclasses import asdict
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

import anyio
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from briefgen.errors import BriefgenError, EditError
from briefgen.messages import told
from briefgen.preview.choice import choice_of
from briefgen.preview.files import LARGEST_WORD, ConflictError
from briefgen.preview.report import texts
from briefgen.templating.wording import wording

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable

    from starlette.requests import Request

    from briefgen.preview.files import Read
    from briefgen.preview.studio import Studio

STATIC = Path(__file__).with_name("static")
KINDS = {
    ".js": "text/javascript",
    ".css": "text/css",
    ".svg": "image/svg+xml",
    ".LICENSE": "text/plain",
}
FOREVER = {"cache-control": "private, max-age=31536000, immutable"}
NEVER = {"cache-control": "no-store"}
TEXTS = [Middleware(GZipMiddleware, minimum_size=1000)]  # to a third; pictures are packed already
WISHES = {"pin": bool, "hide": bool, "text": str, "text_en": str, "order": list}
"""What a page may ask of a highlight, and of what kind it is."""


def application(studio: Studio, nonce: str) -> Starlette:
    """The application that serves a studio; `nonce` lets the editor set its own styles."""

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        async with anyio.create_task_group() as tasks:
            tasks.start_soon(studio.watch)
            yield
            await studio.close()
            tasks.cancel_scope.cancel()

    served = _Desk(studio, nonce)
    routes = [
        Route("/", served.page, middleware=TEXTS),
        Route("/static/{name}", served.static, middleware=TEXTS),
        Route("/events", served.events),
        Route("/blob/{name}", served.blob),
        Route("/api/choices", served.answer(served.choices), middleware=TEXTS),
        Route("/api/page", served.answer(served.preview), middleware=TEXTS),
        Route("/api/check", served.answer(served.check), middleware=TEXTS),
        Route("/api/words", served.answer(served.words), middleware=TEXTS),
        Route("/api/marks", served.answer(served.marks)),
        Route("/api/edit", served.answer(served.edit), methods=["POST"]),
        Route("/api/template", served.answer(served.create), methods=["POST"]),
        Route("/api/files", served.answer(served.files)),
        Route("/api/take", served.answer(served.take), methods=["POST"]),
        Route("/api/file/{name:path}", served.answer(served.read), methods=["GET"]),
        Route("/api/file/{name:path}", served.answer(served.save), methods=["PUT"]),
        Route("/api/keep/{name:path}", served.answer(served.keep), methods=["POST"]),
        Route("/api/raw/{name:path}", served.answer(served.raw)),
        Route("/api/history/{name:path}", served.answer(served.history)),
        Route("/api/version/{version}/{name:path}", served.answer(served.version)),
    ]
    return Starlette(routes=routes, lifespan=lifespan)


class _Desk:
    """What is done at each address."""

    def __init__(self, studio: Studio, nonce: str) -> None:
        self._studio = studio
        self._files = studio.files
        self._nonce = nonce

    def answer(
        self,
        work: Callable[[Request], Awaitable[Response]],
    ) -> Callable[[Request], Awaitable[Response]]:
        """The same, with every failure as JSON: 409 with both texts for a conflict."""

        async def answered(request: Request) -> Response:
            try:
                return await work(request)
            except ConflictError as error:
                current = {"conflict": True, **self._studio.told(error), **_content(error.current)}
                return JSONResponse(current, 409, headers=NEVER)
            except BriefgenError as error:
                return JSONResponse(self._studio.told(error), 422, headers=NEVER)

        return answered

    # --- the page ---------------------------------------------------------------------------------

    async def page(self, _: Request) -> Response:
        text = (STATIC / "page.html").read_text(encoding="utf-8")
        given = {"texts": texts()["page"], "nonce": self._nonce}
        data = json.dumps(given, ensure_ascii=False)
        text = text.replace("DATA", escape(data), 1)
        return Response(text, media_type="text/html; charset=utf-8", headers=NEVER)

    async def static(self, request: Request) -> Response:
        path = STATIC / request.path_params["name"]
        if path.parent != STATIC or path.suffix not in KINDS or not path.is_file():
            return Response("not found", 404)
        kind = f"{KINDS[path.suffix]}; charset=utf-8"
        return Response(path.read_bytes(), media_type=kind, headers={"cache-control": "no-cache"})

    async def events(self, _: Request) -> Response:
        return StreamingResponse(
            self._studio.feed.listen(), media_type="text/event-stream", headers=NEVER
        )

    async def blob(self, request: Request) -> Response:
        found = self._studio.blobs.get(request.path_params["name"].partition(".")[0])
        if found is None:
            return Response("not found", 404)
        content, kind = found
        return Response(content, media_type=kind, headers=FOREVER)

    # --- previews ---------------------------------------------------------------------------------

    async def choices(self, _: Request) -> Response:
        return _json(await self._studio.ask("choices"))

    async def preview(self, request: Request) -> Response:
        return _json(await self._studio.page(choice_of(dict(request.query_params))))

    async def check(self, request: Request) -> Response:
        return _json(await self._studio.ask("check", request.query_params.get("template", "")))

    async def words(self, _: Request) -> Response:
        return _json(await self._studio.ask("words"))

    async def marks(self, _: Request) -> Response:
        return _json(await self._studio.ask("marks"))

    async def edit(self, request: Request) -> Response:
        given = await _given(request)
        wishes, key = given.get("wishes"), given.get("key")
        if not isinstance(key, str) or not isinstance(wishes, dict):
            raise EditError("this is no edit of a highlight")
        order = wishes.get("order", [key])
        fine = all(type(value) is WISHES.get(name) for name, value in wishes.items())
        if not fine or key not in order or not all(isinstance(each, str) for each in order):
            raise EditError("this is no edit of a highlight")
        seen = given.get("seen")
        if seen is not None and not _wordings(seen):
            raise EditError("this is no edit of a highlight")
        theirs = await self._studio.edited(choice_of(given), key, wishes, seen)
        if theirs is None:
            return _json({})
        error = EditError("somebody else worded this anew meanwhile", where=key)
        return JSONResponse({"conflict": True, **told(error), "theirs": theirs}, 409, headers=NEVER)

    # --- files ------------------------------------------------------------------------------------

    async def files(self, request: Request) -> Response:
        name = request.query_params.get("template", "")
        found = await run_in_threadpool(self._files.listed, name)
        return _json([asdict(each) for each in found])

    async def create(self, request: Request) -> Response:
        given = await _given(request)
        name, base = str(given.get("name", "")).strip(), str(given.get("from", ""))
        await run_in_threadpool(self._files.create, name, base)
        self._studio.changed([f"templates/{name}"])
        return _json({"name": name})

    async def take(self, request: Request) -> Response:
        name = str((await _given(request)).get("name", ""))
        await run_in_threadpool(self._files.take, name)
        self._studio.changed([name])
        return _json(_content(self._files.read(name)))

    async def read(self, request: Request) -> Response:
        read = await run_in_threadpool(self._files.read, request.path_params["name"])
        return _json(_content(read))

    async def save(self, request: Request) -> Response:
        name = request.path_params["name"]
        version = request.headers.get("if-match", "").strip('"')
        content = await _body(request)
        made = await run_in_threadpool(self._files.save, name, content, version)
        self._studio.changed([name], {name: made})
        return _json({"version": made})

    async def keep(self, request: Request) -> Response:
        """Put a text into the history only: of two that were in conflict the one not taken."""
        name = request.path_params["name"]
        self._files.read(name)
        content = await _body(request)
        await run_in_threadpool(self._files.history.keep, name, content)
        return _json({})

    async def raw(self, request: Request) -> Response:
        name = request.path_params["name"]
        version = request.query_params.get("version")
        content = (
            self._files.history.content(name, version)
            if version
            else (await run_in_threadpool(self._files.read, name)).content
        )
        file = name.rpartition("/")[2]
        headers = {"content-disposition": f'attachment; filename="{_ascii(file)}"', **NEVER}
        return Response(content, media_type="application/octet-stream", headers=headers)

    async def history(self, request: Request) -> Response:
        name = request.path_params["name"]
        self._files.read(name)  # raises for what is no name
        found = await run_in_threadpool(self._files.history.versions, name)
        return _json(
            [{"id": each.id, "saved": each.saved.isoformat(), "size": each.size} for each in found]
        )

    async def version(self, request: Request) -> Response:
        """The text of a version, of a Word file its words; `now` is the file as it is."""
        name, wanted = request.path_params["name"], request.path_params["version"]
        now = await run_in_threadpool(self._files.read, name)  # raises for what is no name
        history = self._files.history
        content = (
            now.content
            if wanted == "now"
            else await run_in_threadpool(history.content, name, wanted)
        )
        if name.endswith(".docx"):
            text = await run_in_threadpool(wording, content, name)
        else:
            text = content.decode("utf-8-sig", "replace")
        return _json({"text": text, "size": len(content)})


def _wordings(seen: object) -> bool:
    """Whether these are wordings that an edit began from: texts by the names of wishes."""
    return isinstance(seen, dict) and all(
        WISHES.get(name) is str and isinstance(text, str) for name, text in seen.items()
    )


def _json(value: Any) -> Response:  # noqa: ANN401 - whatever JSON can say
    return JSONResponse(value, headers=NEVER)


def _content(read: Read) -> dict[str, Any]:
    """What a page gets of a file: its text, or that it has none to show."""
    try:
        text: str | None = read.content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = None
    return {"text": text, "version": read.version, "size": len(read.content)}


def _ascii(name: str) -> str:
    return name.encode("ascii", "replace").decode().replace('"', "_").replace("?", "_")


async def _given(request: Request) -> dict[str, Any]:
    """The JSON that a page sent; raises EditError if it is none."""
    try:
        given = json.loads(await _body(request))
    except ValueError as error:
        raise EditError("this is no JSON") from error
    if not isinstance(given, dict):
        raise EditError("this is no JSON object")
    return given


async def _body(request: Request) -> bytes:
    """What a page sent; raises EditError for more than any file may have."""
    parts, size = [], 0
    async for part in request.stream():
        size += len(part)
        if size > LARGEST_WORD:
            raise EditError(f"this is more than {LARGEST_WORD // 1_000_000} MB")
        parts.append(part)
    return b"".join(parts)
