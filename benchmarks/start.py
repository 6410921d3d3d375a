"""How long a fresh dashboard takes until something is seen, and how much memory it needs.

    python -m benchmarks.start

Starts a server of its own on the sample, opens it in headless Chromium and prints the seconds from
the start until it answers, until the first chart stands, and until all sample articles are shown;
then what the server took of processor and memory. The seconds of processor tell more than the
clock where other programs run beside it. Caches of Python's own, such as compiled files, are left
as they are.
"""

from __future__ import annotations

import os
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests.browser.conftest import FLAGS, chromium_path, free_port, start_server

SAMPLE = Path(__file__).parents[1] / "data" / "sample"
N_ARTICLES = len(list(SAMPLE.glob("*.txt")))
MOST_MILLISECONDS = 60_000


@dataclass(frozen=True)
class Start:
    """What one start took.

    Attributes:
        health: seconds until the server answers.
        first_chart: seconds until the first chart stands in the browser.
        articles: seconds until the overview shows every article of the sample.
        processor: seconds of processor that the server used until then.
        memory: resident memory of the server then, in MB.

    The last two are None where the system has no /proc to read them from.
    """

    health: float
    first_chart: float
    articles: float
    processor: float | None
    memory: float | None

    def __str__(self) -> str:
        words = (
            f"answers after {self.health:.1f} s, first chart after {self.first_chart:.1f} s, "
            f"all {N_ARTICLES} articles after {self.articles:.1f} s"
        )
        if self.memory is None:
            return f"{words}; processor and memory are not known here"
        return f"{words}, {self.processor:.1f} s of processor, {self.memory:.0f} MB of memory"


def measure(browser: Browser) -> Start:
    """Starts a server, opens it, measures, and ends it."""
    port, begun = free_port(), time.perf_counter()
    server = start_server(port)
    try:
        health = time.perf_counter() - begun
        page = browser.new_page(viewport={"width": 1440, "height": 1000})
        page.set_default_timeout(MOST_MILLISECONDS)
        page.goto(f"http://127.0.0.1:{port}/")
        page.wait_for_selector("[class*=st-key-chart-] .main-svg .point")
        first_chart = time.perf_counter() - begun
        page.wait_for_function(f"document.querySelectorAll('.px-card').length === {N_ARTICLES}")
        articles = time.perf_counter() - begun
        page.close()
        return Start(health, first_chart, articles, processor_of(server), memory_of(server))
    finally:
        server.terminate()
        server.wait(timeout=10)


def processor_of(process: subprocess.Popen[bytes]) -> float | None:
    """Seconds of processor that a process used, or None where there is no /proc."""
    path = Path(f"/proc/{process.pid}/stat")
    if not path.exists():
        return None
    # After the name, which may hold anything: in user and in kernel mode, the 14th and 15th field.
    fields = path.read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def memory_of(process: subprocess.Popen[bytes]) -> float | None:
    """Resident memory of a process in MB, or None where there is no /proc."""
    status = Path(f"/proc/{process.pid}/status")
    if not status.exists():
        return None
    lines = dict(line.split(":", 1) for line in status.read_text().splitlines() if ":" in line)
    return int(lines["VmRSS"].split()[0]) / 1024


def main() -> None:
    path = chromium_path()
    if path is None:
        raise SystemExit("no Chromium found; on Debian: apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        print(measure(browser))
        browser.close()


if __name__ == "__main__":
    main()
