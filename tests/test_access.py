"""Who may enter a copy, what its mode lets them do, and what it says of that."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from hosting import server
from hosting.sessions import Sessions
from hosting.work import Failed
from pages.ui import access, uploads, working

ROOT = Path(__file__).resolve().parents[1]
LISTED = {"is_logged_in": True, "email": "ann@news.example", "email_verified": True}


class NoWorkers:
    """In the place of the pool: no test here analyses anything."""

    def ask(self, _job):
        raise Failed("The workers have a day off.")

    def forget(self, _owner):
        pass


@pytest.fixture
def enter(monkeypatch):
    """Opens a copy with some settings."""
    monkeypatch.setattr(server, "pool", NoWorkers)

    def run(page: str = "overview", user: dict | None = None, **given: str) -> AppTest:
        monkeypatch.chdir(ROOT)
        for name, value in given.items():
            monkeypatch.setenv(f"PARALLAX_{name.upper()}", value)
        app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=120)
        if user is not None:
            app.user = user
        app.run()
        return app if page == "overview" else app.switch_page(f"pages/{page}.py").run()

    return run


def words(app: AppTest) -> str:
    return "\n".join(str(element.value) for element in (*app.text, *app.error, *app.markdown))


def test_a_local_copy_says_nothing_beside_the_filters(enter):
    app = enter()
    assert not app.exception
    assert "Who sees what" not in [box.label for box in app.sidebar.expander]


def test_a_copy_with_uploads_says_who_sees_what(enter):
    app = enter("corpus", mode="uploads")
    assert not app.exception
    assert "Who sees what" in [box.label for box in app.sidebar.expander]
    assert "no other reader sees it" in words(app)
    assert "Nobody signs in" in words(app)
    assert len(app.file_uploader) == 1


def test_a_copy_for_reading_takes_no_files(enter, monkeypatch):
    app = enter("corpus", mode="read-only")
    assert not app.exception
    assert not app.file_uploader
    assert uploads.NO_UPLOADS in "".join(str(e.value) for e in (*app.markdown, *app.get("html")))
    assert uploads._refusal([1]) == uploads.NO_UPLOADS


def test_what_workers_cannot_do_is_told_and_taken_back(enter):
    app = enter("corpus", mode="uploads")
    app.file_uploader[0].upload("port.txt", b"Russia left on Monday.").run()
    assert not app.exception
    assert "The workers have a day off." in words(app)
    assert not app.session_state["_desk"].files


def test_broken_settings_are_told_and_nothing_is_shown(enter):
    app = enter(mode="open", session_bytes="0")
    assert not app.exception
    assert "choose one of local, read-only, uploads" in words(app)
    assert "session_bytes" in words(app).lower()
    assert not app.sidebar.multiselect


@pytest.mark.parametrize(
    ("user", "told"),
    [
        ({"is_logged_in": False}, "for those who sign in"),
        ({**LISTED, "email": "eve@far.example"}, "eve@far.example is not on the list"),
        ({**LISTED, "email_verified": False}, "does not say that this address was verified"),
        ({"is_logged_in": True}, "An account without an e-mail address"),
    ],
)
def test_who_is_not_admitted_sees_no_article(enter, user, told):
    for page in ("overview", "stance"):
        app = enter(page, user, mode="read-only", sign_in="true", allowed_domains="news.example")
        assert not app.exception
        assert told in words(app)
        assert not app.sidebar.multiselect
        assert not app.get("plotly_chart")
        assert not app.get("dataframe")


def test_who_is_on_the_list_enters_and_can_leave(enter):
    app = enter(user=LISTED, mode="read-only", sign_in="true", allowed_domains="news.example")
    assert not app.exception
    assert "You are signed in as ann@news.example." in words(app)
    assert "Sign out" in [button.label for button in app.button]
    assert app.get("plotly_chart")


@pytest.mark.parametrize(
    ("place", "said"), [(1, "after 1 analysis ends (place 1"), (3, "after 3 analyses end (place 3")]
)
def test_the_place_in_the_queue_is_said_in_words(place, said):
    assert said in working._waiting_words(place)


def test_the_readers_of_a_server_hold_no_more_than_it_can_take(monkeypatch):
    monkeypatch.setenv("PARALLAX_MODE", "uploads")
    monkeypatch.setenv("PARALLAX_SERVER_BYTES", "100")
    monkeypatch.setenv("PARALLAX_SESSION_BYTES", "80")
    monkeypatch.setattr(server, "pool", NoWorkers)
    known = Sessions()  # those of other tests may not be gone yet
    monkeypatch.setattr(server, "sessions", lambda: known)
    other = known.new()
    other.held_bytes = 60
    assert "try again later" in uploads._refusal([50])
    del other
    assert uploads._refusal([50]) == ""
    assert "bytes are more than 80" in uploads._refusal([90])


def test_every_mode_says_who_sees_what(monkeypatch):
    for mode in ("local", "read-only", "uploads"):
        monkeypatch.setenv("PARALLAX_MODE", mode)
        assert "session" in access.who_sees()
