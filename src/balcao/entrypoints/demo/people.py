"""The invented shoppers of the demo shop, and how far their orders have come."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from balcao.domains.customers.values import Address

TRANSFER: Final = "bank_transfer"
CASH: Final = "cash_on_delivery"


@dataclass(frozen=True, slots=True)
class Story:
    """One order: who, when (before now), how it is paid and shipped, and where it ends."""

    email: str
    address: Address
    ago: timedelta
    ends: str
    units: tuple[int, ...]
    provider: str = TRANSFER
    rate: str = "standard"
    locale: str = "pt-br"
    note: str = ""


def _days(days: float) -> timedelta:
    return timedelta(days=days)


def _minutes(minutes: float) -> timedelta:
    return timedelta(minutes=minutes)


def _brazil(
    name: str, line1: str, district: str, city: str, region: str, code: str, phone: str = ""
) -> Address:
    return Address(
        name=name,
        line1=line1,
        district=district,
        city=city,
        region=region,
        postal_code=code,
        country="BR",
        phone=phone,
    )


STORIES: Final = (
    Story(
        "marina.alves@example.com",
        _brazil("Marina Alves", "Rua Harmonia, 312", "Vila Madalena", "São Paulo", "SP",
                "05435-000", "+55 11 95555-0101"),
        _days(13.6), "delivered", (2, 1),
    ),
    Story(
        "joao.pacheco@example.com",
        _brazil("João Pacheco", "Rua da Aurora, 85", "Boa Vista", "Recife", "PE", "50050-000"),
        _days(12.8), "delivered", (1, 1, 1), rate="express",
    ),
    Story(
        "emily.carter@example.com",
        Address(name="Emily Carter", line1="48 Bowery Lane", city="Portland", region="OR",
                postal_code="97205", country="US", phone="+1 503 555 0142"),
        _days(12.1), "delivered", (1, 2), rate="express", locale="en",
    ),
    Story(
        "tereza.lima@example.com",
        _brazil("Tereza Lima", "Avenida Oceânica, 1450", "Barra", "Salvador", "BA", "40140-130"),
        _days(10.4), "delivered", (3,), provider=CASH,
    ),
    Story(
        "davi.rocha@example.com",
        _brazil("Davi Rocha", "Rua Padre Eustáquio, 900", "Carlos Prates", "Belo Horizonte", "MG",
                "30710-580"),
        _days(9.2), "cancelled", (1,), note="Cliente desistiu: comprou a cor errada.",
    ),
    Story(
        "ines.ferreira@example.com",
        Address(name="Inês Ferreira", line1="Rua das Flores 27, 2.º Esq.", city="Porto",
                postal_code="4050-265", country="PT"),
        _days(7.7), "shipped", (1, 1),
    ),
    Story(
        "sofia.gutierrez@example.com",
        Address(name="Sofía Gutiérrez", line1="Thames 1820", city="Buenos Aires",
                region="Ciudad Autónoma de Buenos Aires", postal_code="C1414DDL", country="AR"),
        _days(6.3), "shipped", (2,), locale="en",
    ),
    Story(
        "luiza.menezes@example.com",
        _brazil("Luíza Menezes", "Rua Marquês de Olinda, 61", "Botafogo", "Rio de Janeiro", "RJ",
                "22251-040", "+55 21 95555-0177"),
        _days(5.1), "shipped", (1, 1, 2), rate="express",
        note="Presente: embrulhar em papel de seda e não incluir a nota com preços.",
    ),
    Story(
        "bruno.tavares@example.com",
        _brazil("Bruno Tavares", "Rua XV de Novembro, 700", "Centro", "Curitiba", "PR",
                "80020-310"),
        _days(3.9), "cancelled_paid", (1, 1),
        note="Chegou lascado ao ateliê; sem outra peça igual. Devolver o valor.",
    ),
    Story(
        "hannah.weiss@example.com",
        Address(name="Hannah Weiß", line1="Oranienstraße 185", city="Berlin",
                postal_code="10999", country="DE"),
        _days(2.8), "packed", (1, 1), rate="express", locale="en",
    ),
    Story(
        "pedro.sampaio@example.com",
        _brazil("Pedro Sampaio", "Rua Lauro Linhares, 589", "Trindade", "Florianópolis", "SC",
                "88036-001"),
        _days(1.9), "packed", (2,), provider=CASH, rate="express",
    ),
    Story(
        "camila.duarte@example.com",
        _brazil("Camila Duarte", "Quadra 308 Sul, Bloco C", "Asa Sul", "Brasília", "DF",
                "70355-030"),
        _days(1.2), "paid", (1, 3),
    ),
    Story(
        "otavio.brandao@example.com",
        _brazil("Otávio Brandão", "Rua dos Andradas, 1234", "Centro Histórico", "Porto Alegre",
                "RS", "90020-008"),
        _minutes(340), "paid", (1,), rate="express",
    ),
    Story(
        "renata.moura@example.com",
        _brazil("Renata Moura", "Rua Barão de Itapetininga, 88", "República", "São Paulo", "SP",
                "01042-001"),
        _minutes(205), "placed", (1, 1), provider=CASH,
    ),
    Story(
        "james.okafor@example.com",
        Address(name="James Okafor", line1="17 Calvert Avenue", city="London",
                postal_code="E2 7JP", country="GB"),
        _minutes(130), "placed", (1,), locale="en",
    ),
    Story(
        "yasmin.haddad@example.com",
        _brazil("Yasmin Haddad", "Rua Augusta, 2690", "Cerqueira César", "São Paulo", "SP",
                "01412-100", "+55 11 95555-0133"),
        _minutes(74), "placed", (2, 1),
    ),
    Story(
        "gustavo.pires@example.com",
        _brazil("Gustavo Pires", "Avenida Epitácio Pessoa, 3200", "Tambaú", "João Pessoa", "PB",
                "58045-000"),
        _minutes(22), "placed", (1, 1),
    ),
)  # fmt: skip
