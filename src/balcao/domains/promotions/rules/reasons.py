"""A verdict in plain words: why a promotion applied, or what is missing. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from balcao.domains.promotions.rules.speech import Speaker, money_text
from balcao.domains.promotions.rules.texts import TEXTS
from balcao.domains.promotions.rules.words import NO_NAMES, condition_words, lines_words
from balcao.domains.promotions.values import Verdict

EN: Final = {
    "applied": "Applied: {amount_minor} off.",
    "applied_gift": "Applied: a gift comes with it.",
    "not_started": "Starts on {from}.",
    "ended": "Ended on {until}.",
    "needs_code": "Enter its code.",
    "other_currency": "Only for purchases in {currency}.",
    "used_up": "Used up.",
    "used_up_by_shopper": "You have used it as often as it may be used.",
    "used_up_today": "Used up for today.",
    "budget_used_up": "What was set aside for it is used up.",
    "empty_cart": "The cart is empty.",
    "not_in_cart": "The cart lacks {wanted}.",
    "excluded": "Does not apply because {by}.",
    "no_matching_lines": "Nothing in the cart takes part.",
    "quantity_too_low": "{missing_quantity} more.",
    "quantity_too_high": "{over_quantity} too many.",
    "subtotal_too_low": "{missing_minor} more.",
    "subtotal_too_high": "{over_minor} too much.",
    "weight_too_low": "{missing_grams} g more.",
    "weight_too_high": "{over_grams} g too much.",
    "bundle_incomplete": "{missing_quantity} more for the set.",
    "reward_not_in_cart": "Put {missing_quantity} more of what is reduced into the cart.",
    "not_in_group": "Only for {groups}.",
    "other_store": "Not in this store.",
    "other_country": "Only for addresses in {countries}.",
    "other_region": "Only for addresses in {regions}.",
    "other_shipping": "Only with shipping by {shipping}.",
    "other_payment": "Only with payment by {payment}.",
    "too_few_orders": "After {missing_orders} more orders.",
    "too_many_orders": "Only for shoppers with at most {at_most_orders} orders before.",
    "first_only": "Only for the first order.",
    "not_nth_order": "After {missing_orders} more orders.",
    "other_weekday": "Only on {weekdays}.",
    "other_hour": "Only from {from} to {until}.",
    "shipping_unknown": "Choose how it is shipped.",
    "gift_out_of_stock": "The gift is out of stock.",
    "gives_nothing": "Would take nothing off this cart.",
    "lost_to_another": "Not together with “{lost_to_name}”.",
    "rule_not_readable": "Its rule uses a kind that is not installed.",
    "nothing_left": "Other promotions already take everything off.",
}
PT: Final = {
    "applied": "Aplicada: {amount_minor} de desconto.",
    "applied_gift": "Aplicada: vem um brinde.",
    "not_started": "Começa em {from}.",
    "ended": "Terminou em {until}.",
    "needs_code": "Informe o cupom.",
    "other_currency": "Só para compras em {currency}.",
    "used_up": "Esgotada.",
    "used_up_by_shopper": "Você já usou o máximo de vezes.",
    "used_up_today": "Esgotada por hoje.",
    "budget_used_up": "A verba da promoção acabou.",
    "empty_cart": "O carrinho está vazio.",
    "not_in_cart": "Falta no carrinho: {wanted}.",
    "excluded": "Não vale porque {by}.",
    "no_matching_lines": "Nada no carrinho participa.",
    "quantity_too_low": "Faltam {missing_quantity} unidades.",
    "quantity_too_high": "{over_quantity} unidades a mais.",
    "subtotal_too_low": "Faltam {missing_minor}.",
    "subtotal_too_high": "{over_minor} a mais.",
    "weight_too_low": "Faltam {missing_grams} g.",
    "weight_too_high": "{over_grams} g a mais.",
    "bundle_incomplete": "Faltam {missing_quantity} unidades para o conjunto.",
    "reward_not_in_cart": "Coloque no carrinho mais {missing_quantity} do que tem desconto.",
    "not_in_group": "Só para {groups}.",
    "other_store": "Não vale nesta loja.",
    "other_country": "Só para endereços em {countries}.",
    "other_region": "Só para endereços em {regions}.",
    "other_shipping": "Só com envio por {shipping}.",
    "other_payment": "Só com pagamento por {payment}.",
    "too_few_orders": "Depois de mais {missing_orders} pedidos.",
    "too_many_orders": "Só para quem fez até {at_most_orders} pedidos antes.",
    "first_only": "Só no primeiro pedido.",
    "not_nth_order": "Depois de mais {missing_orders} pedidos.",
    "other_weekday": "Só em {weekdays}.",
    "other_hour": "Só das {from} às {until}.",
    "shipping_unknown": "Escolha a forma de envio.",
    "gift_out_of_stock": "O brinde está esgotado.",
    "gives_nothing": "Não daria desconto neste carrinho.",
    "lost_to_another": "Não acumula com “{lost_to_name}”.",
    "rule_not_readable": "A regra usa um tipo que não está instalado.",
    "nothing_left": "Outras promoções já descontam tudo.",
}
REASONS: Final = {"en": EN, "pt-br": PT}


def reason_in_words(
    verdict: Verdict, language: str, currency: str, names: Mapping[str, str] = NO_NAMES
) -> str:
    """Why a promotion applied, or what is missing, as a sentence.

    A kind of condition from outside says it in ``says`` of its facts, by language.
    """
    language = language if language in REASONS else "en"
    facts: Mapping[str, Any] = verdict.facts
    says = facts.get("says")
    if isinstance(says, Mapping) and says:
        return str(says.get(language) or next(iter(says.values())))
    speaker = Speaker(language, currency, TEXTS, names)
    parts = {key: _told(speaker, key, value) for key, value in facts.items()}
    return REASONS[language].get(_text(verdict), verdict.reason).format(**parts)


def _text(verdict: Verdict) -> str:
    if verdict.applied and not verdict.facts.get("amount_minor"):
        return "applied_gift"
    if verdict.reason == "too_many_orders" and verdict.facts.get("at_most_orders") == 0:
        return "first_only"
    return verdict.reason


def _told(speaker: Speaker, key: str, value: Any) -> str:
    if key.endswith("_minor"):
        return money_text(value, speaker.currency, speaker.language)
    if key in TELL:
        return TELL[key](speaker, value)
    return speaker.listed(value) if isinstance(value, list) else str(value)


def _moment(speaker: Speaker, value: str) -> str:
    return speaker.date(value) if len(value) > len("24:00") else value


TELL: Final[Mapping[str, Callable[[Speaker, Any], str]]] = {
    "weekdays": Speaker.days,
    "wanted": lines_words,
    "by": condition_words,
    "from": _moment,
    "until": _moment,
}
