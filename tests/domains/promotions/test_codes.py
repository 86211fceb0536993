"""Codes: added, made in batches, imported, exported, revoked, tried."""

from __future__ import annotations

from datetime import timedelta

import pytest

from balcao.domains.promotions.errors import (
    BadBatch,
    BadCode,
    BadCodeFile,
    CodeTaken,
    TooManyAttempts,
    WrongPromotionState,
)
from balcao.domains.promotions.models import Attempt, Batch, Code
from balcao.domains.promotions.operations import (
    add_code,
    end_promotion,
    forget_attempts,
    import_codes,
    make_codes,
    order_batch,
    pause_promotion,
    revoke_batch,
    revoke_code,
    unlock,
)
from balcao.domains.promotions.operations import batches as batches_file
from balcao.domains.promotions.queries import (
    batch_by_id,
    codes_page,
    export_codes,
    find_codes,
    least_length,
    normalize,
)
from balcao.domains.promotions.queries.texts import ALPHABET
from tests.domains.promotions.offers import offer, use
from tests.shop import NOW

pytestmark = pytest.mark.django_db
STORE = 1
HOUR = timedelta(hours=1)


def add(promotion_id, text, **more):
    return add_code(store_id=STORE, promotion_id=promotion_id, text=text, now=NOW, **more)


def batch(promotion_id, size=20, **more):
    return order_batch(
        store_id=STORE, promotion_id=promotion_id, name="Mail", size=size, by="ana", now=NOW, **more
    )


def take(promotion_id, *lines):
    return import_codes(
        store_id=STORE, promotion_id=promotion_id, name="x.csv", lines=lines, by="ana", now=NOW
    )


def typed(*texts, by="ana", now=NOW):
    return unlock(store_id=STORE, texts=texts, attempts_by=by, now=now)


class TestAddingACode:
    def test_keeps_it_as_people_should_type_it(self):
        add(offer(STORE), " sum-mer 10 ")
        assert Code.objects.get().text == "SUMMER10"

    def test_refuses_one_that_is_taken_and_goes_on(self):
        made = offer(STORE)
        add(made, "SUMMER")
        with pytest.raises(CodeTaken):
            add(made, "sum mer")
        assert Code.objects.count() == 1

    @pytest.mark.parametrize("text", ["", "AB", "A" * 41, "ÇÃO123", "A\0BC", "A;DROP"])
    def test_refuses_what_cannot_be_a_code(self, text):
        with pytest.raises(BadCode):
            add(offer(STORE), text)

    def test_refuses_an_end_that_is_past_and_no_uses(self):
        with pytest.raises(BadCode):
            add(offer(STORE), "SUMMER", expires_at=NOW)
        with pytest.raises(BadCode):
            add(offer(STORE), "SUMMER", uses_limit=0)

    def test_is_for_promotions_that_have_not_ended(self):
        made = offer(STORE)
        end_promotion(store_id=STORE, promotion_id=made, now=NOW)
        with pytest.raises(WrongPromotionState):
            add(made, "SUMMER")


class TestBatches:
    def test_make_as_many_as_asked_for_from_the_alphabet(self, monkeypatch):
        monkeypatch.setattr(batches_file, "PART", 7)
        made = batch(offer(STORE), prefix="VIP")
        seen = []
        make_codes(batch_id=made, now=NOW, on_progress=lambda done, size: seen.append(done))
        texts = list(Code.objects.values_list("text", flat=True))
        assert len(set(texts)) == 20
        assert all(text.startswith("VIP") and set(text[3:]) <= set(ALPHABET) for text in texts)
        assert seen == [7, 14, 20]
        found = batch_by_id(STORE, made)
        assert (found.state, found.made, found.percent) == ("done", 20, 100)

    def test_go_on_where_a_crash_left_them(self, monkeypatch):
        monkeypatch.setattr(batches_file, "PART", 7)
        made = batch(offer(STORE))

        def crash(done, size):
            raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            make_codes(batch_id=made, now=NOW, on_progress=crash)
        assert make_codes(batch_id=made, now=NOW) == 13
        assert make_codes(batch_id=made, now=NOW) == 0
        assert Code.objects.count() == 20

    def test_try_others_when_codes_are_taken(self, monkeypatch):
        made = offer(STORE)
        add(made, "CCCCCC")
        answers = iter([{"CCCCCC"}, {"DDDDDD"}])
        monkeypatch.setattr(batches_file, "random_texts", lambda *_, **__: next(answers))
        one = batch(made, size=1)
        make_codes(batch_id=one, now=NOW)
        assert codes_page(STORE, made, batch_id=one).items[0].text == "DDDDDD"

    def test_have_codes_that_nobody_guesses(self):
        assert [least_length(n) for n in (1, 1000, 1_000_000)] == [7, 9, 11]
        with pytest.raises(BadBatch) as error:
            batch(offer(STORE), size=1_000_000, length=8)
        assert error.value.facts["least"] == 11

    @pytest.mark.parametrize("how", [{"size": 0}, {"size": 1_000_001}, {"prefix": "a b"}])
    def test_refuse_sizes_and_prefixes_that_cannot_be(self, how):
        with pytest.raises(BadBatch):
            batch(offer(STORE), **how)

    def test_stop_when_revoked_and_unlock_nothing(self, monkeypatch):
        monkeypatch.setattr(batches_file, "PART", 7)
        made = offer(STORE)
        one = batch(made)
        batches_file._make_part(one, NOW)
        text = Code.objects.first().text
        assert typed(text)
        revoke_batch(store_id=STORE, batch_id=one, now=NOW)
        assert make_codes(batch_id=one, now=NOW) == 0
        assert batch_by_id(STORE, one).state == "stopped"
        assert not typed(text)
        with pytest.raises(Exception, match="promotion_gone"):
            use(STORE, made, code_id=Code.objects.first().pk)


class TestFiles:
    def test_are_taken_whole(self):
        made = offer(STORE)
        until = "2030-01-01T00:00:00+00:00"
        one = take(made, "code,uses_limit,expires_at\n", "aa-11,3,\n", f"BB22,,{until}\n")
        found = {code.text: code for code in codes_page(STORE, made, batch_id=one).items}
        assert (found["AA11"].uses_limit, found["BB22"].uses_limit) == (3, None)
        assert found["BB22"].expires_at.isoformat() == until
        assert batch_by_id(STORE, one).size == 2

    def test_name_what_is_wrong_by_row_and_column(self):
        made = offer(STORE)
        add(made, "TAKEN")
        with pytest.raises(BadCodeFile) as error:
            take(
                made,
                "code,uses_limit,expires_at\n",
                "x,0,soon\n",
                "GOOD1,1,2001-01-01\n",
                "GOOD2,1\n",
            )
        where = [(one["row"], one["column"]) for one in error.value.facts["findings"]]
        assert where == [
            (2, "code"),
            (2, "uses_limit"),
            (2, "expires_at"),
            (3, "expires_at"),
            (4, "code"),
        ]
        assert Code.objects.count() == 1
        assert not Batch.objects.exists()

    def test_name_rows_that_are_there_already(self):
        made = offer(STORE)
        add(made, "TAKEN")
        with pytest.raises(BadCodeFile) as error:
            take(made, "code\n", "ONE1\n", "one-1\n", "taken\n")
        findings = error.value.facts["findings"]
        assert [(one["row"], one["says"]) for one in findings] == [
            (3, "This code is in row 2 already."),
            (4, "This store has the code TAKEN already."),
        ]
        assert Code.objects.count() == 1

    @pytest.mark.parametrize(
        "lines", [(), ("name\n", "x\n"), ("code,odd\n", "AAA1,2\n"), ("code\n",)]
    )
    def test_refuse_what_is_no_list_of_codes(self, lines):
        with pytest.raises(BadCodeFile):
            take(offer(STORE), *lines)

    def test_that_were_exported_can_be_imported_elsewhere(self):
        made = offer(STORE)
        add(made, "ONE1", uses_limit=3)
        make_codes(batch_id=batch(made), now=NOW)
        written = "".join(export_codes(STORE, made)).splitlines(keepends=True)
        assert written[:2] == [
            "code,uses_limit,used,expires_at,revoked_at,batch_id\r\n",
            "ONE1,3,0,,,\r\n",
        ]
        import_codes(store_id=2, promotion_id=offer(2), name="x", lines=written, by="ana", now=NOW)
        assert Code.objects.filter(store_id=2).count() == 21


class TestUnlocking:
    def test_finds_the_promotion_however_it_is_typed(self):
        made = offer(STORE)
        code_id = add(made, "SUMMER10")
        assert typed("sum-mer 10") == {str(made): ("SUMMER10", code_id)}
        assert normalize("sum\u2013mer_10") == "SUMMER10"

    def test_says_what_stands_against_a_code(self):
        made, off = offer(STORE), offer(STORE)
        pause_promotion(store_id=STORE, promotion_id=off, now=NOW)
        add(made, "OLD", expires_at=NOW + HOUR)
        used = add(made, "USED", uses_limit=1)
        use(STORE, made, code_id=used)
        revoke_code(store_id=STORE, code_id=add(made, "GONE"), now=NOW)
        add(off, "OFF")
        found = find_codes(STORE, ["OLD", "USED", "GONE", "OFF", "NEVER"], NOW + HOUR)
        assert {text: one.problem for text, one in found.items()} == {
            "OLD": "expired",
            "USED": "used_up",
            "GONE": "revoked",
            "OFF": "not_active",
        }
        assert typed("OLD", "USED", "GONE", "OFF", now=NOW + HOUR) == {}
        assert Attempt.objects.get().failures == 0

    def test_looks_nothing_up_after_ten_unknown_codes(self):
        made = offer(STORE)
        add(made, "SUMMER10")
        for n in range(10):
            assert typed(f"GUESS{n}") == {}
        with pytest.raises(TooManyAttempts) as error:
            typed("SUMMER10")
        assert error.value.facts["retry_after_seconds"] == 900
        assert typed("SUMMER10", by="bia")
        assert typed("SUMMER10", now=NOW + HOUR)

    def test_looks_up_no_more_texts_than_may_fail(self):
        add(offer(STORE), "SUMMER10")
        typed(*[f"GUESS{n}" for n in range(8)])
        assert typed("X1X", "X2X", "SUMMER10") == {}
        assert Attempt.objects.get().failures == 10

    def test_forgets_who_tried_but_never_knew_their_name(self):
        typed("GUESS", by="198.51.100.7")
        assert "." not in Attempt.objects.get().who
        assert forget_attempts(now=NOW) == 0
        assert forget_attempts(now=NOW + HOUR) == 1

    def test_keeps_stores_apart(self):
        add_code(store_id=2, promotion_id=offer(2), text="SUMMER10", now=NOW)
        assert typed("SUMMER10") == {}


class TestRevoking:
    def test_is_repeatable(self):
        code_id = add(offer(STORE), "SUMMER10")
        revoke_code(store_id=STORE, code_id=code_id, now=NOW)
        revoke_code(store_id=STORE, code_id=code_id, now=NOW + HOUR)
        assert Code.objects.get().revoked_at == NOW
