"""Promotions in the console: a form that grows, says what is wrong, and loses nothing."""

from __future__ import annotations

import json
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from balcao.domains.catalog.models import Category
from balcao.domains.promotions.models import Batch, Code, Promotion
from tests.domains.promotions.promoted import promoted
from tests.offers import offer, percent
from tests.shop import Shop

pytestmark = pytest.mark.django_db
NEW = "/console/promotions/build/"
BASE = {
    "name": "Weekends",
    "currency": "BRL",
    "key": "k" * 20,
    "version": "0",
    "rule/then/kind": "percent",
    "rule/then/per": "line",
    "rule/then/basis_points": "20",
    "rule/when/kind": "all",
}


def text(answer: object) -> str:
    return answer.content.decode()  # type: ignore[attr-defined]


def page(promotion_id: object, name: str = "") -> str:
    return f"/console/promotions/{promotion_id}/{name}"


class TestTheForm:
    def test_begins_with_the_fields_of_the_kind_that_was_chosen(self, owner: Client) -> None:
        for start in ("percent", "amount", "buy_get", "gift", "tiered", "bundle_price"):
            answer = owner.get("/console/promotions/new/", {"start": start})
            assert f'<option value="{start}" selected>' in text(answer)

    def test_grows_by_a_condition_and_offers_names(self, owner: Client) -> None:
        answer = owner.post(NEW, {**BASE, "add/then/on": "category"})
        category = Category.objects.get()
        assert f'name="rule/then/on/of/0/in" value="{category.pk}"' in text(answer)
        assert "Cerâmica" in text(answer)
        assert not Promotion.objects.exists()

    def test_saves_what_was_typed_once_however_often_it_is_sent(self, owner: Client) -> None:
        typed = {
            **BASE,
            "do": "save",
            "rule/then/on/kind": "all",
            "rule/then/on/of/0/kind": "category",
            "rule/then/on/of/0/in": str(Category.objects.get().pk),
            "rule/when/of/0/kind": "returning",
            "rule/when/of/1/kind": "weekday",
            "rule/when/of/1/in": ["sat", "sun"],
            "rule/stacking/no_other_codes": "1",
            "rule/at_most_minor": "50,00",
            "budget": "1000",
            "ends_at": "2030-01-01T00:00",
        }
        answers = [owner.post(NEW, typed) for _ in range(2)]
        assert [one.status_code for one in answers] == [303, 303]
        row = Promotion.objects.get()
        assert row.rule["then"]["basis_points"] == 2000
        assert row.rule["at_most_minor"] == 5000
        assert row.rule["when"]["of"][1] == {"kind": "weekday", "in": ["sat", "sun"]}
        assert row.budget_minor == 100_000
        assert row.ends_at.isoformat() == "2030-01-01T03:00:00+00:00"
        shown = text(owner.get(page(row.pk)))
        assert "20% off the category Cerâmica" in shown
        assert "20% de desconto" in shown

    def test_says_what_is_wrong_beside_the_field(self, owner: Client) -> None:
        typed = {**BASE, "do": "save", "rule/when/of/0/kind": "weekday", "rule/at_most_minor": "x"}
        answer = owner.post(NEW, typed)
        assert answer.status_code == 422
        assert "Write an amount such as 12.50." in text(answer)
        answer = owner.post(NEW, {**typed, "rule/at_most_minor": ""})
        assert answer.status_code == 422
        assert "Fill this in." in text(answer)
        assert not Promotion.objects.exists()

    def test_takes_a_condition_out(self, owner: Client) -> None:
        typed = {**BASE, "rule/when/of/0/kind": "first_order", "rule/when/of/1/kind": "on_sale"}
        answer = text(owner.post(NEW, {**typed, "do": "drop:/when/of/0"}))
        assert 'name="rule/when/of/0/kind" value="on_sale"' in answer
        assert "rule/when/of/1/kind" not in answer

    def test_nests_groups_and_says_the_sentence(self, owner: Client) -> None:
        typed = {
            **BASE,
            "rule/when/of/0/kind": "not",
            "rule/when/of/0/of/kind": "any",
            "rule/when/of/0/of/of/0/kind": "first_order",
            "do": "words",
        }
        assert "not so that it is the shopper&#x27;s first order" in text(owner.post(NEW, typed))

    def test_shows_and_takes_the_document(self, owner: Client) -> None:
        shown = text(owner.post(NEW, {**BASE, "do": "json"}))
        assert "&quot;basis_points&quot;: 2000" in shown
        wrong = {**BASE, "do": "save", "document": '{"then": {"kind": "no"}}'}
        answer = owner.post(NEW, wrong)
        assert answer.status_code == 422
        assert "/then/kind" in text(answer)
        answer = owner.post(NEW, {**wrong, "document": "{nonsense"})
        assert "This is not JSON" in text(answer)
        good = json.dumps(percent(700))
        assert owner.post(NEW, {**wrong, "document": good}).status_code == 303
        assert Promotion.objects.get().rule["then"]["basis_points"] == 700

    def test_keeps_a_kind_it_does_not_know_as_json(self, owner: Client) -> None:
        typed = {
            **BASE,
            "rule/when/of/0/kind": "even_units",
            "rule/when/of/0:json": '{"kind": "even_units", "at_least": 4}',
        }
        shown = text(owner.post(NEW, {**typed, "do": "check"}))
        assert "&quot;at_least&quot;: 4" in shown
        assert "This kind is not known." in shown

    def test_refuses_to_save_over_somebody_elses_change(self, owner: Client, shop: Shop) -> None:
        key = promoted(shop)["promotion_id"]
        typed = {**BASE, "do": "save", "version": "1"}
        assert owner.post(page(key, "build/"), typed).status_code == 303
        late = owner.post(page(key, "build/"), {**typed, "name": "Late"})
        assert late.status_code == 422
        assert "Somebody else changed this promotion" in text(late)
        assert Promotion.objects.get(pk=key).name == "Weekends"

    def test_opens_what_was_written_elsewhere_without_loss(self, owner: Client, shop: Shop) -> None:
        rule = {"then": {"kind": "tiered", "tiers": [{"at_least": 3, "amount_minor": 500}]}}
        key = offer(shop, rule, name="Tiers")
        shown = text(owner.get(page(key, "edit/")))
        assert 'name="rule/then/tiers/0:off" value="5.00"' in shown
        assert '<option value="amount" selected>' in shown


class TestAPromotion:
    def test_goes_through_its_life(self, owner: Client, shop: Shop) -> None:
        key = promoted(shop)["promotion_id"]
        for version, (step, state) in enumerate(
            [("activate", "active"), ("pause", "paused"), ("activate", "active"), ("end", "ended")],
            start=1,
        ):
            owner.post(page(key, f"{step}/"), {"version": str(version)})
            assert Promotion.objects.get(pk=key).status == state

    def test_is_copied_once_for_a_form(self, owner: Client, shop: Shop) -> None:
        key = promoted(shop)["promotion_id"]
        for _ in range(2):
            owner.post(page(key, "duplicate/"), {"key": "d" * 20})
        assert [one.name for one in Promotion.objects.exclude(pk=key)] == ["Ten off (copy)"]

    def test_is_listed_by_state(self, owner: Client, shop: Shop) -> None:
        promoted(shop)
        assert "10% off every item." in text(owner.get("/console/promotions/?state=draft"))
        assert "None is here" in text(owner.get("/console/promotions/?state=ended"))


class TestCodes:
    def test_are_added_found_and_revoked(self, owner: Client, shop: Shop) -> None:
        key = promoted(shop)["promotion_id"]
        owner.post(page(key, "codes/add/"), {"text": "sum-mer", "uses": "5"})
        code = Code.objects.get(text="SUMMER")
        assert "SUMMER" in text(owner.get(page(key, "codes/"), {"q": "summer"}))
        owner.post(reverse("console:promotion-code-revoke", args=[code.pk]))
        code.refresh_from_db()
        assert code.revoked_at is not None

    def test_are_ordered_once_however_often_the_form_is_sent(
        self, owner: Client, shop: Shop
    ) -> None:
        key = promoted(shop)["promotion_id"]
        for _ in range(2):
            owner.post(page(key, "codes/order/"), {"size": "1,000", "uses": "1", "key": "b" * 20})
        assert Batch.objects.filter(size=1000).count() == 1
        assert "0 of 1000" in text(owner.get(page(key, "codes/")))

    def test_come_from_and_go_into_a_file(self, owner: Client, shop: Shop) -> None:
        key = promoted(shop)["promotion_id"]
        file = SimpleUploadedFile("codes.csv", b"code\nALPHA\nBETA\n")
        owner.post(page(key, "codes/import/"), {"file": file})
        given = b"".join(owner.get(page(key, "codes/export/")).streaming_content).decode()
        assert "ALPHA" in given
        assert Code.objects.filter(text="BETA").exists()


class TestTryingACart:
    def test_compares_and_explains(self, owner: Client, shop: Shop) -> None:
        key = promoted(shop)["promotion_id"]
        asked = {"promotion": str(key), "lines": "VASE-S 2\nNO-SUCH 1"}
        shown = text(owner.get("/console/promotions/try/", asked))
        assert "R$179.80" in shown
        assert "R$161.82" in shown
        assert "There is no SKU NO-SUCH." in shown
        assert "Applied: R$17.98 off." in shown

    def test_says_what_is_missing(self, owner: Client, shop: Shop) -> None:
        offer(shop, percent(1000, when={"kind": "subtotal", "at_least_minor": 10_000}))
        shown = text(owner.get("/console/promotions/try/", {"lines": "VASE-S"}))
        assert "R$10.10 more." in shown

    def test_begins_with_an_order(self, owner: Client, shop: Shop, order_id: UUID) -> None:
        shown = text(owner.get("/console/promotions/try/", {"order": "B-1001"}))
        assert "ana@example.com" in shown or "There is no order" in shown
