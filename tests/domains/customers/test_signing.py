"""Signing in by a code or a link that came by mail."""

from __future__ import annotations

from datetime import timedelta

import pytest

from balcao.domains.customers import errors, operations, ports
from balcao.domains.customers.models import Customer, ShopperSession, SignInCode
from balcao.domains.customers.queries import shopper_by_secret
from balcao.domains.customers.values import NewCode
from tests.shop import NOW

pytestmark = pytest.mark.django_db
ANA = "ana@example.com"
STORE = 1


@pytest.fixture
def box(monkeypatch: pytest.MonkeyPatch) -> list[NewCode]:
    """What was mailed."""
    mailed: list[NewCode] = []
    monkeypatch.setattr(ports.mailing, "_MAILERS", [lambda new: mailed.append(new) or True])
    return mailed


def ask(email: str = ANA, who: str = "10.0.0.1", now=NOW, store_id: int = STORE) -> None:
    operations.ask_for_code(store_id=store_id, email=email, language="en", who=who, now=now)


def enter(code: str, email: str = ANA, who: str = "10.0.0.1", now=NOW, store_id: int = STORE):
    return operations.sign_in_by_code(
        store_id=store_id, email=email, code=code, language="en", who=who, now=now
    )


class TestACode:
    def test_signs_its_address_in_and_opens_an_account(self, box):
        ask(" Ana@Example.com ")
        made = enter(f"{box[0].code[:4]} {box[0].code[4:]}")
        assert made.shopper.email == ANA
        assert Customer.objects.get().email == ANA
        assert shopper_by_secret(STORE, made.secret, now=NOW) == made.shopper

    def test_is_of_eight_digits_and_not_kept(self, box):
        ask()
        code = box[0].code
        assert len(code) == 8
        assert code.isdecimal()
        kept = SignInCode.objects.values().get()
        assert not [value for value in kept.values() if code in str(value)]
        assert not [value for value in kept.values() if box[0].link in str(value)]

    def test_works_once(self, box):
        ask()
        enter(box[0].code)
        with pytest.raises(errors.WrongSignInCode):
            enter(box[0].code)

    def test_ends_after_a_quarter_of_an_hour(self, box):
        ask()
        with pytest.raises(errors.WrongSignInCode):
            enter(box[0].code, now=NOW + timedelta(minutes=15))

    def test_is_of_one_address_and_one_store(self, box):
        ask()
        for other in ({"email": "eve@example.com"}, {"store_id": 2}):
            with pytest.raises(errors.WrongSignInCode):
                enter(box[0].code, **other)
        assert enter(box[0].code)

    def test_is_dead_after_five_wrong_ones_from_wherever(self, box):
        ask()
        wrong = "00000000" if box[0].code != "00000000" else "11111111"
        for turn in range(5):
            with pytest.raises(errors.WrongSignInCode):
                enter(wrong, who=f"10.0.0.{turn}")
        with pytest.raises(errors.WrongSignInCode):
            enter(box[0].code, who="10.0.0.9")

    @pytest.mark.parametrize("typed", ["", "1234567", "²" * 8, "\0" * 8, "x" * 9000])
    def test_bears_whatever_is_typed(self, box, typed):
        ask()
        with pytest.raises(errors.WrongSignInCode):
            enter(typed)

    def test_finds_who_bought_before(self, box):
        known = Customer.objects.create(
            store_id=STORE, email=ANA, name="Ana Souza", locale="pt-br", created_at=NOW
        )
        ask()
        made = enter(box[0].code)
        assert (made.shopper.customer_id, made.shopper.name) == (known.pk, "Ana Souza")


class TestLimits:
    def test_no_mailbox_is_filled_by_strangers(self, box):
        for turn in range(5):
            ask(who=f"10.0.0.{turn}")
        with pytest.raises(errors.TooManySignIns) as refused:
            ask(who="10.0.0.9")
        assert 0 < refused.value.facts["retry_after_seconds"] <= 3600
        ask(now=NOW + timedelta(hours=1))
        assert len(box) == 6

    def test_one_network_asks_for_thirty_an_hour(self, box):
        for turn in range(30):
            ask(f"p{turn}@example.com")
        with pytest.raises(errors.TooManySignIns):
            ask("more@example.com")

    def test_twenty_wrong_codes_from_one_network_are_too_many(self, box):
        ask()
        for _ in range(20):
            with pytest.raises(errors.WrongSignInCode):
                enter("1", email="nobody@example.com")
        with pytest.raises(errors.TooManySignIns):
            enter(box[0].code)
        assert enter(box[0].code, who="10.9.9.9")

    def test_right_codes_are_not_counted(self, box):
        for turn in range(25):
            ask(f"p{turn}@example.com")
            enter(box[-1].code, email=f"p{turn}@example.com")

    def test_a_mail_that_does_not_go_out_is_told(self, monkeypatch):
        monkeypatch.setattr(ports.mailing, "_MAILERS", [lambda _: False])
        with pytest.raises(errors.SignInNotMailed):
            ask()


class TestALink:
    def test_signs_in_once_and_takes_its_code_along(self, box):
        ask()
        made = operations.sign_in_by_link(store_id=STORE, link=box[0].link, language="en", now=NOW)
        assert made.shopper.email == ANA
        with pytest.raises(errors.WrongSignInCode):
            operations.sign_in_by_link(store_id=STORE, link=box[0].link, language="en", now=NOW)
        with pytest.raises(errors.WrongSignInCode):
            enter(box[0].code)

    def test_is_of_one_store(self, box):
        ask()
        with pytest.raises(errors.WrongSignInCode):
            operations.sign_in_by_link(store_id=2, link=box[0].link, language="en", now=NOW)


class TestASession:
    def test_is_of_one_store_and_kept_as_a_digest(self, box):
        ask()
        made = enter(box[0].code)
        assert shopper_by_secret(2, made.secret, now=NOW) is None
        assert made.secret not in str(ShopperSession.objects.values().get())

    def test_ends_a_month_after_the_last_visit_and_half_a_year_after_the_first(self, box):
        ask()
        made, day = enter(box[0].code), timedelta(days=1)
        assert shopper_by_secret(STORE, made.secret, now=NOW + 29 * day)
        assert shopper_by_secret(STORE, made.secret, now=NOW + 30 * day) is None
        for month in range(1, 9):
            operations.keep_session(secret=made.secret, now=NOW + month * 20 * day)
        assert shopper_by_secret(STORE, made.secret, now=NOW + 179 * day)
        assert shopper_by_secret(STORE, made.secret, now=NOW + 180 * day) is None

    def test_ends_when_its_shopper_signs_out_here_or_everywhere(self, box):
        secrets = []
        for _ in range(3):
            ask()
            secrets.append(enter(box[-1].code).secret)
        operations.sign_out(secret=secrets[0])
        live = [shopper_by_secret(STORE, one, now=NOW) is not None for one in secrets]
        assert live == [False, True, True]
        shopper = shopper_by_secret(STORE, secrets[1], now=NOW)
        ended = operations.sign_out_everywhere(store_id=STORE, customer_id=shopper.customer_id)
        assert ended == 2
        assert shopper_by_secret(STORE, secrets[2], now=NOW) is None

    def test_and_codes_are_forgotten_when_they_have_ended(self, box):
        ask()
        enter(box[0].code)
        assert operations.forget_sign_ins(now=NOW + timedelta(hours=1)) == 0
        operations.forget_sign_ins(now=NOW + timedelta(days=31))
        assert not SignInCode.objects.exists()
        assert not ShopperSession.objects.exists()
