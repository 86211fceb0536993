"""Takes the pictures of docs/pictures/ from a running demo, at desk and pocket width.

    balcao demo --port 8000          # in one terminal, on a fresh data folder
    python tools/take_pictures.py http://127.0.0.1:8000

Nothing of the demo is changed but the visitor's own cart. ``--dark`` takes the dark theme.
"""

from __future__ import annotations

import argparse
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Final

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

FOLDER: Final = Path(__file__).resolve().parent.parent / "docs" / "pictures"
WIDTHS: Final = {"1440": (1440, 1000), "390": (390, 844)}
SWITCHES: Final = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
DESK: Final = "desk@demo.balcao.example"
PASSWORD: Final = "balcao-demo"
PRODUCT: Final = "vaso-ladeira"
PAGES: Final = (
    ("shop-home", "/"),
    ("shop-category", "/c/ceramica/"),
    ("shop-product", f"/p/{PRODUCT}/"),
)
OTHERS: Final = ("caneca-prosa", "caderno-calcada")


@dataclass(frozen=True)
class Camera:
    """One visit of the shop at one width."""

    page: Page
    url: str
    folder: Path
    ending: str

    def take(self, name: str) -> None:
        """A picture of the first screens: the whole page, at most three screens high."""
        page = self.page
        page.wait_for_load_state("networkidle")
        self._load_pictures()
        height = page.evaluate("document.documentElement.scrollHeight")
        size = page.viewport_size
        assert size
        whole = {"width": size["width"], "height": min(height, size["height"] * 3)}
        # A side bar as high as the window is then as high as the picture.
        page.set_viewport_size(whole)
        path = self.folder / f"{name}-{self.ending}.webp"
        with Image.open(BytesIO(page.screenshot())) as seen:
            seen.convert("RGB").save(path, quality=82, method=6)
        page.set_viewport_size(size)
        print(path.name, height)

    def _load_pictures(self) -> None:
        """Scroll through the page, so that what loads late is there."""
        self.page.evaluate(
            """async () => {
              for (let y = 0; y < document.body.scrollHeight && y < 4000; y += 500) {
                window.scrollTo(0, y);
                await new Promise((done) => setTimeout(done, 60));
              }
              window.scrollTo(0, 0);
              const first = [...document.images].slice(0, 60);
              await Promise.all(first.map((image) => image.decode().catch(() => 0)));
            }"""
        )


def shop(camera: Camera) -> None:
    """What a shopper sees."""
    page, url = camera.page, camera.url
    for name, path in PAGES:
        page.goto(url + path)
        camera.take(name)
    for handle in (PRODUCT, *OTHERS):
        page.goto(f"{url}/p/{handle}/")
        with page.expect_response(lambda answer: answer.request.method == "POST"):
            page.locator("#buy .buy-row button").click()
    for name in ("cart", "checkout"):
        page.goto(f"{url}/{name}/")
        camera.take(f"shop-{name}")


def console(camera: Camera) -> None:
    """What the order desk sees, and the page of an order that the shopper sees."""
    page, url = camera.page, camera.url
    page.goto(f"{url}/console/")
    page.fill("input[name=username]", DESK)
    page.fill("input[name=password]", PASSWORD)
    page.locator("input[name=password]").press("Enter")
    page.wait_for_url("**/console/")
    camera.take("console-front")
    page.goto(f"{url}/console/orders/number/B-1016/")
    camera.take("console-order")
    page.goto(url + _order_path(page, url))
    camera.take("shop-status")


def _order_path(page: Page, url: str) -> str:
    """The secret page of a shipped order, from the mail that the demo has kept."""
    page.goto(f"{url}/console/mails/")
    mails = page.locator("a[href*='/console/mails/']", has_text="está a caminho")
    page.goto(url + (mails.first.get_attribute("href") or ""))
    found = re.search(r"/orders/[\w-]+/", page.content())
    assert found, "the mail has no link to its order"
    return found[0]


@contextmanager
def _camera(browser: Browser, url: str, folder: Path, ending: str, theme: str) -> Iterator[Camera]:
    width, height = WIDTHS[ending]
    context = browser.new_context(
        viewport={"width": width, "height": height}, locale="pt-BR", color_scheme=theme
    )
    suffix = "" if theme == "light" else "-dark"
    yield Camera(context.new_page(), url, folder, ending + suffix)
    context.close()


def main() -> None:
    """Read the command line and take the pictures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("url")
    parser.add_argument("--folder", type=Path, default=FOLDER)
    parser.add_argument("--browser", default=shutil.which("chromium"))
    parser.add_argument("--dark", action="store_true")
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    theme = "dark" if options.dark else "light"
    visits: tuple[Callable[[Camera], None], ...] = (shop, console)
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=options.browser, args=SWITCHES)
        for ending in WIDTHS:
            for visit in visits:
                url = options.url.rstrip("/")
                with _camera(browser, url, options.folder, ending, theme) as camera:
                    visit(camera)
        browser.close()


if __name__ == "__main__":
    main()
