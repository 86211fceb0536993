"""The shop speaks whole sentences in every language it offers."""

from __future__ import annotations

import pytest
from django.utils.translation import gettext, ngettext, override

from balcao.entrypoints.storefront import messages

HINT = "Run: python -m balcao.entrypoints.storefront.messages"


@pytest.mark.parametrize("language", messages.LANGUAGES)
class TestCatalog:
    def test_has_every_message_of_the_code_and_no_other(self, language: str) -> None:
        kept = {str(m.id) for m in messages.catalog_of(language) if m.id}
        assert kept == {str(m.id) for m in messages.collect() if m.id}, HINT

    def test_leaves_nothing_untranslated_or_guessed(self, language: str) -> None:
        assert messages.missing(messages.catalog_of(language)) == []

    def test_keeps_every_placeholder(self, language: str) -> None:
        catalog = messages.catalog_of(language)
        assert [(m.id, list(map(str, m.check(catalog)))) for m in catalog if any(m.check())] == []

    def test_is_compiled_from_what_is_kept(self, language: str) -> None:
        kept = messages.compiled(messages.catalog_of(language))
        assert messages.mo_path(language).read_bytes() == kept, HINT

    def test_is_what_shoppers_read_whatever_other_apps_translate(self, language: str) -> None:
        code = language.lower().replace("_", "-")
        kept = [m for m in messages.catalog_of(language) if m.id]
        with override(code):
            read = {m.id: _read(m.id) for m in kept}
        assert read == {m.id: m.string for m in kept}


def _read(message: str | tuple[str, str]) -> str | tuple[str, str]:
    if isinstance(message, tuple):
        return ngettext(*message, 1), ngettext(*message, 2)
    return gettext(message)
