"""Journeys of people who bring their own articles, hostile ones among them."""

from __future__ import annotations

import contextlib
import io
import os
import zipfile

from playwright.sync_api import TimeoutError, expect

from tests.browser.conftest import keep_picture, settle, turn_to

# Each part of the page and the last card that it draws.
PARTS = {
    "Files": "report",
    "Articles": "edit-articles",
    "Outlets and perspectives": "perspectives",
    "Actors and topics": "topic-names",
    "Corrections": "take-away",
}
PAGES = [
    "overview",
    "stance",
    "voices",
    "topics",
    "sentiment",
    "wording",
    "articles",
    "corpus",
    "methods",
]
SENTENCES = (
    "Russia said on Monday that the port is a danger to peace. NATO praised {name} and its port. "
    "The minister of Qatar blamed the United States, and {name} welcomed the talks in Doha. "
    "“{name} is honest,” said the minister. Officials met {name} again on Friday.\n"
)


def upload(name: str, content: str | bytes) -> dict[str, object]:
    data = content.encode() if isinstance(content, str) else content
    return {"name": name, "mimeType": "application/octet-stream", "buffer": data}


def article(title: str, outlet: str, name: str) -> str:
    return f"Title: {title}\nOutlet: {outlet}\nText:\n{SENTENCES.format(name=name)}"


def bring(page, *files: dict[str, object], articles: str) -> None:
    """Drops files on the Corpus page and waits until so many own articles are shown."""
    page.locator("[data-testid=stFileUploaderDropzoneInput]").first.set_input_files(list(files))
    page.locator(".st-key-whose", has_text=f"your own {articles}").wait_for()
    settle(page)


def show(page, part: str) -> None:
    groups = page.get_by_test_id("stMain").get_by_test_id("stButtonGroup")
    groups.get_by_text(part, exact=part != "Corrections").click()
    page.locator(f".st-key-card-{PARTS[part]}").wait_for()
    settle(page)


def zip_bomb() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("big.txt", b"0" * 120_000_000)
    return packed.getvalue()


def test_hostile_files_do_nothing_but_stand_in_the_report(visit):
    page = visit("/corpus")
    heard: list[str] = []
    asked: list[str] = []
    page.on("dialog", lambda dialog: (heard.append(dialog.message), dialog.dismiss()))
    page.on("request", lambda request: asked.append(request.url))
    script = "<script>alert(1)</script>"
    picture = "<img src=http://evil.example/x onerror=alert(2)>"
    html = (
        f"<html><head><title>Page {script}</title>{script}</head><body><article><h1>Page</h1>"
        f"<p onclick=alert(3)>{SENTENCES.format(name='Gammaland')}</p>{picture}"
        "<iframe srcdoc='<script>alert(4)</script>'></iframe></article></body></html>"
    )
    files = [
        upload("img src=x onerror=alert(1).txt", article(script, f"{picture} Post", "Deltaland")),
        upload("page.html", html),
        upload("bomb.zip", zip_bomb()),
        upload("renamed.pdf", os.urandom(3_000)),
        upload("renamed.docx", b"\x7fELF" + os.urandom(3_000)),
        upload("renamed.txt", os.urandom(3_000)),
        upload("![x](http://evil.example/y.png).csv", f'text,title\n"{picture} left.",{script}\n'),
    ]
    bring(page, *files, articles="3 articles")
    skipped = page.locator("summary", has_text="could not be read")
    assert "4 inputs" in skipped.inner_text()
    keep_picture(page, "corpus-hostile")
    for part in PARTS:
        show(page, part)
    for name in PAGES:
        turn_to(page, name)
        assert page.locator("[data-testid=stException]").count() == 0
        assert page.locator("img[src*=evil], iframe[srcdoc]").count() == 0
    assert heard == []
    assert [address for address in asked if "evil.example" in address] == []


def edit_headline(page, text: str) -> None:
    """Writes into the first cell of the table of articles."""
    grid = page.locator(".st-key-card-edit-articles [data-testid=stDataFrame]")
    grid.locator("canvas").first.wait_for()
    field = page.locator("#portal textarea")
    for _ in range(5):  # the grid takes no click before it has drawn itself
        place = grid.bounding_box()
        page.mouse.click(place["x"] + 60, place["y"] + 52)
        page.keyboard.press("Enter")
        with contextlib.suppress(TimeoutError):
            field.wait_for(timeout=2_000)
            break
    page.keyboard.press("Control+A")
    page.keyboard.type(text, delay=20)
    expect(field).to_have_value(text)
    page.wait_for_timeout(500)  # the grid takes the value over with a delay
    page.keyboard.press("Enter")
    field.wait_for(state="detached")


def test_corrections_are_made_taken_away_and_loaded_by_another_reader(visit, tmp_path):
    page = visit("/corpus")
    files = [
        upload("one.txt", article("First", "Alfa Post", "Alfaland")),
        upload("two.txt", article("Second", "Beta Post", "Betaland")),
    ]
    bring(page, *files, articles="2 articles")
    show(page, "Articles")
    edit_headline(page, "A better headline")
    page.locator(".st-key-whose", has_text="1 correction by hand").wait_for()
    show(page, "Outlets and perspectives")
    card = page.locator(".st-key-card-perspectives")
    card.get_by_label("Name").fill("Gulf")
    card.get_by_label("Countries").fill("Qatar")
    page.get_by_role("option", name="Qatar").click()
    page.keyboard.press("Escape")
    card.get_by_text("Save").click()
    page.locator(".st-key-whose", has_text="2 corrections by hand").wait_for()
    settle(page)
    keep_picture(page, "corpus-perspectives")
    turn_to(page, "Stance")
    page.locator(".st-key-chart-stance", has_text="Gulf").wait_for()
    turn_to(page, "Corpus")
    show(page, "Corrections")
    with page.expect_download() as download:
        page.get_by_text("Corrections (TOML)").click()
    kept = tmp_path / download.value.suggested_filename
    download.value.save_as(kept)
    assert "A better headline" in kept.read_text(encoding="utf-8")

    other = visit("/corpus")
    # Files of other names: corrections find their articles by the text.
    moved = [{**file, "name": f"moved-{file['name']}"} for file in files]
    bring(other, *moved, articles="2 articles")
    show(other, "Corrections")
    other.locator(".st-key-card-corrections-file input[type=file]").set_input_files(kept)
    other.locator(".st-key-whose", has_text="2 corrections by hand").wait_for()
    turn_to(other, "Overview")
    other.locator(".px-card", has_text="A better headline").wait_for()


def left_edge(page, chart: str) -> float:
    """Where the first cell of a matrix that holds counts begins, from the left of the matrix."""
    cell = page.locator(f".st-key-chart-{chart} .barlayer .point").first
    cell.wait_for()
    return cell.bounding_box()["x"] - page.locator(f".st-key-chart-{chart}").bounding_box()["x"]


def take_back_the_first(page) -> None:
    """Ticks the first of the corrections and takes it back."""
    show(page, "Corrections")
    card = page.locator(".st-key-card-corrections")
    button = card.get_by_role("button", name="Take back what is ticked")
    for _ in range(5):  # the grid takes no click before it has drawn itself
        place = card.locator("[data-testid=stDataFrame]").bounding_box()
        page.mouse.click(place["x"] + 16, place["y"] + 52)
        with contextlib.suppress(AssertionError):
            expect(button).to_be_enabled(timeout=2_000)
            break
    button.click()
    page.locator(".st-key-whose", has_text="by hand").wait_for(state="detached")
    settle(page)


def test_a_corrected_outlet_changes_the_matrix_until_it_is_taken_back(visit):
    page = visit("/corpus?by=Who+published")
    bring(page, upload("a.txt", article("One", "Alfa Post", "Alfaland")), articles="1 article")
    charts = {"Overview": "stance-overview", "Stance": "stance"}

    def seen() -> dict[str, tuple[float, str]]:
        """For each page where the counts stand, and of whom the page says to tell."""
        found = {}
        for name, chart in charts.items():
            turn_to(page, name)
            found[name] = left_edge(page, chart), page.locator(".px-live").inner_text()
        return found

    before = seen()
    assert all("in other outlets" in said for _, said in before.values())
    turn_to(page, "Corpus")
    show(page, "Outlets and perspectives")
    card = page.locator(".st-key-card-outlets")
    card.get_by_label("Outlets").fill("Alfa")
    page.get_by_role("option", name="Alfa Post").click()
    page.keyboard.press("Escape")
    card.get_by_label("Perspective").fill("Western")  # Escape would empty this list again
    page.get_by_role("option", name="Western").click()
    card.get_by_role("button", name="Assign").click()
    page.locator(".st-key-whose", has_text="1 correction by hand").wait_for()
    settle(page)
    corrected = seen()
    for name, (edge, said) in corrected.items():
        assert "in Western outlets" in said
        assert edge < before[name][0], f"the counts of {name} stand in the Western column"
    keep_picture(page, "corrected-outlet")
    turn_to(page, "Corpus")
    take_back_the_first(page)
    assert seen() == before


def test_no_part_overflows_or_fails(visit):
    page = visit("/corpus", width=390)
    table = "Inhalt,Kopf\n" + "Russia blamed NATO on Monday in a long speech.,One\n" * 3
    text = article("A headline that is very long, " * 6, "Alfa Post", "Alfaland")
    files = [upload("one.txt", text), upload("two.txt", text), upload("odd.csv", table)]
    bring(page, *files, articles="2 articles")
    for width, scheme in ((390, "light"), (1440, "dark")):
        page.set_viewport_size({"width": width, "height": 1000})
        page.emulate_media(color_scheme=scheme)
        for part in PARTS:
            show(page, part)
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), part
            assert page.locator("[data-testid=stException]").count() == 0
            keep_picture(page, f"corpus-{part.split()[0].lower()}-{width}-{scheme}")
