"""The page's server. It answers to its own address only, gives out the files of one page, and takes strokes from that page alone.

Who may write: whoever knows the token in the address, from a page of this origin (Origin, a SameSite cookie, JSON). No name in a request
reaches the disk: files are looked up among those that the page had when it was served.
"""

from __future__ import annotations

import mimetypes
import secrets
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.responses import JSONResponse

from flows.review_server.desk import Desk, Stroke
from patterns.errors import ShubaoError

_COOKIE = "shubao"
_MOST = 20_000  # bytes of a stroke
_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "frame-ancestors 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


def app(desk: Desk, folder: Path, token: str, host: str) -> FastAPI:
    """Serves the page in `folder` under http://HOST/TOKEN/; `host` is 127.0.0.1:PORT."""
    made = FastAPI(openapi_url=None, docs_url=None, redoc_url=None)
    files = {path.relative_to(folder).as_posix(): path for path in sorted(folder.rglob("*")) if path.is_file()}
    key = secrets.token_urlsafe(24)

    @made.middleware("http")
    async def guard(request: Request, answer: Callable[[Request], Awaitable[Response]]) -> Response:
        refusal = _refusal(request, host, token, key)
        response = JSONResponse({"detail": refusal[1]}, refusal[0]) if refusal else await answer(request)
        response.headers.update(_HEADERS)
        return response

    @made.exception_handler(ShubaoError)
    async def told(_: Request, error: Exception) -> Response:
        return JSONResponse({"detail": str(error)}, 409)

    @made.get("/{_}/api/edits")
    async def edits(_: str) -> dict[str, Any]:
        return desk.state()

    @made.post("/{_}/api/edits")
    async def put(_: str, stroke: Stroke) -> dict[str, Any]:
        desk.put(stroke)
        return desk.state()

    @made.post("/{_}/api/undo")
    async def undo(_: str) -> dict[str, Any]:
        return {"undone": desk.undo()} | desk.state()

    @made.get("/{_}/{name:path}")
    async def file(_: str, name: str) -> Response:
        path = files.get(name or "index.html")
        if path is None:
            return JSONResponse({"detail": "no such file"}, 404)
        body = path.read_bytes()
        if path.suffix != ".html":
            return Response(body, media_type=mimetypes.guess_type(path.name)[0])
        response = Response(body.replace(b"<html ", b'<html data-editing="true" ', 1), media_type="text/html")
        response.set_cookie(_COOKIE, key, httponly=True, samesite="strict", path=f"/{token}/")
        return response

    return made


def _refusal(request: Request, host: str, token: str, key: str) -> tuple[int, str] | None:
    """Status and reason where a request is not from the page; None where it is."""
    headers = request.headers
    if headers.get("host") != host:
        return 421, "another host"
    if not secrets.compare_digest(request.url.path.split("/")[1].encode(), token.encode()):
        return 404, "no such page"
    if headers.get("origin", f"http://{host}") != f"http://{host}" or headers.get("sec-fetch-site", "same-origin") not in (
        "same-origin",
        "none",
    ):
        return 403, "another site"
    if request.method not in ("GET", "HEAD"):
        if not secrets.compare_digest(request.cookies.get(_COOKIE, "").encode(), key.encode()):
            return 403, "not from the page"
        if headers.get("content-type") != "application/json" or int(headers.get("content-length", _MOST + 1)) > _MOST:
            return 415, "a small JSON object is expected"
    return None
