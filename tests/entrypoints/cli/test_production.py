"""`balcao serve` refuses what must not reach production."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

SECRET = "a-long-enough-secret-" * 3
GOOD = {"BALCAO_SECRET_KEY": SECRET, "BALCAO_ALLOWED_HOSTS": "shop.example"}


def run(tmp_path: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """The command in a process of its own, as an operator would run it."""
    kept = {key: os.environ[key] for key in ("PATH", "HOME") if key in os.environ}
    return subprocess.run(
        [sys.executable, "-m", "balcao.entrypoints.cli.main", *arguments],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
        env={**kept, "PYTHONPATH": "src", "BALCAO_DATA_DIR": str(tmp_path), **environment},
    )


class TestCheckInProduction:
    @pytest.mark.parametrize(
        ("changed", "fault"),
        [
            ({"BALCAO_SECRET_KEY": "demo-secret-not-for-production"}, "balcao.E001"),
            ({"BALCAO_SECRET_KEY": "short"}, "balcao.E002"),
            ({"BALCAO_DEBUG": "1"}, "balcao.E003"),
            ({"BALCAO_ALLOWED_HOSTS": ""}, "balcao.E004"),
            ({"BALCAO_ALLOWED_HOSTS": "*"}, "balcao.E004"),
        ],
    )
    def test_names_each_fault_and_its_remedy(
        self, tmp_path: Path, changed: dict[str, str], fault: str
    ) -> None:
        answer = run(tmp_path, "check", **{**GOOD, "BALCAO_SERVING": "1", **changed})
        assert answer.returncode == 1
        assert fault in answer.stderr
        assert "HINT" in answer.stderr

    def test_is_content_with_good_settings(self, tmp_path: Path) -> None:
        answer = run(tmp_path, "check", **GOOD, BALCAO_SERVING="1")
        assert answer.returncode == 0, answer.stderr

    def test_does_not_bother_development(self, tmp_path: Path) -> None:
        assert run(tmp_path, "check", BALCAO_DEBUG="1").returncode == 0


@pytest.mark.long
class TestServe:
    def test_does_not_start_with_the_demo_secret(self, tmp_path: Path) -> None:
        answer = run(tmp_path, "serve", BALCAO_ALLOWED_HOSTS="shop.example")
        assert answer.returncode == 1
        assert "balcao.E001" in answer.stderr

    def test_asks_for_pending_migrations_to_be_applied(self, tmp_path: Path) -> None:
        answer = run(tmp_path, "serve", **GOOD)
        assert answer.returncode == 1
        assert "balcao migrate" in answer.stderr

    def test_does_not_start_where_demo_accounts_may_sign_in(self, tmp_path: Path) -> None:
        assert run(tmp_path, "migrate", **GOOD).returncode == 0
        secret = {"BALCAO_PASSWORD": "a long enough secret"}
        run(tmp_path, "staff", "create", "owner@demo.balcao.example", **GOOD, **secret)
        answer = run(tmp_path, "serve", **GOOD)
        assert answer.returncode == 1
        assert "demo accounts" in answer.stderr

    def test_shows_a_demo_to_no_other_machine(self, tmp_path: Path) -> None:
        answer = run(tmp_path, "serve", "--host=0.0.0.0", BALCAO_DEMO="1")
        assert answer.returncode == 1
        assert "this machine only" in answer.stderr


class TestDb:
    def test_tells_that_nothing_runs_without_starting_anything(self, tmp_path: Path) -> None:
        answer = run(tmp_path, "db", "status")
        assert "down" in answer.stdout
        assert list(tmp_path.iterdir()) == []


class TestRefusals:
    def test_are_told_in_words_without_a_traceback(self, tmp_path: Path) -> None:
        (tmp_path / "postgres").mkdir()
        (tmp_path / "postgres" / "PG_VERSION").write_text("14")
        answer = run(tmp_path, "migrate")
        assert answer.returncode == 1
        assert "PostgreSQL 14" in answer.stderr
        assert "Traceback" not in answer.stderr

    def test_name_a_setting_that_makes_no_sense(self, tmp_path: Path) -> None:
        answer = run(tmp_path, "check", EMAIL_PORT="many")
        assert "EMAIL_PORT" in answer.stderr
