"""DATABASE_URL means to us what it means to psql."""

from __future__ import annotations

import pytest

from balcao.plumbing.postgres import database_from_url
from balcao.plumbing.postgres.url import BadDatabaseUrl


class TestDatabaseFromUrl:
    def test_reads_the_usual_parts(self) -> None:
        found = database_from_url("postgresql://ana:secret@db.example:5433/shop")
        assert (found["HOST"], found["PORT"], found["NAME"]) == ("db.example", "5433", "shop")
        assert (found["USER"], found["PASSWORD"]) == ("ana", "secret")

    def test_decodes_percent_signs(self) -> None:
        found = database_from_url("postgresql://a%40b:p%2Fw%3A%23@h/my%20shop")
        assert (found["USER"], found["PASSWORD"], found["NAME"]) == ("a@b", "p/w:#", "my shop")

    def test_takes_a_socket_folder_as_host(self) -> None:
        found = database_from_url("postgresql:///shop?host=/var/run/postgresql&user=ana")
        assert found["HOST"] == "/var/run/postgresql"
        assert found["USER"] == "ana"

    def test_passes_other_parameters_on(self) -> None:
        found = database_from_url("postgres://h/shop?sslmode=verify-full&connect_timeout=3")
        assert found["OPTIONS"] == {"sslmode": "verify-full", "connect_timeout": "3"}

    def test_understands_an_address_in_brackets(self) -> None:
        assert database_from_url("postgresql://[::1]:5432/shop")["HOST"] == "::1"

    @pytest.mark.parametrize(
        "url", ["mysql://h/shop", "postgresql://host", "postgresql://h/shop?colour=blue", "shop"]
    )
    def test_refuses_what_it_cannot_use(self, url: str) -> None:
        with pytest.raises(BadDatabaseUrl, match="DATABASE_URL"):
            database_from_url(url)
