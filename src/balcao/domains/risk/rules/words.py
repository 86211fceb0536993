"""Why an order looks risky, in the words of staff; in English and Portuguese. Pure."""

from __future__ import annotations

from typing import Final

from balcao.domains.risk.values import Reason, Rule

R = Rule
ENGLISH: Final[dict[Rule, str]] = {
    R.FIRST_ORDER: "First order by this mail address",
    R.MAIL_OFTEN: "{seen} orders by this mail address within a day",
    R.ADDRESS_SHARED: "{seen} mail addresses sent to this postal address within a day",
    R.NETWORK_SHARED: "{seen} mail addresses from the same network within a day",
    R.DEVICE_SHARED: "{seen} mail addresses from the same device within a day",
    R.ABROAD: "Goes to another country than the shop's",
    R.COUNTRY_CHANGED: "Earlier orders of this shopper went to another country",
    R.DISPOSABLE_MAIL: "The mail address is a disposable one",
    R.HIGH_VALUE: "{seen} times what nine of ten orders cost at most",
    R.MANY_OF_ONE: "{seen} pieces of one variant",
    R.DECLINES: "{seen} declined payments from here within a day before",
}
PORTUGUESE: Final[dict[Rule, str]] = {
    R.FIRST_ORDER: "Primeiro pedido deste e-mail",
    R.MAIL_OFTEN: "{seen} pedidos deste e-mail em um dia",
    R.ADDRESS_SHARED: "{seen} e-mails enviaram para este endereço em um dia",
    R.NETWORK_SHARED: "{seen} e-mails da mesma rede em um dia",
    R.DEVICE_SHARED: "{seen} e-mails do mesmo aparelho em um dia",
    R.ABROAD: "Vai para outro país que não o da loja",
    R.COUNTRY_CHANGED: "Pedidos anteriores deste cliente foram para outro país",
    R.DISPOSABLE_MAIL: "O e-mail é descartável",
    R.HIGH_VALUE: "{seen} vezes o que custam no máximo nove de dez pedidos",
    R.MANY_OF_ONE: "{seen} unidades de uma variante",
    R.DECLINES: "{seen} pagamentos recusados daqui no dia anterior",
}


def said(reason: Reason, language: str) -> str:
    """One rule's words; English for a language that is not known."""
    words = PORTUGUESE if language.lower().startswith("pt") else ENGLISH
    return words[reason.rule].format(seen=reason.seen)


def title_of(rule: Rule) -> str:
    """What a rule is called where its weight is set."""
    return ENGLISH[rule].format(seen="Many")
