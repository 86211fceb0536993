"""Every template keeps the markup contract, shown here with sample values and no database."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.template.loader import render_to_string
from django.utils.translation import override

from balcao.entrypoints import storefront
from tests.entrypoints.storefront import samples
from tests.entrypoints.storefront.outline import Outline

FOLDER = Path(storefront.__file__).parent / "templates"
TEMPLATES = sorted(FOLDER.rglob("*.html"))


def drawn(name: str, language: str = "pt-br") -> str:
    template, page = samples.PAGES[name]
    with override(language):
        context = {"shell": samples.shell(), "page": page(), "csrf_token": "token"}
        return render_to_string(f"storefront/{template}", context)


@pytest.mark.parametrize("name", sorted(samples.PAGES))
class TestPage:
    def test_keeps_the_markup_contract(self, name: str) -> None:
        assert Outline(drawn(name)).problems() == []

    def test_says_its_language_and_has_a_way_around_the_header(self, name: str) -> None:
        page = Outline(drawn(name))
        assert page.all("html")[0]["lang"] == "pt-BR"
        first = page.all("a")[0]
        assert first["href"] == "#main"
        assert page.all("main")[0]["id"] == "main"

    def test_needs_no_script_to_send_its_forms(self, name: str) -> None:
        for form in Outline(drawn(name)).all("form"):
            assert form.get("method") == "post" or form.get("role") == "search"


class TestTemplate:
    @pytest.mark.parametrize("path", TEMPLATES, ids=lambda p: p.name)
    def test_is_short_enough_to_be_read_at_once(self, path: Path) -> None:
        assert len(path.read_text("utf-8").splitlines()) <= 150

    def test_escapes_what_shoppers_and_merchants_write(self) -> None:
        with override("en"):
            html = render_to_string(
                "storefront/search.html",
                {
                    "shell": samples.shell(),
                    "page": samples.vm.ListingPage(
                        "x", "", "", (), query='"><script>alert(1)</script>'
                    ),
                },
            )
        assert "<script>alert" not in html
        assert "“&quot;&gt;&lt;script&gt;alert(1)" in html
