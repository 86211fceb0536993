"""Numbers, amounts, days and lists as a language writes them. Pure; Babel's answers are kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from functools import lru_cache

from babel import Locale
from babel.dates import format_date, get_day_names
from babel.numbers import format_currency, format_decimal, format_percent

from balcao.domains.promotions.rules.fields import DAYS
from balcao.kernel.money import Money

Texts = Mapping[str, Mapping[str, str]]


@lru_cache(maxsize=8)
def locale_of(language: str) -> Locale:
    """Babel's locale of ``pt-br`` or ``en``."""
    return Locale.parse(language.replace("-", "_"))


@lru_cache(maxsize=4_096)
def money_text(minor: int, currency: str, language: str) -> str:
    """An amount of minor units with its sign."""
    if not currency:
        return str(minor)
    return format_currency(Money(minor, currency).major, currency, locale=locale_of(language))


@dataclass(frozen=True, slots=True)
class Speaker:
    """Says things in ``pt-br`` or ``en``; ``names`` are names by id or code."""

    language: str
    currency: str
    texts: Texts
    names: Mapping[str, str] = field(default_factory=dict)

    def say(self, text: str, **parts: object) -> str:
        """A text of the language with its parts filled in."""
        return self.texts[self.language][text].format(**parts)

    def money(self, minor: int) -> str:
        """An amount in the promotion's currency."""
        return money_text(minor, self.currency, self.language)

    def percent(self, basis_points: int) -> str:
        """A percentage with as many decimals as it needs."""
        share = Decimal(basis_points) / 10_000
        return format_percent(share, format="#,##0.##%", locale=locale_of(self.language))

    def number(self, count: float) -> str:
        """A number."""
        return format_decimal(count, locale=locale_of(self.language))

    def name(self, key: object) -> str:
        """The name of what has this id or code; itself, where it has none."""
        return self.names.get(str(key), str(key))

    def listed(self, keys: Sequence[object]) -> str:
        """Names with an “or”."""
        return self.joined([self.name(key) for key in keys], "or")

    def joined(self, parts: Sequence[str], word: str) -> str:
        """Parts with commas, and a word before the last."""
        if len(parts) < 2:
            return "".join(parts)
        return f"{', '.join(parts[:-1])} {self.say(word)} {parts[-1]}"

    def days(self, days: Sequence[str]) -> str:
        """Days of the week with an “or”."""
        names = get_day_names("wide", locale=locale_of(self.language))
        return self.joined([names[DAYS.index(day)] for day in days], "or")

    def date(self, moment: str) -> str:
        """A day, from an ISO 8601 moment."""
        day = datetime.fromisoformat(moment)
        return format_date(day, "long", locale=locale_of(self.language))
