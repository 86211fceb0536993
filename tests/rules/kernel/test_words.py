from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import ClassVar
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from balcao.kernel.events import Event
from balcao.kernel.ids import new_id, new_secret
from balcao.kernel.window import Window

MOMENTS = st.datetimes(timezones=st.just(UTC))


@dataclass(frozen=True, slots=True, kw_only=True)
class Sold(Event):
    """Something was sold."""

    name: ClassVar[str] = "test.sold"
    thing: UUID
    units: int


class TestEvent:
    @given(MOMENTS, st.uuids(), st.integers())
    def test_survives_being_stored(self, at, thing, units):
        event = Sold(store_id=1, at=at, thing=thing, units=units)
        assert Sold.load(event.payload()) == event

    def test_ignores_what_a_newer_version_added(self):
        event = Sold(store_id=1, at=datetime(2026, 1, 1, tzinfo=UTC), thing=new_id(), units=2)
        assert Sold.load(event.payload() | {"color": "blue"}) == event


class TestWindow:
    @given(MOMENTS)
    def test_includes_its_start_and_excludes_its_end(self, start):
        if start.year < 9999:
            window = Window(start, start + timedelta(hours=1))
            assert window.contains(start)
            assert not window.contains(start + timedelta(hours=1))

    @given(MOMENTS)
    def test_lasts_for_ever_without_an_end(self, moment):
        assert Window(datetime.min.replace(tzinfo=UTC)).contains(moment)


class TestIds:
    def test_are_version_7_and_all_different(self):
        ids = [new_id() for _ in range(2000)]
        assert {one.version for one in ids} == {7}
        assert {one.variant for one in ids} == {"specified in RFC 4122"}
        assert len(set(ids)) == 2000

    def test_sort_by_the_millisecond_they_were_made_in(self):
        stamps = [one.int >> 80 for one in (new_id() for _ in range(500))]
        assert stamps == sorted(stamps)

    def test_keep_secrets_long(self):
        assert len(new_secret()) == 32
        assert new_secret() != new_secret()
