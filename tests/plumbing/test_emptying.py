"""After a test that commits nothing is left, as if every table had been truncated."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import connection
from django.test import TransactionTestCase

from tests.emptying import emptying
from tests.shop import open_shop


def filled() -> set[str]:
    names = connection.introspection.django_table_names(only_existing=True, include_views=False)
    with connection.cursor() as cursor:
        sought = [f"SELECT '{name}' WHERE EXISTS (SELECT FROM \"{name}\")" for name in names]
        cursor.execute(" UNION ALL ".join(sought))
        return {name for (name,) in cursor.fetchall()}


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("way", ["Django's", "ours"])
def test_leaves_what_the_code_brings_and_nothing_else(way: str, database_host: str | None) -> None:
    if database_host is None:
        pytest.skip("on a server that was named, Django's way is used")
    before = Permission.objects.count(), ContentType.objects.count()
    open_shop()
    assert len(filled()) > 10
    if way == "ours":
        with emptying() as empty:
            empty(TransactionTestCase())
    else:
        call_command("flush", verbosity=0, interactive=False, reset_sequences=False)
    assert filled() == {"auth_permission", "django_content_type"}
    assert (Permission.objects.count(), ContentType.objects.count()) == before
