"""The guards at the door: what is too much is refused before it is read, and so are other pages."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from hosting import server
from hosting.logs import event
from hosting.settings import settings

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]
_UPLOADS = "/_stcore/upload_file/"
_FRAMING = 10_000  # bytes of a request beside its file


class UploadGuard:
    """Stands before the server (ASGI). Streamlit itself limits single files and nothing else.

    Args:
        app: what stands behind it.
        held: size in bytes of the files that were sent and not taken yet.
    """

    def __init__(self, app: App, held: Callable[[], int]) -> None:
        self._app, self._held = app, held

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hands a request on, or refuses it."""
        refused = self._refusal(scope)
        if refused is None:
            await self._app(scope, receive, send)
            return
        status, why = refused
        event("upload refused", why=why)
        head = {"type": "http.response.start", "status": status}
        await send(head | {"headers": [(b"content-type", b"text/plain; charset=utf-8")]})
        await send({"type": "http.response.body", "body": why.encode()})

    def _refusal(self, scope: Scope) -> tuple[int, str] | None:
        """With which status and words a request is refused; None when it is not."""
        if scope["type"] != "http" or scope["method"] != "PUT" or _UPLOADS not in scope["path"]:
            return None
        limits = settings()
        if not limits.takes_uploads:
            return 403, "this copy is for reading only"
        told = dict(scope["headers"]).get(b"content-length", b"")
        if not told.isdigit():
            return 411, "the length of the file must be told before it is sent"
        size = int(told) - _FRAMING
        if size > limits.session_bytes:
            return 413, f"a reader may bring {limits.session_bytes:,} bytes"
        if self._held() + server.sessions().held_bytes() + size > limits.server_bytes:
            return 507, "the readers of this server hold as many files as it can take"
        return None


class OriginGuard:
    """Stands before the server (ASGI): a page of another server gets no session here.

    Streamlit refuses such pages, too, but asks the internet first which address the server has, and
    everybody waits until that is answered.

    Args:
        app: what stands behind it.
    """

    def __init__(self, app: App) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hands a connection on, or refuses it."""
        if scope["type"] == "websocket":
            told = dict(scope["headers"])
            origin = told.get(b"origin")
            if origin is not None and origin.partition(b"//")[2] != told.get(b"host"):
                event("connection refused", why="asked for by a page of another server")
                await send({"type": "websocket.close", "code": 1008})
                return
        await self._app(scope, receive, send)
