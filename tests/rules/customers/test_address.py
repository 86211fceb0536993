from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from balcao.domains.customers.errors import BadAddress
from balcao.domains.customers.rules import check_address, check_email
from balcao.domains.customers.values import Address

ANA = Address(
    name=" Ana  Souza ",
    line1="Rua Augusta, 100",
    city="São Paulo",
    region="são paulo",
    postal_code="01310-100",
    country="br",
)


def wrong(**changes: str) -> dict[str, str]:
    with pytest.raises(BadAddress) as refusal:
        check_address(replace(ANA, **changes))
    return refusal.value.facts["fields"]


class TestCheckAddress:
    def test_writes_it_as_the_country_does(self):
        clean = check_address(ANA)
        assert (clean.name, clean.region, clean.country) == ("Ana Souza", "SP", "BR")

    @pytest.mark.parametrize(
        ("changes", "fields"),
        [
            ({"name": "  "}, {"name"}),
            ({"line1": ""}, {"line1"}),
            ({"region": "Atlantis"}, {"region"}),
            ({"postal_code": "123"}, {"postal_code"}),
            ({"postal_code": "01310-100\n99999-999; DROP"}, {"postal_code"}),
            ({"country": ""}, {"country"}),
            ({"country": "XX"}, {"country"}),
            ({"country": "../br"}, {"country"}),
            ({"name": "A" * 201}, {"name"}),
            ({"name": "", "city": "", "postal_code": ""}, {"name", "city", "postal_code"}),
        ],
    )
    def test_names_every_wrong_field(self, changes, fields):
        assert set(wrong(**changes)) == fields

    def test_asks_for_no_region_where_a_country_has_none(self):
        berlin = Address(
            name="Eva", line1="Torstraße 1", city="Berlin", postal_code="10119", country="DE"
        )
        assert check_address(berlin).postal_code == "10119"

    @given(st.builds(Address, *[st.text(max_size=40)] * 9))
    def test_accepts_or_refuses_and_never_stumbles(self, address):
        try:
            clean = check_address(address)
        except BadAddress as refusal:
            assert refusal.facts["fields"]
        else:
            assert check_address(clean) == clean


class TestCheckEmail:
    def test_lowers_the_case(self):
        assert check_email(" Ana@Example.COM ") == "ana@example.com"

    @pytest.mark.parametrize(
        "text",
        ["", "ana", "ana@", "@x.y", "a b@c.d", "a@b@c.d", "a@b", "a@b..c", "x" * 251 + "@a.b"],
    )
    def test_refuses_what_cannot_be_one(self, text):
        with pytest.raises(BadAddress):
            check_email(text)
