from __future__ import annotations

from dataclasses import replace

import pytest

from balcao.domains.customers.errors import BadAddress
from balcao.domains.drafts import errors
from balcao.domains.drafts.models import Draft, DraftLine
from balcao.domains.drafts.operations import (
    cancel_draft,
    change_draft,
    expire_quotes,
    give_terms,
    open_draft,
    override_price,
    take_back,
)
from balcao.domains.drafts.queries import count_drafts, draft_by_id, draft_by_token, drafts_page
from balcao.domains.drafts.values import DraftEdit, DraftUnits
from balcao.kernel.ids import new_id
from balcao.plumbing.audit import acting
from tests.domains.drafts.drafted import BY, WEEK, drafted, edit_of, priced_by_hand, quoted
from tests.shop import NOW, brl, open_shop

pytestmark = pytest.mark.django_db


@pytest.fixture
def shop():
    return open_shop()


class TestWriting:
    def test_keeps_what_was_typed(self, shop):
        draft = drafted(shop, ("CUP", 2), ("VASE-S", 1), note=" For the wedding ", codes=("A", "A"))
        assert draft.number.startswith("D-")
        assert [(one.variant_id, one.quantity) for one in draft.lines] == [
            (shop.variants["CUP"], 2), (shop.variants["VASE-S"], 1),
        ]  # fmt: skip
        assert (draft.said.note, draft.said.codes) == ("For the wedding", ("A",))
        assert draft_by_token(draft.token).id == draft.id
        assert draft.author == BY

    def test_may_be_begun_with_nothing(self, shop):
        made = open_draft(
            store_id=shop.store_id, currency="BRL", edit=DraftEdit(), author=BY, now=NOW
        )
        assert draft_by_id(made).lines == ()

    def test_merges_lines_and_keeps_prices_given_by_hand(self, shop):
        draft = priced_by_hand(shop, drafted(shop, ("CUP", 2)), "CUP", "30")
        edit = edit_of(shop, ("VASE-S", 1), ("CUP", 1), ("CUP", 4))
        version = change_draft(draft_id=draft.id, edit=edit, now=NOW, expected_version=2)
        vase, cup = draft_by_id(draft.id).lines
        assert version == 3
        assert (vase.unit, cup.unit, cup.quantity) == (None, brl("30"), 5)

    def test_tells_somebody_who_did_not_see_the_latest(self, shop):
        draft = drafted(shop)
        change_draft(draft_id=draft.id, edit=edit_of(shop, ("CUP", 2)), now=NOW)
        with pytest.raises(errors.DraftMoved):
            change_draft(
                draft_id=draft.id, edit=edit_of(shop, ("CUP", 9)), now=NOW, expected_version=1
            )
        assert draft_by_id(draft.id).lines[0].quantity == 2

    @pytest.mark.parametrize(
        ("changes", "field"),
        [
            ({"lines": (DraftUnits(new_id(), 0),)}, "lines"),
            ({"lines": (DraftUnits(new_id(), 1000),)}, "lines"),
            ({"lines": tuple(DraftUnits(new_id(), 1) for _ in range(101))}, "lines"),
            ({"codes": ("X",) * 11}, "codes"),
            ({"providers": ("x" * 41,)}, "providers"),
            ({"note": "x" * 2001}, "note"),
            ({"note": "a\0b"}, "note"),
            ({"tax_id": "1" * 21}, "tax_id"),
        ],
    )
    def test_refuses_too_much_of_something(self, shop, changes, field):
        with pytest.raises(errors.BadDraft) as refused:
            drafted(shop, **changes)
        assert list(refused.value.facts["fields"]) == [field]
        assert not Draft.objects.exists()

    def test_refuses_addresses_that_cannot_be_right(self, shop):
        with pytest.raises(BadAddress):
            drafted(shop, email="ana")

    def test_is_found_by_number_mail_and_state(self, shop):
        mine, _ = drafted(shop), drafted(shop, email="bia@example.com")
        assert [one.id for one in drafts_page(shop.store_id, text="ana@").items] == [mine.id]
        assert [one.id for one in drafts_page(shop.store_id, text=mine.number).items] == [mine.id]
        assert drafts_page(shop.store_id, states=["quoted"]).items == []
        assert count_drafts(shop.store_id) == {"draft": 2}

    def test_pages_through_all(self, shop):
        made = {drafted(shop).id for _ in range(5)}
        seen, cursor = set(), None
        while True:
            page = drafts_page(shop.store_id, cursor=cursor, limit=2)
            seen |= {one.id for one in page.items}
            cursor = page.next_cursor
            if cursor is None:
                break
        assert seen == made


class TestPricesByHand:
    def test_are_kept_with_who_and_why(self, shop):
        (line,) = priced_by_hand(shop, drafted(shop), "CUP", "30").lines
        assert (line.unit, line.by, line.reason) == (brl("30"), BY, "Old friend")

    def test_can_be_taken_away_again(self, shop):
        draft = priced_by_hand(shop, drafted(shop), "CUP", "30")
        override_price(
            draft_id=draft.id, variant_id=shop.variants["CUP"], unit=None, reason="", by=BY, now=NOW
        )
        (line,) = draft_by_id(draft.id).lines
        assert (line.unit, line.by, line.reason) == (None, "", "")

    @pytest.mark.parametrize(
        ("sku", "unit", "reason", "field"),
        [
            ("CUP", brl("30"), " ", "reason"),
            ("CUP", brl("30"), "x" * 301, "reason"),
            ("VASE-S", brl("30"), "why", "variant_id"),
            ("CUP", replace(brl("30"), currency="EUR"), "why", "unit"),
            ("CUP", replace(brl("30"), minor=-1), "why", "unit"),
        ],
    )
    def test_need_a_line_an_amount_and_a_reason(self, shop, sku, unit, reason, field):
        draft = drafted(shop)
        with pytest.raises(errors.BadOverride) as refused:
            override_price(
                draft_id=draft.id, variant_id=shop.variants[sku], unit=unit, reason=reason,
                by=BY, now=NOW,
            )  # fmt: skip
        assert refused.value.facts["field"] == field

    def test_of_the_whole_need_a_reason_too(self, shop):
        draft = drafted(shop)
        with pytest.raises(errors.BadOverride):
            give_terms(
                draft_id=draft.id, discount=brl("5"), shipping=None, reason="", by=BY, now=NOW
            )
        with pytest.raises(errors.BadOverride):
            give_terms(
                draft_id=draft.id, discount=brl("0"), shipping=brl("0"), reason="", by=BY, now=NOW
            )

    def test_are_in_the_trail(self, shop):
        draft = drafted(shop)
        with acting(BY, source="console"):
            priced_by_hand(shop, draft, "CUP", "30")
        (line,) = DraftLine.objects.filter(draft_id=draft.id)
        kept = line.__class__._meta.apps.get_model("drafts", "DraftLineAudit").objects
        latest = kept.filter(pgh_obj_id=line.pk).order_by("-pgh_id").first()
        assert latest.unit_minor == 3000
        assert latest.pgh_context.metadata["actor"] == BY


class TestLife:
    def test_a_sent_quote_is_not_edited_until_it_is_taken_back(self, shop):
        quote = quoted(drafted(shop))
        with pytest.raises(errors.WrongDraftState):
            change_draft(draft_id=quote.id, edit=edit_of(shop, ("CUP", 2)), now=NOW)
        take_back(draft_id=quote.id, now=NOW)
        change_draft(draft_id=quote.id, edit=edit_of(shop, ("CUP", 2)), now=NOW)
        assert draft_by_id(quote.id).state == "draft"

    def test_ends_for_good_when_cancelled(self, shop):
        draft = drafted(shop)
        cancel_draft(draft_id=draft.id, now=NOW)
        with pytest.raises(errors.WrongDraftState):
            take_back(draft_id=draft.id, now=NOW)
        with pytest.raises(errors.WrongDraftState):
            cancel_draft(draft_id=draft.id, now=NOW)

    def test_expires_by_the_clock_and_not_before(self, shop):
        quote = quoted(drafted(shop))
        assert expire_quotes(now=NOW + WEEK / 2) == 0
        assert quote.state_at(NOW + WEEK) == "expired"
        assert expire_quotes(now=NOW + WEEK) == 1
        assert draft_by_id(quote.id).state == "expired"
        assert expire_quotes(now=NOW + WEEK) == 0
