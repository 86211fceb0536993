from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from balcao.plumbing.sql import function_files, install_functions, run_sql_dicts, sql_text
from tests.shop import open_shop

pytestmark = pytest.mark.django_db


class TestNamedSql:
    def test_is_counted_like_any_other_query(self):
        open_shop()
        with CaptureQueriesContext(connection) as seen:
            run_sql_dicts("inventory/broken_ledger")
        assert len(seen.captured_queries) == 1

    def test_leaves_its_comments_in_the_file(self):
        assert "--" not in sql_text("search/listing")

    def test_installs_its_functions_as_often_as_asked(self):
        install_functions()
        install_functions()
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_proc WHERE proname = 'checkout_place_orders'")
            assert cursor.fetchone() == (1,)
        stems = {path.stem for path in function_files()}
        assert {"place_orders", "sellable"} <= stems

    def test_is_prepared_where_the_connection_allows_it(self, settings):
        connection.ensure_connection()
        kept = connection.connection.prepare_threshold
        connection.connection.prepare_threshold = 1_000_000
        try:
            run_sql_dicts("inventory/oversold")
            with connection.cursor() as cursor:
                cursor.execute("SELECT count(*) FROM pg_prepared_statements")
                assert cursor.fetchone()[0] >= 1
        finally:
            connection.connection.prepare_threshold = kept
