"""A connection kept between requests is not used once the server has closed it."""

from __future__ import annotations

import psycopg
import pytest
from django.db import connection


@pytest.mark.django_db(transaction=True)
class TestIsUsable:
    def test_is_true_while_the_server_waits_for_us(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        assert connection.is_usable()

    def test_is_false_once_the_server_has_ended_the_session(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            (ours,) = cursor.fetchone()
        with psycopg.connect(**_address(), autocommit=True) as other:
            other.execute("SELECT pg_terminate_backend(%s, 5000)", [ours])
        assert not connection.is_usable()
        connection.close()

    def test_is_false_before_there_is_a_connection(self) -> None:
        connection.close()
        assert not connection.is_usable()


def _address() -> dict[str, str]:
    database = connection.settings_dict
    return {
        "host": database["HOST"],
        "port": database["PORT"],
        "user": database["USER"],
        "password": database["PASSWORD"],
        "dbname": database["NAME"],
    }
