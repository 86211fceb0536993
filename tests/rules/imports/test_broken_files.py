"""A broken file is told where it is broken, and nothing is guessed."""

from __future__ import annotations

import gzip

import pytest
from tests.rules.imports.files import HEADER, read, told

from balcao.domains.imports.errors import FileTooLarge
from balcao.domains.imports.rules.decoding import MAX_BYTES, refuse_oversize
from balcao.domains.imports.values.drafts import Reading

GOOD = "Handle,Title,Variant Price\ncup,Cup,10\n"

BROKEN: list[tuple[str, bytes, int, str]] = [
    ("nothing", b"", 1, "empty"),
    ("only space", b" \n\n ", 1, "empty"),
    ("Windows-1252", "Handle,Title\na,A\nb,Caf\xe9\n".encode("cp1252"), 3, "byte 22 (0xE9)"),
    ("UTF-8 cut off", "Handle,Title\na,Caf\xe9".encode()[:-1], 2, "not valid UTF-8"),
    ("UTF-16 cut off", "Handle,Title\na,b".encode("utf-16")[:-1], 2, "not valid UTF-16"),
    ("UTF-16 without mark", "Handle,Title\na,b".encode("utf-16-le"), 1, "NUL character"),
    ("UTF-32", "Handle,Title\na,b".encode("utf-32"), 1, "UTF-32"),
    ("a workbook", b"PK\x03\x04rest", 1, "workbook"),
    ("an old workbook", b"\xd0\xcf\x11\xe0rest", 1, "Excel workbook"),
    ("gzip", gzip.compress(GOOD.encode()), 1, "gzip"),
    ("PDF", b"%PDF-1.7", 1, "PDF"),
    ("NUL inside", b"Handle,Title\na,b\0\n", 2, "NUL character on line 2"),
    ("no product column", b"name,amount\nx,1\n", 1, "names no product column"),
    ("no key column", b"Vendor,Tags\nx,1\n", 1, "are missing"),
    ("a column twice", b"Handle,URL handle,Title\na,a,b\n", 1, "mean the same"),
    ("header only", GOOD.splitlines()[0].encode(), 1, "no products"),
    ("blank rows only", b"Handle,Title\n,\n,\n", 1, "no products"),
    (
        "quote open to the end",
        b'Handle,Title\na,A\nb,"B\nc,C\nd,D\n',
        3,
        "opened on line 3, cell 2",
    ),
    ("quote open until another", b'Handle,Title\nb,"B\nc,"C"\n', 2, "opened on line 2"),
    ("text after a quote", b'Handle,Title\na,"A" x\n', 2, "follows a closing quote"),
    ("quote open in the header", b'Handle,"Title\na,A\n', 1, "never closed"),
    ("an endless line", b"Handle,Title\na" + b"," * 1_100_000, 2, "more than 1000000 characters"),
    ("an endless cell", b'Handle,Title\na,"' + b"x" * 200_000, 2, "never seems to end"),
]


class TestBrokenFiles:
    @pytest.mark.parametrize(
        ("content", "line", "says"), [case[1:] for case in BROKEN], ids=[case[0] for case in BROKEN]
    )
    def test_are_refused_with_the_line_and_the_reason(
        self, content: bytes, line: int, says: str
    ) -> None:
        file = read(content)
        assert says in " ".join(problem.wrong for problem in file.errors)
        assert file.errors[0].line == line
        assert all(problem.remedy for problem in file.errors)

    def test_of_many_rows_are_refused_at_the_limit(self) -> None:
        file = read(GOOD + "cup,,\n" * 5, Reading(currency="BRL", max_rows=3))
        assert "more than 3 rows" in file.errors[-1].wrong

    def test_of_many_errors_keep_a_count_of_the_rest(self) -> None:
        rows = "".join(f"p{number},P,abc\n" for number in range(20))
        file = read("Handle,Title,Variant Price\n" + rows, Reading(currency="BRL", max_problems=5))
        assert len(file.problems) == 6
        assert file.problems[-1].wrong == "15 more findings."

    def test_of_200_mb_are_refused_by_size_alone(self) -> None:
        with pytest.raises(FileTooLarge, match=r"200 MB; the limit is 50 MB"):
            refuse_oversize(200 * 1024 * 1024)
        refuse_oversize(MAX_BYTES)


class TestBadRows:
    def test_are_all_told_by_line_and_column(self) -> None:
        file = read(
            f"{HEADER}\n"
            "cup,Cup,Size,S,A,-1,1\n"
            'cup,,,"L\nXL",B,"12,50",two\n'
            "Cup 2,Cup,,,,1,1\n"
            ",Cup,,,,1,1\n"
            "pot,Pot,Size,S,A,R$ 12,-3\n"
            "jug,=HYPERLINK(1),Size,S,C,1e3,1.5\n"
        )
        assert sorted(told(file)) == [
            (2, "Variant Price"),
            (3, "Variant Inventory Qty"),
            (3, "Variant Price"),
            (5, "Handle"),
            (6, "Handle"),
            (7, "Variant Inventory Qty"),
            (7, "Variant Price"),
            (7, "Variant SKU"),
            (8, "Title"),
            (8, "Variant Inventory Qty"),
            (8, "Variant Price"),
        ]

    @pytest.mark.parametrize(
        ("cell", "remedy"),
        [
            ("12,50", "12.50."),
            ("R$ 12", "point: 12."),
            ("R$ 1.299,90", "1299.90."),
            ("1,299.90", "1299.90."),
            ("$5", "point: 5."),
            ("-3", "0 or more"),
            ("abc", "12.50"),
            ("1e3", "12.50"),
            ("=1+2", "Formulas are not calculated"),
            ("9.999", "Round it to 2 decimals"),
            ("NaN", "12.50"),
            ("1234567890123", "12.50"),
            ("９.99", "12.50"),
        ],
    )
    def test_of_prices_say_what_to_write(self, cell: str, remedy: str) -> None:
        file = read(f'Handle,Title,Variant Price\ncup,Cup,"{cell}"\n')
        assert told(file) == [(2, "Variant Price")]
        assert remedy in file.errors[0].remedy

    @pytest.mark.parametrize(
        "row",
        [
            "cup,Cup,Size,S,,1,1\ncup,,,s,,1,1",  # the same options but for case
            "cup,Cup,,,A,1,1\npot,Pot,,,A,1,1",  # the same SKU
            "cup,Cup,Size,,,1,1",  # no value
            "cup,Cup,,Red,,1,1",  # no name
            "cup,Cup,Size,S,,1,1\ncup,,Color,M,,1,1",  # another name
            "cup,Cup,,,1.23E+12,1,1",  # rounded by a spreadsheet
            "cup,Cup,,,,1,1,too,many",
            "cup,Cup\x07,,,,1,1",
            "cup," + "x" * 256 + ",,,,1,1",
            "cup,@SUM(A1),,,,1,1",
            "cup,-2+3+cmd|' /C calc'!A0,,,,1,1",
        ],
    )
    def test_stop_the_file(self, row: str) -> None:
        assert len(read(f"{HEADER}\n{row}\n").errors) == 1

    def test_do_not_mistake_words_for_formulas(self) -> None:
        file = read(f"{HEADER}\ncup,-20 °C cup,Size,+1,-A,1,1\ncup,,,-1,+55,1,1\n")
        assert file.errors == ()
        assert file.products[0].title == "-20 °C cup"
