"""Goods are received, put away and looked up with a scanner that types."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from balcao.domains.catalog.models import Variant
from balcao.domains.inventory.operations import create_bins
from balcao.domains.inventory.queries import bins_of
from balcao.domains.team.values import Role
from tests.truth import assert_books_balance

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
EAN = "7891234567895"


@pytest.fixture
def floor(house):
    """The working pages, opened by somebody of the stock room."""
    Variant.objects.filter(sku="CUP").update(barcode=EAN)
    create_bins(store_id=house.shop.store_id, location_id=house.shop.location_id, codes="A-[01-02]")
    staff = house.staff(Role.STOCK)
    staff.sign_in()
    staff.page.set_viewport_size({"width": 390, "height": 844})
    staff.page.goto(f"{house.url}/console/floor/")
    return staff.page


def wedge(page: Page, code: str) -> None:
    """A scanner that types: all keys within milliseconds, then Enter, whatever has the focus."""
    page.evaluate(
        """code => {
            const press = key => {
                const target = document.activeElement || document.body;
                const event = new KeyboardEvent("keydown", {key, bubbles: true, cancelable: true});
                const goes = target.dispatchEvent(event);
                if (goes && key.length === 1 && "value" in target) target.value += key;
                if (goes && key === "Enter" && target.form) target.form.requestSubmit();
            };
            for (const key of [...code, "Enter"]) press(key);
        }""",
        code,
    )


def test_a_scanner_that_types_does_everything_but_press_the_last_button(house, floor):
    page = floor
    page.get_by_role("link", name="Receive").click()
    wedge(page, EAN)
    expect(page.get_by_role("heading", name="Receive")).to_be_visible()
    expect(page.locator("#units")).to_have_value("1")
    wedge(page, EAN)  # the focus is nowhere
    expect(page.locator("#units")).to_have_value("2")
    page.locator("#units").focus()
    wedge(page, f"0{EAN}")  # the focus is in the number, which must not become the code
    expect(page.locator("#units")).to_have_value("3")
    wedge(page, "VASE-S")
    expect(page.locator("#say")).to_contain_text("something else")
    expect(page.locator("#units")).to_have_value("3")
    page.get_by_role("button", name="Receive").click()
    expect(page.get_by_role("status")).to_contain_text("Received 3 × CUP")
    assert house.level("CUP").on_hand == 103

    page.goto(f"{house.url}/console/floor/put-away/")
    wedge(page, EAN)
    expect(page.locator("label.f-ask")).to_have_text("Where does it go?")
    wedge(page, "a-02")
    page.locator("#units").fill("20")
    page.get_by_role("button", name="Put away").click()
    expect(page.get_by_role("status")).to_contain_text("Put 20 × CUP into A-02")
    lying = bins_of(house.shop.store_id, house.shop.variants["CUP"])
    assert [(line.bin, line.quantity) for line in lying] == [("A-02", 20)]
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("status")).to_contain_text("Undone")
    assert bins_of(house.shop.store_id, house.shop.variants["CUP"]) == []
    assert_books_balance()


def test_a_form_stays_filled_in_without_a_network(house, floor):
    page = floor
    page.goto(f"{house.url}/console/floor/receive/?code={EAN}")
    page.locator("#units").fill("7")
    page.context.set_offline(True)
    expect(page.locator("#offline")).to_be_visible()
    page.get_by_role("button", name="Receive").click()
    expect(page.locator("#units")).to_have_value("7")
    page.context.set_offline(False)
    page.get_by_role("button", name="Receive").click()
    expect(page.get_by_role("status")).to_contain_text("Received 7")
    assert house.level("CUP").on_hand == 107


def test_every_target_is_large_enough_for_a_thumb(house, floor):
    for path in ("", f"receive/?code={EAN}", "put-away/", f"lookup/?code={EAN}", "place/"):
        floor.goto(f"{house.url}/console/floor/{path}")
        for target in floor.locator("main a:visible, main button:visible, header a").all():
            box = target.bounding_box()
            assert box and box["height"] >= 48, (path, target.inner_text())
            assert box["width"] >= 48, (path, target.inner_text())
        assert floor.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), path
