"""Every page on a phone and on a wide dark screen: nothing overflows, nothing complains."""

import pytest

from tests.browser.conftest import PAGES, keep_picture, settle

# Streamlit asks beside a page's address for these before it asks at the root, and no setting
# keeps it from that.
ASKED_ASTRAY = ("/_stcore/health", "/_stcore/host-config")


def listen(page) -> list[str]:
    """Errors of the console and answers that are errors, as they come."""
    heard: list[str] = []

    def take_answer(answer) -> None:
        if answer.status >= 400 and not answer.url.endswith(ASKED_ASTRAY):
            heard.append(f"{answer.status} {answer.url}")

    def take_words(said) -> None:
        # Answers that are errors are heard above, with their address.
        if said.type == "error" and "404 (Not Found)" not in said.text:
            heard.append(said.text)

    page.on("response", take_answer)
    page.on("console", take_words)
    page.on("pageerror", lambda fault: heard.append(str(fault)))
    return heard


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize(("width", "scheme"), [(390, "light"), (1440, "dark")])
def test_no_page_overflows_or_complains(visit, name, width, scheme):
    page = visit("/", width=width, scheme=scheme)
    heard = listen(page)
    page.goto(page.url.rstrip("/") + f"/{name}")
    settle(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.locator("[data-testid=stException]").count() == 0
    assert heard == []
    keep_picture(page, f"{name or 'overview'}-{width}-{scheme}")
