"""The BR Code: what a Pix QR code says, by the EMV layout of the Central Bank of Brazil.

Source: Banco Central do Brasil, *Manual de Padrões para Iniciação do Pix*, with EMVCo *QR Code
Specification for Payment Systems, Merchant-Presented Mode*. Each field is two digits of its id, two
of its length, and the text; the last one is a CRC-16/CCITT-FALSE over all that stands before it.
"""

from __future__ import annotations

import re
import unicodedata
from binascii import crc_hqx
from typing import Final

from balcao.kernel.money import Money

DOMAIN: Final = "br.gov.bcb.pix"
REAL: Final = "986"  # ISO 4217, by number
MOST_NAME, MOST_CITY, MOST_TXID = 25, 15, 25
ANY_TXID: Final = "***"


def crc16(text: str) -> str:
    """CRC-16/CCITT-FALSE as four hexadecimal digits: 29B1 for ``123456789``."""
    return f"{crc_hqx(text.encode(), 0xFFFF):04X}"


def static_code(*, key: str, name: str, city: str, amount: Money, txid: str) -> str:
    """The text of a static code for one amount; ``txid`` comes back on the bank statement.

    :raises ValueError: no key, another currency than BRL, or nothing to pay.
    """
    if not key.strip() or amount.currency != "BRL" or amount.minor <= 0:
        raise ValueError("a Pix code is for a key and an amount of BRL above zero")
    account = _field("00", DOMAIN) + _field("01", key.strip())
    wanted = re.sub(r"[^A-Za-z0-9]", "", txid)[:MOST_TXID] or ANY_TXID
    return _signed(account, name=name, city=city, amount=amount, txid=wanted)


def dynamic_code(*, location: str, name: str, city: str) -> str:
    """The text of a code whose charge, and so its amount, lies at a payment service."""
    account = _field("00", DOMAIN) + _field("25", location.removeprefix("https://"))
    return _signed(account, name=name, city=city, amount=None, txid=ANY_TXID)


def fields_of(code: str) -> dict[str, str]:
    """The fields of a code by id, after its check digits were verified.

    :raises ValueError: it is no BR Code, or was changed on its way.
    """
    if len(code) < 8 or code[-8:-4] != "6304" or crc16(code[:-4]) != code[-4:]:
        raise ValueError("the check digits of this code are wrong")
    found, at = {}, 0
    while at < len(code):
        size = int(code[at + 2 : at + 4])
        found[code[at : at + 2]] = code[at + 4 : at + 4 + size]
        at += 4 + size
    return found


def _signed(account: str, *, name: str, city: str, amount: Money | None, txid: str) -> str:
    said = [
        _field("00", "01"),
        _field("26", account),
        _field("52", "0000"),
        _field("53", REAL),
        _field("54", str(amount.major)) if amount else "",
        _field("58", "BR"),
        _field("59", _plain(name, MOST_NAME)),
        _field("60", _plain(city, MOST_CITY)),
        _field("62", _field("05", txid)),
        "6304",
    ]
    text = "".join(said)
    return text + crc16(text)


def _field(number: str, text: str) -> str:
    if not 0 < len(text) <= 99:
        raise ValueError(f"field {number} of a Pix code has 1 to 99 characters")
    return f"{number}{len(text):02d}{text}"


def _plain(text: str, most: int) -> str:
    """Without accents and signs: some banks' readers know no others."""
    bare = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^A-Za-z0-9 .-]", "", bare).strip()[:most].strip() or "LOJA"
