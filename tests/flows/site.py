"""A web site on loopback that behaves as a test says, and remembers what it was asked."""

import threading
from collections.abc import Callable
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Site:
    """Paths to answers: bytes, text, or a function of the request handler. `asked` has (path, headers) of each request."""

    def __init__(self) -> None:
        self.pages: dict[str, bytes | str | Callable] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.url = ""

    def count(self, path: str) -> int:
        return sum(p == path for p, _ in self.asked)


def send(handler, body: bytes, code: int = 200, **headers: str) -> None:
    handler.send_response(code)
    for name, value in headers.items():
        handler.send_header(name.replace("_", "-"), value)
    if "Content_Length" not in headers:
        handler.send_header("Content-Length", str(len(body)))
    handler.end_headers()
    handler.wfile.write(body)


def file_of(body: bytes, etag: str = '"1"') -> Callable:
    """A file with a tag: answers If-None-Match, Range and If-Range as RFC 9110 says."""

    def answer(handler) -> None:
        asked = handler.headers
        if asked.get("If-None-Match") == etag:
            send(handler, b"", 304, ETag=etag)
        elif asked.get("Range") and asked.get("If-Range") == etag:
            start = int(asked["Range"].removeprefix("bytes=").removesuffix("-"))
            if start >= len(body):
                send(handler, b"", 416)
            else:
                send(handler, body[start:], 206, ETag=etag, Content_Range=f"bytes {start}-{len(body) - 1}/{len(body)}")
        else:
            send(handler, body, ETag=etag, Content_Type="application/pdf")

    return answer


@contextmanager
def serving():
    """A Site on a free port of loopback."""
    site = Site()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            self.do_GET()

        def do_GET(self) -> None:
            site.asked.append((self.path, dict(self.headers)))
            answer = site.pages.get(self.path)
            try:
                if callable(answer):
                    answer(self)
                elif answer is None:
                    send(self, b"", 404)
                else:
                    body = answer if isinstance(answer, bytes) else answer.encode()
                    send(self, body, Content_Type="application/pdf" if body.startswith(b"%PDF") else "text/html; charset=utf-8")
            except (BrokenPipeError, ConnectionResetError):
                self.close_connection = True

        def log_message(self, *args) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    site.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
