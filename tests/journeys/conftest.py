"""A shop that is open: a server, a queue, a mailbox, staff, and a browser to visit it with."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import pytest
from django.contrib.auth.hashers import make_password
from django.urls import get_resolver
from playwright.sync_api import Browser, BrowserContext, sync_playwright

from balcao.domains.inventory.queries import level_of
from balcao.domains.inventory.values import Level
from balcao.domains.team.models import StaffMember
from balcao.domains.team.operations import add_staff
from balcao.domains.team.values import Role
from balcao.entrypoints.storefront import chrome, shelfmates, shell
from balcao.plumbing.outbox.relay import deliver_all
from tests import jobqueue
from tests.journeys.people import PASSWORD, Shopper, Staff
from tests.shop import Shop, open_shop

# Chromium must not phone home, and must run as root in a container.
SWITCHES = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="module")
def browser(browser_path: str) -> Iterator[Browser]:
    # Playwright keeps an event loop in this thread; our database calls are made between its steps.
    # Not for the whole session: other tests have loops of their own.
    assert get_resolver().url_patterns  # read before a page is waited for, as where it is served
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=browser_path, args=SWITCHES)
        yield browser
        browser.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@dataclass
class House:
    """The whole installation, as the people of a journey meet it."""

    shop: Shop
    url: str
    contexts: Callable[..., BrowserContext]

    def shopper(self, *, language: str = "pt-br", javascript: bool = True) -> Shopper:
        context = self.contexts(java_script_enabled=javascript, locale="pt-BR")
        return Shopper(context.new_page(), self.url + ("/en" if language == "en" else ""))

    def staff(self, role: Role) -> Staff:
        context = self.contexts(locale="en-US")
        return Staff(context.new_page(), self.url, f"{role.value}@example.com")

    def level(self, sku: str) -> Level:
        return level_of(self.shop.location_id, self.shop.variants[sku])

    def let_work_be_done(self) -> None:
        """What the worker process does in a moment: tell events, run jobs."""
        deliver_all(now=datetime.now(UTC))
        jobqueue.work_off()


@pytest.fixture(scope="session")
def hashed() -> str:
    """Everybody's password as it is kept; made once, for it takes its time on purpose."""
    return make_password(PASSWORD)


@pytest.fixture
def house(
    transactional_db: None, live_server: Any, browser: Browser, settings: Any, hashed: str
) -> Any:
    settings.EMAIL_BACKEND = "balcao.entrypoints.emails.keeping.KeepMail"
    settings.PUBLIC_URL = live_server.url
    _forget()
    jobqueue.empty()
    opened: list[BrowserContext] = []

    def contexts(**options: Any) -> BrowserContext:
        context = browser.new_context(viewport={"width": 1280, "height": 900}, **options)
        context.set_default_timeout(10_000)
        opened.append(context)
        return context

    now = datetime.now(UTC)
    shop = open_shop(now)
    for role in Role:
        email = f"{role.value}@example.com"
        add_staff(email=email, name=role.name.title(), role=role, password=None, now=now)
    StaffMember.objects.update(password=hashed)
    house = House(shop, live_server.url, contexts)
    house.let_work_be_done()
    yield house
    for context in opened:
        context.close()
    jobqueue.empty()
    _forget()


def _forget() -> None:
    for kept in (shell.STORES, chrome.SHELVES, chrome.DRAWN, shelfmates.SHELF_MATES):
        kept.forget()
