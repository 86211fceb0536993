"""The camera reads a label that we print, with the reader that we ship."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Page, expect, sync_playwright

from balcao.domains.catalog.models import Variant
from balcao.domains.team.operations import add_staff
from balcao.domains.team.values import Role
from balcao.entrypoints.papers.formats import format_of
from balcao.entrypoints.papers.labels import product_labels
from balcao.entrypoints.papers.values import ProductLabel
from tests.entrypoints.papers.reading import pages_of
from tests.journeys.conftest import SWITCHES
from tests.journeys.people import PASSWORD, Staff
from tests.shop import NOW, open_shop

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
EAN = "7891234567895"


@pytest.fixture
def film(tmp_path: Path) -> Path:
    """What a camera sees that is held over a label, as the browser's pretended camera wants it."""
    label = ProductLabel("Xícara Serra", "CUP", barcode=EAN)
    pdf = product_labels([label], paper=format_of("roll-50x25"), language="pt-br")
    picture = next(pages_of(pdf, dpi=240)).convert("YCbCr")
    frame = Image.new("YCbCr", (640, 480), (200, 128, 128))
    frame.paste(picture, ((640 - picture.width) // 2, (480 - picture.height) // 2))
    bright, blue, red = frame.split()
    halves = blue.resize((320, 240)).tobytes() + red.resize((320, 240)).tobytes()
    path = tmp_path / "label.y4m"
    still = b"FRAME\n" + bright.tobytes() + halves
    path.write_bytes(b"YUV4MPEG2 W640 H480 F10:1 Ip A1:1 C420\n" + still * 5)
    return path


@pytest.fixture
def page(browser_path: str, film: Path) -> Iterator[Page]:
    """A browser whose camera shows the label."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    pretend = [
        "--use-fake-ui-for-media-stream",
        "--use-fake-device-for-media-stream",
        f"--use-file-for-fake-video-capture={film}",
    ]
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=browser_path, args=SWITCHES + pretend)
        yield browser.new_page(viewport={"width": 390, "height": 844})
        browser.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


def test_reads_a_label_and_shows_what_it_is(
    transactional_db: None, live_server: Any, page: Page
) -> None:
    open_shop()
    Variant.objects.filter(sku="CUP").update(barcode=EAN)
    add_staff(email="s@example.com", name="S", role=Role.STOCK, password=PASSWORD, now=NOW)
    Staff(page, live_server.url, "s@example.com").sign_in()
    page.goto(f"{live_server.url}/console/floor/")
    page.get_by_role("button", name="Scan with the camera").click()
    page.wait_for_url("**/lookup/?code=*", timeout=20_000)
    expect(page.get_by_role("heading", name="CUP")).to_be_visible()
    expect(page.locator("main")).to_contain_text(EAN)
