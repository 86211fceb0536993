"""The only row locks of this domain."""

from __future__ import annotations

from uuid import UUID

from balcao.domains.analytics.errors import NoSuchBackTest
from balcao.domains.analytics.models import BackTest


def lock_back_test(back_test_id: UUID, store_id: int | None = None) -> BackTest:
    """Hold one back-test until commit, so that one worker at a time goes on with it.

    :raises NoSuchBackTest: there is none with this id, in this store if one is given.
    """
    rows = BackTest.objects.select_for_update().filter(pk=back_test_id)
    row = (rows if store_id is None else rows.filter(store_id=store_id)).first()
    if row is None:
        raise NoSuchBackTest(id=str(back_test_id))
    return row
