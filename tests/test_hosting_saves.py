"""Files that buttons made stay while browsers ask for them, and go afterwards."""

from __future__ import annotations

import pytest
from streamlit.runtime.media_file_manager import MediaFileManager
from streamlit.runtime.media_file_storage import MediaFileStorageError
from streamlit.runtime.memory_media_file_storage import MemoryMediaFileStorage

from hosting.saves import FETCHED_WITHIN, Saves


class Server:
    """Files of a server, and the time there."""

    def __init__(self) -> None:
        self.now = 0.0
        self.storage = MemoryMediaFileStorage("/media")
        self.manager = MediaFileManager(self.storage)
        self.saves = Saves(self.manager, clock=lambda: self.now)
        self.button = self.manager.add_deferred(lambda: b"a,b", "text/csv", "1", "a.csv")

    def press(self) -> str:
        """Presses the button; the name under which the browser is to ask for the file."""
        return self.manager.execute_deferred(self.button).rpartition("/")[2]

    def others_read(self) -> None:
        for _ in range(3):
            self.manager.remove_orphaned_files()

    def pass_by(self, seconds: float) -> None:
        self.now += seconds
        self.saves.let_go()


def test_a_file_stays_while_others_read():
    server = Server()
    file = server.press()
    server.others_read()
    server.pass_by(FETCHED_WITHIN - 1)
    assert server.storage.get_file(file).content == b"a,b"


def test_a_file_goes_once_it_was_fetched():
    server = Server()
    file = server.press()
    server.others_read()
    server.pass_by(FETCHED_WITHIN)
    with pytest.raises(MediaFileStorageError, match="No media file"):
        server.storage.get_file(file)


def test_a_file_that_is_made_once_more_has_its_time_again():
    server = Server()
    server.press()
    server.others_read()
    server.now = FETCHED_WITHIN - 1
    file = server.press()
    server.pass_by(2)
    assert server.storage.get_file(file).content == b"a,b"
    server.others_read()
    server.pass_by(FETCHED_WITHIN - 1)
    assert server.storage.get_file(file).content == b"a,b"
    server.pass_by(1)
    with pytest.raises(MediaFileStorageError, match="No media file"):
        server.storage.get_file(file)
