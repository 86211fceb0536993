"""A segment's rule as a sentence, in English and in Portuguese. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any, Final

from babel.dates import format_date
from babel.numbers import format_currency

from balcao.domains.customers.rules.matching import Rule
from balcao.kernel.money import Money

Names = Mapping[str, str]
WORDS: Final[Mapping[str, Mapping[str, str]]] = {
    "en": {
        "and": " and ",
        "or": " or ",
        "not": "not ({})",
        "at_least": "at least {}",
        "at_most": "at most {}",
        "between": "{} to {}",
        "orders": "{} orders",
        "spend": "spent {}",
        "within": " in the last {} days",
        "last_within": "last ordered within {} days",
        "last_before": "last ordered more than {} days ago",
        "first_since": "first ordered on or after {}",
        "first_until": "first ordered before {}",
        "place": "lives in {}",
        "bought": "bought {}",
        "tag": "has the tag {}",
    },
    "pt-br": {
        "and": " e ",
        "or": " ou ",
        "not": "não ({})",
        "at_least": "pelo menos {}",
        "at_most": "no máximo {}",
        "between": "{} a {}",
        "orders": "{} pedidos",
        "spend": "gastou {}",
        "within": " nos últimos {} dias",
        "last_within": "último pedido há no máximo {} dias",
        "last_before": "último pedido há mais de {} dias",
        "first_since": "primeiro pedido a partir de {}",
        "first_until": "primeiro pedido antes de {}",
        "place": "mora em {}",
        "bought": "comprou {}",
        "tag": "tem a etiqueta {}",
    },
}
LOCALES: Final = {"en": "en", "pt-br": "pt_BR"}


def in_words(rule: Rule, *, language: str, names: Names | None = None) -> str:
    """A checked rule as a sentence; ``names`` has titles of products and variants by their id."""
    language = language if language in WORDS else "en"
    said = _said(rule, language, names or {})
    return said[:1].upper() + said[1:] + "."


def ids_in(rule: Rule) -> set[str]:
    """The products and variants that a checked rule names."""
    inner = rule.get("of", [])
    nodes = [inner] if isinstance(inner, Mapping) else inner
    here = {*rule.get("products", ()), *rule.get("variants", ())}
    return here.union(*(ids_in(one) for one in nodes))


def _said(rule: Rule, language: str, names: Names) -> str:
    words, kind = WORDS[language], rule["kind"]
    if kind == "not":
        return words["not"].format(_said(rule["of"], language, names))
    if kind in ("all", "any"):
        parts = [
            f"({said})" if one["kind"] in ("all", "any") and len(one["of"]) > 1 else said
            for one in rule["of"]
            for said in [_said(one, language, names)]
        ]
        return words["and" if kind == "all" else "or"].join(parts)
    return LEAVES[kind](rule, language, names)


def _listed(values: Iterable[str], language: str) -> str:
    several = list(values)
    shown = several if len(several) <= 5 else [*several[:5], "…"]
    return WORDS[language]["or"].join(shown)


def _between(rule: Rule, low: str, high: str, language: str, show: Callable[[int], str]) -> str:
    words = WORDS[language]
    if low in rule and high in rule:
        return words["between"].format(show(rule[low]), show(rule[high]))
    name = "at_least" if low in rule else "at_most"
    return words[name].format(show(rule[low if low in rule else high]))


def _within(rule: Rule, language: str) -> str:
    return WORDS[language]["within"].format(rule["within_days"]) if "within_days" in rule else ""


def _orders(rule: Rule, language: str, _names: Names) -> str:
    number = _between(rule, "at_least", "at_most", language, str)
    return WORDS[language]["orders"].format(number) + _within(rule, language)


def _spend(rule: Rule, language: str, _names: Names) -> str:
    def amount(minor: int) -> str:
        money = Money(minor, rule["currency"])
        shown = format_currency(money.major, money.currency, locale=LOCALES[language])
        return str(shown).replace("\xa0", " ")

    between = _between(rule, "at_least_minor", "at_most_minor", language, amount)
    return WORDS[language]["spend"].format(between) + _within(rule, language)


def _last_order(rule: Rule, language: str, _names: Names) -> str:
    known = (("within_days", "last_within"), ("before_days", "last_before"))
    return WORDS[language]["and"].join(
        WORDS[language][word].format(rule[name]) for name, word in known if name in rule
    )


def _first_order(rule: Rule, language: str, _names: Names) -> str:
    known = (("since", "first_since"), ("until", "first_until"))

    def shown(text: str) -> str:
        return str(format_date(date.fromisoformat(text), "medium", locale=LOCALES[language]))

    return WORDS[language]["and"].join(
        WORDS[language][word].format(shown(rule[name])) for name, word in known if name in rule
    )


def _place(rule: Rule, language: str, _names: Names) -> str:
    parts = [
        _listed(rule[name], language) for name in ("cities", "regions", "countries") if name in rule
    ]
    return WORDS[language]["place"].format(", ".join(parts))


def _bought(rule: Rule, language: str, names: Names) -> str:
    ids = [*rule.get("products", ()), *rule.get("variants", ())]
    things = [*(names.get(one, one) for one in ids), *rule.get("brands", ())]
    return WORDS[language]["bought"].format(_listed(things, language)) + _within(rule, language)


def _tag(rule: Rule, language: str, _names: Names) -> str:
    return WORDS[language]["tag"].format(_listed(rule["any_of"], language))


LEAVES: Final[Mapping[str, Callable[[Any, str, Names], str]]] = {
    "orders": _orders,
    "spend": _spend,
    "last_order": _last_order,
    "first_order": _first_order,
    "place": _place,
    "bought": _bought,
    "tag": _tag,
}
