"""What `balcao backtest` says, and how it refuses a file."""

from __future__ import annotations

import json
import subprocess
import sys
from io import StringIO
from pathlib import Path

import polars as pl
import pytest
from django.core.management import CommandError, call_command

from balcao.domains.replenishment.errors import TooLittleHistory

EXCERPT = Path(__file__).resolve().parents[2] / "data" / "online_retail" / "excerpt.parquet"


def said(*arguments: object) -> str:
    out = StringIO()
    call_command("backtest", *map(str, arguments), stdout=out)
    return out.getvalue()


def csv(folder: Path, *lines: str, header: str = "day,sku,quantity,price") -> Path:
    path = folder / "sales.csv"
    path.write_text("\n".join([header, *lines]) + "\n", "utf-8")
    return path


def year(folder: Path, *extra: str, separator: str = ",") -> Path:
    """A cup sold each Wednesday of 2025, ten at a time; a pot every other one."""
    days = pl.date_range(pl.date(2025, 1, 1), pl.date(2025, 12, 31), "1w", eager=True)
    rows = [f"{day} 10:30,CUP,10,12.50" for day in days]
    rows += [f"{day},POT,3,1" for day in days[::2]]
    lines = [row.replace(",", separator) for row in (*rows, *extra)]
    return csv(folder, *lines, header=separator.join(["day", "sku", "quantity", "price"]))


def refused(path: Path) -> str:
    with pytest.raises(CommandError) as refusal:
        said(path)
    return str(refusal.value)


class TestBackTest:
    def test_prints_split_items_errors_and_the_verdict(self):
        told = said(EXCERPT)
        assert "Held out:    2010-09-13 to before 2010-12-06" in told
        assert "Items:       48" in told
        assert "The forecast beats the strongest seasonal naive" in told
        assert "not possible: seasonal naive, same week a year ago" in told

    def test_says_the_same_to_programs(self):
        told = json.loads(said(EXCERPT, "--json", "--weeks", 8, "--horizon", 2, "--every", 3))
        assert told["split_on"] == "2010-10-11"
        assert told["origins"] == ["2010-10-11", "2010-11-01", "2010-11-22"]
        assert told["ratio"] < 1
        assert told["items_a_second"] > 0
        assert {"name", "error", "bias", "scaled"} <= set(told["scores"][0])

    def test_foresees_what_always_was(self, tmp_path):
        told = json.loads(said(year(tmp_path), "--json"))
        assert told["items"] == 2
        assert told["scores"][0]["error"] < 0.05

    def test_reads_semicolons_and_files_without_prices(self, tmp_path):
        told = json.loads(said(year(tmp_path, separator=";"), "--json"))
        bare = csv(tmp_path, *(f"2025-{m:02}-{d:02},CUP,5" for m in range(1, 13) for d in (1, 9)),
                   header="day,sku,quantity")  # fmt: skip
        assert told["items"] == 2
        assert json.loads(said(bare, "--json"))["items"] == 1

    def test_takes_a_quiet_week_of_a_small_shop_as_no_demand(self, tmp_path):
        path = csv(tmp_path, *(f"2025-{m:02}-{d:02},CUP,4,1" for m in range(1, 13) for d in (3, 5)))
        told = json.loads(said(path, "--json"))
        assert told["closed_periods"] == 0
        assert told["scores"][0]["bias"] < 1  # not each week like its loudest

    def test_shows_how_far_it_is_on_a_terminal_only(self, monkeypatch, capsys):
        said(EXCERPT)
        assert capsys.readouterr().err == ""
        monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
        said(EXCERPT)
        assert "[" + "#" * 40 + "]" in capsys.readouterr().err

    def test_uses_the_year_before_where_there_is_one(self, tmp_path):
        days = pl.date_range(pl.date(2023, 1, 2), pl.date(2025, 12, 28), "1w", eager=True)
        path = csv(tmp_path, *(f"{day},CUP,{1 + day.month},1" for day in days))
        names = [score["name"] for score in json.loads(said(path, "--json"))["scores"]]
        assert "seasonal naive, same week a year ago" in names

    def test_needs_no_database(self):
        ran = subprocess.run(
            [sys.executable, "-m", "balcao.entrypoints.cli.main", "backtest", EXCERPT, "--json"],
            capture_output=True,
            text=True,
            check=True,
            env={"PYTHONPATH": ":".join(sys.path), "BALCAO_DATA_DIR": "/dev/null/nowhere"},
        )
        assert json.loads(ran.stdout)["items"] == 48


class TestRefusals:
    @pytest.mark.parametrize(
        ("line", "row", "column", "shown"),
        [
            ("2025-03-05,CUP,ten,12.50", 81, "quantity", "“ten”"),
            ("2025-03-05,CUP,2.5,12.50", 81, "quantity", "“2.5”"),
            ("2025-03-05,CUP,1e99,12.50", 81, "quantity", "“1e99”"),
            ("2025-03-05,CUP,,12.50", 81, "quantity", "an empty cell"),
            ("05/03/2025,CUP,1,12.50", 81, "day", "“05/03/2025”"),
            ("2025-02-30,CUP,1,12.50", 81, "day", "“2025-02-30”"),
            ("2025-03-05,,1,12.50", 81, "sku", "an empty cell"),
            ("2025-03-05,CUP,1,R$ 12", 81, "price", "“R$ 12”"),
            ("2025-03-05,CUP,1,nan", 81, "price", "“nan”"),
            ("2025-03-05,CUP,1,-12.50", 81, "price", "“-12.50”"),
        ],
    )
    def test_name_row_column_and_remedy(self, tmp_path, line, row, column, shown):
        says = refused(year(tmp_path, line))
        assert f"Row {row}, column {column}: {shown} cannot be read." in says
        assert "Write" in says or "Name" in says

    def test_count_the_others_like_it(self, tmp_path):
        assert "2 more rows" in refused(csv(tmp_path, *["2025-01-01,CUP,x,1"] * 3))

    def test_name_the_missing_columns(self, tmp_path):
        says = refused(csv(tmp_path, "2025-01-01,CUP,1", header="date,sku,units"))
        assert "no column 'day', 'quantity'" in says
        assert "It has 'date', 'sku', 'units'" in says

    def test_say_that_there_is_no_such_file(self, tmp_path):
        assert "No such file" in refused(tmp_path / "nothing.csv")

    @pytest.mark.parametrize("name", ["broken.parquet", "broken.csv"])
    def test_say_that_a_file_is_of_no_kind_we_know(self, tmp_path, name):
        path = tmp_path / name
        path.write_bytes(b"\x00\xff\xfe not a table\n" * 20)
        assert "parquet or UTF-8 CSV" in refused(path)

    def test_say_that_an_empty_file_is_empty(self, tmp_path):
        (tmp_path / "empty.csv").write_bytes(b"")
        assert "parquet or UTF-8 CSV" in refused(tmp_path / "empty.csv")
        assert "no line that sells" in refused(csv(tmp_path))

    def test_notice_a_year_that_cannot_be(self, tmp_path):
        assert "wrong year" in refused(year(tmp_path, "1025-01-01,CUP,1,1"))

    @pytest.mark.parametrize("how", [("--weeks", 50), ("--horizon", 13), ("--weeks", 0)])
    def test_say_that_there_is_too_little_to_learn_from(self, tmp_path, how):
        with pytest.raises(TooLittleHistory):
            said(year(tmp_path), *how)
