"""A shared copy of Parallax: `streamlit run hosted.py` (docs/hosting.md).

The dashboard, with settings that are checked and articles that are read before anybody is let in,
a page for whoever watches over it (/status), a guard before uploads, and logs as JSON lines.
"""

from __future__ import annotations

import asyncio
import gc
import platform
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import streamlit as st
import streamlit.logger
from starlette.formparsers import MultiPartParser
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route
from streamlit.auth_util import is_authlib_installed
from streamlit.runtime import get_instance
from streamlit.runtime.stats import CacheStat

from analysis import __version__
from hosting import logs, server
from hosting.forgetting import forget_pieces
from hosting.guard import OriginGuard, UploadGuard
from hosting.saves import SWEPT_EVERY, Saves
from hosting.settings import READ_ONLY, UPLOADS, Settings, SettingsFault, settings

# Uploads stay in memory until they are refused or taken: nothing of a reader's lies on the disk.
MultiPartParser.spool_max_size = 2**40


def checked() -> Settings:
    """The settings of a shared copy; ends the program with every fault told when there is one."""
    try:
        found = settings()
    except SettingsFault as fault:
        sys.exit(f"Parallax cannot start. Its settings have faults:\n{fault}")
    faults = []
    if not found.is_hosted:
        faults.append(f"mode is {found.mode}; a shared copy needs {READ_ONLY} or {UPLOADS}")
    if found.sign_in and not is_authlib_installed():
        faults.append("sign_in needs Authlib: pip install 'streamlit[auth]'")
    if found.sign_in and not (st.secrets.load_if_toml_exists() and "auth" in st.secrets):
        faults.append("sign_in needs an [auth] section in .streamlit/secrets.toml")
    if faults:
        sys.exit("Parallax cannot start:\n" + "\n".join(faults))
    return found


async def status(_request: Request) -> JSONResponse:
    """Versions, the fingerprint of what all see, and how much is being done. No person, no text."""
    told: dict[str, Any] = {
        "version": __version__,
        "streamlit": st.__version__,
        "python": platform.python_version(),
        "mode": settings().mode,
        "seconds_up": round(time.time() - server.BEGAN),
        "sessions": len(server.sessions()),
        "analyses": server.pool().state(),
    }
    # Caches can be made only once the server stands.
    from pages.ui import data

    try:
        shared = await asyncio.to_thread(data.shared)
    except data.CorpusFault:
        return JSONResponse({"status": "no corpus", **told}, status_code=503)
    told["corpus_fingerprint"] = shared.analysis.fingerprint
    told["articles"] = len(shared.analysis.articles())
    return JSONResponse({"status": "ok", **told}, headers={"Cache-Control": "no-store"})


@asynccontextmanager
async def lifespan(_app: st.App) -> AsyncIterator[dict[str, Any]]:
    """Reads the articles and starts the workers before anybody is let in; ends them afterwards."""
    streamlit.logger.setup_formatter = logs.attach
    logs.set_up(streamlit.logger._loggers)
    from pages.ui import data

    try:
        shared = await asyncio.to_thread(data.shared)
        fingerprint = shared.analysis.fingerprint
        logs.event("started", version=__version__, mode=settings().mode, corpus=fingerprint)
    except data.CorpusFault as fault:
        # Pages tell it too; whoever only brings files can still work.
        logs.event("no corpus", faults=str(fault).splitlines())
    server.pool()
    sweeping = asyncio.create_task(sweep())
    yield {}
    sweeping.cancel()
    server.pool().close()
    logs.event("ended")


async def sweep() -> None:
    """Gives back, again and again, what readers held who have left.

    The parts of a session hold each other, so the last of its memory comes back by a collection; by
    another one later where a part was still at work.
    """
    # What all readers share stays as long as the server: collections need not walk through it.
    gc.collect()
    gc.freeze()
    saves = Saves(get_instance().media_file_mgr)
    while True:
        await asyncio.sleep(SWEPT_EVERY)
        saves.let_go()
        if let_go() or len(server.sessions()) > len(get_instance()._session_mgr.list_sessions()):
            forget_pieces()
            await asyncio.to_thread(gc.collect)


def let_go() -> int:
    """Ends the sessions whose time is over (server.disconnectedSessionTTL); how many these were.

    Streamlit no longer hands them out, but holds them until another reader leaves: on a quiet
    server for days, with all that the reader brought.
    """
    # There is no way from outside; tests/test_shared_sessions.py tells when this one is shut.
    manager: Any = get_instance()._session_mgr
    over = manager._session_storage._cache.expire()
    for _, left in over:
        left.session.shutdown()
        left.session.session_state.clear()
    return len(over)


def held_bytes() -> int:
    """Size of all files that were sent and not taken yet."""
    families = get_instance().uploaded_file_mgr.get_stats().values()
    stats = (stat for family in families for stat in family if isinstance(stat, CacheStat))
    return sum(stat.byte_length for stat in stats)


checked()
app = st.App(
    "dashboard.py",
    routes=[Route("/status", status)],
    middleware=[Middleware(OriginGuard), Middleware(UploadGuard, held=held_bytes)],
    lifespan=lifespan,
)
