"""A fresh dashboard is soon there and needs little memory, for the sample comes analysed."""

from analysis import shipped
from benchmarks.start import measure
from tests.browser.conftest import crowding

MOST_SECONDS, MOST_MEGABYTES = 6, 300
MOST_SECONDS_OF_PROCESSOR = 3.5  # of the server, which do not depend on what runs beside it


def test_a_fresh_dashboard_draws_soon_and_needs_little_memory(chromium):
    assert shipped.analysis(), f"the sample must be analysed first: {shipped.COMMAND}"
    before = crowding()
    taken = measure(chromium)
    most = MOST_SECONDS * max(before, crowding())
    print(f"{taken}; allowed {most:.0f} s")
    assert taken.first_chart < most, taken
    assert taken.articles < most, taken
    assert taken.processor is None or taken.processor < MOST_SECONDS_OF_PROCESSOR, taken
    assert taken.memory is None or taken.memory < MOST_MEGABYTES, taken
