"""A reader without a browser: speaks Streamlit's own protocol over a WebSocket.

Browsers are too heavy to load a server with: twenty of them are busier than the server.
"""

from __future__ import annotations

import asyncio
import http.client
import re
import select
import time
import urllib.request
import uuid
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any
from urllib.parse import urlsplit

import websockets
from streamlit.proto.Alert_pb2 import Alert
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Common_pb2 import FileURLs
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

PATIENCE = 300.0  # seconds for one answer
_MOST_BYTES = 200_000_000
_PIECE = 1_000_000
# Fields that are answered by words: what can be answered.
_LISTS: Mapping[str, Callable[[Any], list[str]]] = {
    "multiselect": lambda asked: list(asked.options),
    "selectbox": lambda asked: list(asked.options),
    "button_group": lambda asked: [option.content for option in asked.options],
    "date_input": lambda asked: [],
}


class Broken(Exception):
    """The server did not answer as it should; the message says how."""


@dataclass
class Screen:
    """What a run of the dashboard drew.

    Attributes:
        seconds: from the question to the end of the answer.
        words: every text on the page.
        errors: what the page tells went wrong in a part of it.
        lists: label of each field that takes words (lists to choose from, rows of answers, days)
            to its id and options; of a label that is there twice, the first.
        uploader: id of the field for files; "" without.
        tables: every table on the page, as an Arrow stream.
        saves: what stands for the file of each button that saves one.
    """

    seconds: float = 0.0
    words: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    lists: dict[str, tuple[str, list[str]]] = field(default_factory=dict)
    uploader: str = ""
    tables: list[bytes] = field(default_factory=list)
    saves: list[str] = field(default_factory=list)


class Reader:
    """A session. Used as `async with Reader(address) as reader`.

    Args:
        address: of the dashboard, http://host:port.
        page: stem of the page that is open.

    Attributes:
        screen: what was drawn last.
        keeps_bytes: whether all that comes from now on is kept in `received`.
    """

    def __init__(self, address: str, page: str = "overview") -> None:
        self._address, self._page = address, page
        self._session, self._hash = "", ""
        self._chosen: dict[str, Sequence[str]] = {}
        self.screen = Screen()
        self.keeps_bytes = False
        self.received = b""

    async def __aenter__(self) -> Reader:
        socket = f"{self._address.replace('http', 'ws', 1)}/_stcore/stream"
        self._line = await websockets.connect(
            socket, subprotocols=["streamlit"], max_size=_MOST_BYTES, open_timeout=PATIENCE
        )
        await self.turn_to(self._page)
        return self

    async def __aexit__(
        self,
        sort: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        await self._line.close()

    async def turn_to(self, page: str) -> Screen:
        """Opens a page, as its address would, and waits until all is drawn."""
        message = BackMsg()
        message.rerun_script.page_name = "" if page == "overview" else page
        await self._ask(message)
        return self.screen

    async def choose(self, chosen: Mapping[str, Sequence[str]]) -> Screen:
        """Sets fields of these labels, as clicks would, and waits until all is drawn.

        A list of which one is chosen takes a word, all other fields take lists of words.
        """
        for label, options in chosen.items():
            self._chosen[self.screen.lists[label][0]] = options
        await self._ask(self._rerun())
        return self.screen

    async def bring(self, name: str, content: bytes) -> Screen:
        """Drops a file on the Corpus page and waits until all is drawn.

        Raises:
            Broken: the file is refused before it is read; the message has the server's words.
        """
        message = BackMsg()
        message.file_urls_request.request_id = uuid.uuid4().hex
        message.file_urls_request.file_names.append(name)
        message.file_urls_request.session_id = self._session
        await self._line.send(message.SerializeToString())
        urls = await self._urls()
        await asyncio.to_thread(self._put, urls.upload_url, name, content)
        message = self._rerun()
        state = message.rerun_script.widget_states.widgets.add()
        state.id = self.screen.uploader
        told = state.file_uploader_state_value.uploaded_file_info.add()
        told.name, told.size, told.file_id = name, len(content), urls.file_id
        told.file_urls.CopyFrom(urls)
        await self._ask(message)
        return self.screen

    async def save(self, file: str) -> tuple[str, bytes]:
        """Presses a button that saves a file: the path it came from, and its content."""
        message = BackMsg()
        asked = message.backend_operation_request
        asked.request_id, asked.session_id = uuid.uuid4().hex, self._session
        asked.deferred_file.file_id = file
        await self._line.send(message.SerializeToString())
        while (told := await self._receive()).WhichOneof("type") != "backend_operation_response":
            pass
        if told.backend_operation_response.error_msg:
            raise Broken(told.backend_operation_response.error_msg)
        path = str(told.backend_operation_response.deferred_file.url)
        return path, await asyncio.to_thread(self._get, path)

    def _get(self, path: str) -> bytes:
        with urllib.request.urlopen(f"{self._address}{path}", timeout=PATIENCE) as answer:
            content: bytes = answer.read()
        return content

    def _put(self, path: str, name: str, content: bytes) -> None:
        """Sends a file, with the token that stands against forged requests."""
        with urllib.request.urlopen(f"{self._address}/_stcore/health", timeout=PATIENCE) as answer:
            cookie = answer.headers.get("Set-Cookie", "").partition(";")[0]
        edge = uuid.uuid4().hex
        for sign in '"\r\n':  # as browsers write them
            name = name.replace(sign, f"%{ord(sign):02X}")
        head = f'--{edge}\r\nContent-Disposition: form-data; name="f"; filename="{name}"\r\n\r\n'
        body = head.encode() + content + f"\r\n--{edge}--\r\n".encode()
        line = http.client.HTTPConnection(urlsplit(self._address).netloc, timeout=PATIENCE)
        with closing(line):
            line.putrequest("PUT", path)
            line.putheader("Content-Type", f"multipart/form-data; boundary={edge}")
            line.putheader("Content-Length", str(len(body)))
            line.putheader("Cookie", cookie)
            line.putheader("X-Xsrftoken", cookie.partition("=")[2])
            line.endheaders()
            # As browsers do: who is refused does not send the rest.
            for start in range(0, len(body), _PIECE):
                if select.select([line.sock], [], [], 0)[0]:
                    break
                line.sock.sendall(body[start : start + _PIECE])
            answer = line.getresponse()
            if answer.status >= 400:
                raise Broken(f"{answer.status}: {answer.read().decode(errors='replace')}")

    async def _urls(self) -> FileURLs:
        while True:
            message = await self._receive()
            if message.WhichOneof("type") == "file_urls_response":
                if message.file_urls_response.error_msg:
                    raise Broken(message.file_urls_response.error_msg)
                return message.file_urls_response.file_urls[0]

    def _rerun(self) -> BackMsg:
        message = BackMsg()
        message.rerun_script.page_script_hash = self._hash
        for name, options in self._chosen.items():
            state = message.rerun_script.widget_states.widgets.add()
            state.id = name
            if isinstance(options, str):
                state.string_value = options
            else:
                state.string_array_value.data.extend(options)
        return message

    async def _ask(self, message: BackMsg) -> None:
        began = time.perf_counter()
        await self._line.send(message.SerializeToString())
        screen = Screen()
        while True:
            told = await self._receive()
            kind = told.WhichOneof("type")
            if kind == "new_session":
                self._session = told.new_session.initialize.session_id
                self._hash = told.new_session.page_script_hash or self._hash
                screen = Screen()
            elif kind == "navigation":
                self._hash = told.navigation.page_script_hash
            elif kind == "delta" and told.delta.HasField("new_element"):
                _note(screen, told.delta.new_element)
            elif kind == "script_finished":
                # The first run of a page of a fresh server, and a file that is taken, run again.
                if told.script_finished == ForwardMsg.FINISHED_EARLY_FOR_RERUN:
                    continue
                if told.script_finished != ForwardMsg.FINISHED_SUCCESSFULLY:
                    raise Broken(f"the run ended with {told.script_finished}")
                break
        screen.seconds = time.perf_counter() - began
        self.screen = screen

    async def _receive(self) -> Any:
        try:
            data = await asyncio.wait_for(self._line.recv(), PATIENCE)
        except TimeoutError as fault:
            raise Broken(f"no answer within {PATIENCE:.0f} seconds") from fault
        if self.keeps_bytes:
            self.received += data
        message = ForwardMsg()
        message.ParseFromString(data)
        return message


def _note(screen: Screen, element: Any) -> None:
    """Keeps what is drawn: its words, and what can be chosen."""
    kind = element.WhichOneof("type")
    if kind == "exception":
        raise Broken(f"the page shows an error: {element.exception.type}")
    if kind in _LISTS:
        asked = getattr(element, kind)
        screen.lists.setdefault(asked.label, (asked.id, _LISTS[kind](asked)))
    elif kind == "file_uploader":
        screen.uploader = screen.uploader or element.file_uploader.id
    elif kind == "dataframe":
        screen.tables.append(element.dataframe.arrow_data.data)
    elif kind == "download_button":
        screen.saves.append(element.download_button.deferred_file_id)
    elif kind in ("text", "html", "alert", "markdown"):
        if kind == "alert" and element.alert.format == Alert.ERROR:
            screen.errors.append(element.alert.body)
        screen.words.append(re.sub(r"<[^>]+>", " ", getattr(element, kind).body))
