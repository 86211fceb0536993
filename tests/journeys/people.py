"""The people of the journeys: what a shopper and a member of staff do, in a browser."""

from __future__ import annotations

from dataclasses import dataclass

from playwright.sync_api import Page, expect

PASSWORD = "a-long-enough-password"


@dataclass
class Shopper:
    """Somebody who visits the shop; ``url`` is its home page in their language."""

    page: Page
    url: str

    @property
    def uses_scripts(self) -> bool:
        return self.page.locator("html.js").count() > 0

    def let_page_settle(self) -> None:
        """Wait until the page has what it asked the server for."""
        expect(self.page.locator(".htmx-request")).to_have_count(0)

    def put_in_cart(self, handle: str, *, choice: str = "", quantity: int = 1) -> None:
        """Look at a product, pick a value, put units of it into the cart."""
        page = self.page
        page.goto(f"{self.url}/p/{handle}/")
        wanted = page.locator(".choice", has_text=choice)
        if choice and not wanted.locator("input").is_checked():
            wanted.locator("input").check(force=True)
            self.let_page_settle()
        page.fill("#quantity", str(quantity))
        with page.expect_response(lambda r: r.request.method == "POST"):
            page.locator("#buy .buy-row button").click()

    def check_out(self, *, payment: str = "bank_transfer", name: str = "Ana Souza") -> None:
        """Go to the checkout and fill everything in."""
        page = self.page
        page.goto(f"{self.url}/checkout/")
        if not page.locator("details.known").count():  # whoever is known need not type it again
            self.say_where(name)
        page.locator(f"label[for=payment-{payment}]").click()
        rate = page.locator("label[for=rate-standard]")
        if not rate.locator("input").is_checked():
            rate.click()
            self.let_page_settle()

    def say_where(self, name: str) -> None:
        """Fill in who buys and where it goes; the mail of whoever is signed in is known."""
        page = self.page
        if page.locator("#email").count():
            page.fill("#email", "ana@example.com")
        page.fill("#name", name)
        page.fill("#postal_code", "01310-100")
        page.fill("#line1", "Rua Augusta, 100")
        if page.locator("#district").count():
            page.fill("#district", "Consolação")
        page.fill("#city", "São Paulo")
        page.select_option("#region", "SP")

    def place_order(self) -> None:
        """Press the button once and arrive at the thank-you page."""
        self.page.locator("section.panel button[value=place]").click()
        self.page.wait_for_url("**/thanks/")

    def status_link(self) -> str:
        """The link of the order's own page, as the thank-you page gives it."""
        link = self.page.locator(".notice a").get_attribute("href")
        assert link
        return self.url.removesuffix("/en") + link

    def stations_passed(self) -> list[str]:
        """What has happened to the order, as its page says."""
        rows = self.page.locator(".track li.done")
        return [row.split("\n")[0].strip() for row in rows.all_inner_texts()]


@dataclass
class Staff:
    """Somebody who works in the console."""

    page: Page
    url: str
    email: str

    def sign_in(self) -> None:
        page = self.page
        page.goto(f"{self.url}/console/")
        page.fill("input[name=username]", self.email)
        page.fill("input[name=password]", PASSWORD)
        page.locator("input[name=password]").press("Enter")
        page.wait_for_url("**/console/")

    def open_order(self, number: str) -> None:
        self.page.goto(f"{self.url}/console/orders/number/{number}/")
        expect(self.page.locator("h1")).to_contain_text(number)

    def do(self, step: str, **fields: str) -> None:
        """Press the button of a step on the order's page, after filling in what it asks for."""
        form = self.page.locator(f"form[action$='/{step}/']")
        for name, text in fields.items():
            form.locator(f"[name={name}]").fill(text)
        form.locator("button").click()
        self.page.wait_for_load_state()

    def state(self) -> str:
        return self.page.locator(".b-badge").first.get_attribute("data-state") or ""
