"""A rule in plain words, in English and Brazilian Portuguese. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from balcao.domains.promotions.rules.fields import Document
from balcao.domains.promotions.rules.kinds import BENEFITS, CONDITIONS
from balcao.domains.promotions.rules.speech import Speaker
from balcao.domains.promotions.rules.texts import TEXTS

NO_NAMES: Final[Mapping[str, str]] = MappingProxyType({})
MEASURES: Final = {
    "quantity": ("at_least", "at_most"),
    "subtotal": ("at_least_minor", "at_most_minor"),
    "weight": ("at_least_grams", "at_most_grams"),
}


def in_words(
    rule: Document, *, language: str, currency: str, names: Mapping[str, str] = NO_NAMES
) -> str:
    """A checked rule as a sentence.

    :param language: ``pt-br`` or ``en``; anything else is English.
    :param names: of products, categories, segments and so on, by what the rule calls them.
    """
    speaker = Speaker(language if language in TEXTS else "en", currency, TEXTS, names)
    said = benefit_words(speaker, rule["then"])
    if rule.get("when"):
        said = speaker.say("if", what=said, when=condition_words(speaker, rule["when"]))
    parts = [said]
    if "at_most_minor" in rule:
        parts.append(speaker.say("at_most", most=speaker.money(rule["at_most_minor"])))
    stacking = rule.get("stacking") or {}
    parts += [speaker.say(key) for key in ("exclusive", "no_other_codes") if stacking.get(key)]
    if stacking.get("group"):
        parts.append(speaker.say("in_group", group=stacking["group"]))
    whole = "; ".join(parts)
    return f"{whole[:1].upper()}{whole[1:]}."


def lines_words(speaker: Speaker, document: Document | None) -> str:
    """Which lines a selector means."""
    if document is None:
        return speaker.say("every_item")
    kind = document["kind"]
    if kind in {"all", "any"}:
        parts = [lines_words(speaker, one) for one in document["of"]]
        return speaker.joined(parts, "and" if kind == "all" else "or")
    if kind == "not":
        return speaker.say("except", what=lines_words(speaker, document["of"]))
    if kind == "unit_price":
        return _limits(speaker, document, "unit_price", ("at_least_minor", "at_most_minor"))
    told = CONDITIONS[kind].words
    if told is not None:
        return told(document, speaker.language)
    name, keys = document.get("name", ""), document.get("in", ())
    return speaker.say(kind, name=name, names=speaker.listed(keys))


def condition_words(speaker: Speaker, document: Document) -> str:
    """When a condition holds."""
    kind = document["kind"]
    if kind in {"all", "any"}:
        parts = [condition_words(speaker, one) for one in document["of"]]
        return speaker.joined(parts, "and" if kind == "all" else "or")
    if kind == "not":
        return speaker.say("not", what=condition_words(speaker, document["of"]))
    told = CONDITIONS[kind].words
    if told is not None:
        return told(document, speaker.language)
    if CONDITIONS[kind].selector is not None:
        return speaker.say("in_cart", what=lines_words(speaker, document))
    return _measured(speaker, document) if kind in MEASURES else _around(speaker, document)


def _around(speaker: Speaker, document: Document) -> str:
    kind = document["kind"]
    if kind == "weekday":
        return speaker.say(kind, names=speaker.days(document["in"]))
    if kind == "nth_order" and document.get("every"):
        kind = "every_nth"
    return speaker.say(
        kind,
        names=speaker.listed(document.get("in", ())),
        count=document.get("n", document.get("at_least", 1)),
        start=document.get("from"),
        end=document.get("until"),
    )


def _measured(speaker: Speaker, document: Document) -> str:
    kind = document["kind"]
    what = speaker.say(kind)
    if "on" in document:
        what = speaker.say("of_lines", what=what, lines=lines_words(speaker, document["on"]))
    return _limits(speaker, document, "sum", MEASURES[kind], what=what)


def _limits(
    speaker: Speaker, document: Document, text: str, keys: tuple[str, str], **parts: object
) -> str:
    sizes = {
        name: _size(speaker, key, document[key])
        for name, key in zip(("least", "most"), keys, strict=True)
        if key in document
    }
    both = "between" if len(sizes) == 2 else "from" if "least" in sizes else "to"
    return speaker.say(f"{text}_{both}", **sizes, **parts)


def _size(speaker: Speaker, key: str, size: int) -> str:
    if key.endswith("_minor"):
        return speaker.money(size)
    count = speaker.number(size)
    return speaker.say("grams", count=count) if key.endswith("_grams") else count


def benefit_words(speaker: Speaker, document: Document) -> str:
    """What a benefit gives."""
    kind = document["kind"]
    told = BENEFITS[kind].words
    if told is not None:
        return told(document, speaker.language)
    return SAID[kind](speaker, document)


def off_words(speaker: Speaker, document: Document, amount: str = "off_amount") -> str:
    """What comes off a unit."""
    if "price_minor" in document:
        return speaker.say("off_price", off=speaker.money(document["price_minor"]))
    if "amount_minor" in document:
        return speaker.say(amount, off=speaker.money(document["amount_minor"]))
    points = document.get("basis_points", 10_000)
    if points == 10_000:
        return speaker.say("free")
    return speaker.say("off_percent", off=speaker.percent(points))


def _limited(speaker: Speaker, document: Document, said: str) -> str:
    notes = []
    if "at_most_units" in document:
        pick = document.get("pick", "dearest")
        notes.append(speaker.say(f"limit_{pick}", count=document["at_most_units"]))
    if document.get("step_units", 1) > 1:
        notes.append(speaker.say("limit_step", count=document["step_units"]))
    return _noted(speaker, document, said, notes)


def _noted(speaker: Speaker, document: Document, said: str, notes: list[str]) -> str:
    if "at_most_times" in document:
        notes.append(speaker.say("times", count=document["at_most_times"]))
    return f"{said} ({', '.join(notes)})" if notes else said


def _off_lines(speaker: Speaker, document: Document) -> str:
    kind = document["kind"]
    is_percent = kind == "percent"
    per = document.get("per", "line")
    off = (
        speaker.percent(document["basis_points"])
        if is_percent
        else speaker.money(document["amount_minor"])
    )
    lines = lines_words(speaker, document.get("on"))
    return _limited(speaker, document, speaker.say(f"{kind}_{per}", off=off, lines=lines))


def _priced(speaker: Speaker, document: Document) -> str:
    lines, price = lines_words(speaker, document.get("on")), speaker.money(document["price_minor"])
    return _limited(speaker, document, speaker.say(document["kind"], lines=lines, price=price))


def _tiered(speaker: Speaker, document: Document) -> str:
    tiers = "; ".join(
        speaker.say("tier", count=one["at_least"], off=off_words(speaker, one))
        for one in document["tiers"]
    )
    return speaker.say("tiered", lines=lines_words(speaker, document.get("on")), tiers=tiers)


def _spend(speaker: Speaker, document: Document) -> str:
    lines = lines_words(speaker, document.get("on"))
    if "every_minor" in document:
        off, least = (speaker.money(document[key]) for key in ("amount_minor", "every_minor"))
        said = speaker.say("every_minor", off=off, least=least, lines=lines)
        return _noted(speaker, document, said, [])
    steps = "; ".join(
        speaker.say(
            "step",
            least=speaker.money(one["at_least_minor"]),
            off=off_words(speaker, one, "off_money"),
        )
        for one in document["steps"]
    )
    return speaker.say("spend_save", lines=lines, tiers=steps)


def _buy_get(speaker: Speaker, document: Document) -> str:
    buy, get, pick = document["buy"], document["get"], document.get("pick", "cheapest")
    said = speaker.say(
        "buy_get_of" if "on" in get else "buy_get",
        count=buy["quantity"],
        lines=lines_words(speaker, buy.get("on")),
        more=get["quantity"],
        others=lines_words(speaker, get.get("on")),
        off=off_words(speaker, get),
    )
    notes = [] if pick == "cheapest" else [speaker.say(f"pick_{pick}")]
    return _noted(speaker, document, said, notes)


def _bundle(speaker: Speaker, document: Document) -> str:
    parts = [
        speaker.say("part", count=one["quantity"], lines=lines_words(speaker, one.get("on")))
        for one in document["parts"]
    ]
    price = speaker.money(document["price_minor"])
    said = speaker.say("bundle_price", parts=speaker.joined(parts, "and"), price=price)
    return _noted(speaker, document, said, [])


def _gift(speaker: Speaker, document: Document) -> str:
    name, count = speaker.name(document["variant"]), document.get("quantity", 1)
    return speaker.say("gift", count=count, name=name)


SAID: Final[Mapping[str, Callable[[Speaker, Document], str]]] = {
    "percent": _off_lines,
    "amount": _off_lines,
    "fixed_price": _priced,
    "shipping_price": _priced,
    "free_shipping": lambda speaker, _: speaker.say("free_shipping"),
    "tiered": _tiered,
    "spend_save": _spend,
    "buy_get": _buy_get,
    "bundle_price": _bundle,
    "gift": _gift,
}
