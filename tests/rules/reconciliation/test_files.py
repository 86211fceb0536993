"""Files of providers and banks: what is read, and what is told of each bad cell."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from balcao.domains.reconciliation.errors import BadBankAccount, BadStatement
from balcao.domains.reconciliation.rules.bank import check_format, read_bank
from balcao.domains.reconciliation.rules.stripe import read_stripe
from balcao.domains.reconciliation.rules.tables import amount_in, day_in, text_of
from balcao.domains.reconciliation.values import BankFormat, LineKind

DATA = Path(__file__).parents[2] / "data" / "reconciliation"
ZONE = "America/Sao_Paulo"
STRIPE = (DATA / "stripe_payout_reconciliation.csv").read_text("utf-8")
BRAZIL = BankFormat(
    date="Data", description="Histórico", amount="Valor (R$)", reference="Documento",
    balance="Saldo (R$)",
)  # fmt: skip
EU = BankFormat(
    date="Buchungstag", description="Verwendungszweck", money_in="Haben", money_out="Soll"
)


def found_in(text: str, said: BankFormat | None = None) -> list[dict]:
    with pytest.raises(BadStatement) as refusal:
        if said is None:
            read_stripe(text, ZONE)
        else:
            read_bank(text, said, currency="BRL", zone=ZONE)
    return refusal.value.facts["findings"]


class TestAmounts:
    @pytest.mark.parametrize(
        ("text", "minor"),
        [
            ("12.50", 1250), ("12,50", 1250), ("1.234,56", 123456), ("1,234.56", 123456),
            ("1.234", 123400), ("1,234,567", 123456700), ("-3,20", -320), ("3.20-", -320),
            ("(3.20)", -320), ("R$ 10,00", 1000), ("−7,00", -700), ("+5", 500), ("0.5", 50),
            ("-R$ 2,00", -200), ("1 000,00", 100000),
        ],
    )  # fmt: skip
    def test_are_read_with_a_comma_or_a_point(self, text, minor):
        assert amount_in(text, "BRL") == minor

    def test_a_sign_that_was_said_is_believed(self):
        assert amount_in("-1234.50", "BRL", ".") == -123450
        assert amount_in("1234.50", "KWD", ".") == 1234500
        assert amount_in("1.234", "KWD", ".") == 1234
        assert amount_in("1.234", "BRL", ",") == 123400

    @pytest.mark.parametrize("text", ["", "x", "1.2345,6", "NaN", "1e99", "12.505"])
    def test_that_are_none_are_refused(self, text):
        with pytest.raises(ValueError, match="is"):
            amount_in(text, "BRL", "." if text == "12.505" else "")


class TestDays:
    @pytest.mark.parametrize("text", ["2026-11-30", "30/11/2026", "30.11.2026", "30/11/26"])
    def test_are_known_in_the_usual_ways(self, text):
        assert day_in(text).isoformat() == "2026-11-30"

    def test_of_another_way_are_read_when_it_is_said(self):
        assert day_in("11/30/2026", "%m/%d/%Y").isoformat() == "2026-11-30"


class TestStripe:
    def test_is_read_line_by_line(self):
        lines = read_stripe(STRIPE, ZONE)
        assert [(one.kind, one.gross_minor, one.fee_minor, one.net_minor) for one in lines] == [
            (LineKind.CAPTURE, 9300, 410, 8890),
            (LineKind.REFUND, -1000, 0, -1000),
            (LineKind.FEE, -250, 0, -250),
            (LineKind.PAYOUT, -7640, 0, -7640),
        ]
        assert lines[0].reference == "pi_1"
        assert lines[0].at == datetime(2026, 11, 23, 15, 10, tzinfo=UTC)
        assert lines[3].payout == "po_1"

    def test_counts_a_payout_that_is_told_as_what_arrives(self):
        text = STRIPE.replace("-76.40,0.00,-76.40", "76.40,0.00,76.40")
        assert read_stripe(text, ZONE)[3].net_minor == -7640

    def test_tells_row_and_column_of_everything_that_is_wrong(self):
        text = STRIPE.replace("93.00,4.10", "93.00x,4.10").replace("txn_3", "txn_2")
        text = text.replace("-76.40,0.00,-76.40", "-76.40,0.00,-76.41")
        assert [(one["row"], one["column"]) for one in found_in(text)] == [
            (2, "gross"), (4, "balance_transaction_id"), (5, "net"),
        ]  # fmt: skip

    def test_says_when_it_is_another_report(self):
        with pytest.raises(BadStatement, match="balance_transaction_id"):
            read_stripe("id,amount\n1,2\n", ZONE)


class TestBanks:
    def test_of_brazil_write_windows_1252_semicolons_and_commas(self):
        text = text_of((DATA / "banco_brasil.csv").read_bytes())
        lines = read_bank(text, BRAZIL, currency="BRL", zone=ZONE)
        assert [one.net_minor for one in lines] == [9300, 7640, -1200, -1200]
        assert lines[2].description == "TARIFA PACOTE SERVIÇOS"
        assert lines[3].balance_minor == 114540
        assert len({one.identity for one in lines}) == 4

    def test_of_europe_write_two_columns_of_amounts(self):
        text = text_of((DATA / "bank_eu.csv").read_bytes())
        lines = read_bank(text, EU, currency="EUR", zone="Europe/Berlin")
        assert [one.net_minor for one in lines] == [123456, -320]

    def test_a_file_that_overlaps_names_the_same_lines(self):
        text = text_of((DATA / "banco_brasil.csv").read_bytes())
        head, rows = text.split("Saldo (R$)\n")
        later = head + "Saldo (R$)\n" + "\n".join(rows.splitlines()[1:]) + "\n"
        whole = read_bank(text, BRAZIL, currency="BRL", zone=ZONE)
        part = read_bank(later, BRAZIL, currency="BRL", zone=ZONE)
        assert [one.identity for one in part] == [one.identity for one in whole[1:]]

    def test_tell_row_and_column_of_everything_that_is_wrong(self):
        text = (
            "Data;Histórico;Documento;Valor (R$);Saldo (R$)\n32/11/2026;a;;x;1\n\n1/1/2026;b;;1;y"
        )
        assert [(one["row"], one["column"]) for one in found_in(text, BRAZIL)] == [
            (2, "Data"), (2, "Valor (R$)"), (4, "Saldo (R$)"),
        ]  # fmt: skip

    @pytest.mark.parametrize(
        ("said", "field"),
        [
            (BankFormat(date=""), "date"),
            (BankFormat(date="d"), "amount"),
            (BankFormat(date="d", amount="a", money_in="i"), "amount"),
            (BankFormat(date="d", money_in="i"), "money_out"),
            (BankFormat(date="d", amount="a", delimiter="x"), "delimiter"),
            (BankFormat(date="d", amount="a", decimal="'"), "decimal"),
            (BankFormat(date="d", amount="a", date_format="day"), "date_format"),
        ],
    )
    def test_are_described_in_a_way_that_can_be_read(self, said, field):
        with pytest.raises(BadBankAccount) as refusal:
            check_format(said)
        assert refusal.value.facts["field"] == field

    @pytest.mark.parametrize("data", [b"", b" \n", b"PK\x03\x04..", b"%PDF-1.7", b"a\0b"])
    def test_send_texts(self, data):
        with pytest.raises(BadStatement):
            text_of(data)
