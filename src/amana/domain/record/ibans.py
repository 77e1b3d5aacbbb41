"""International bank account numbers: their lengths and their check (ISO 13616-1, ISO 7064)."""

import re
from typing import Final

_LENGTHS: Final = {
    entry[:2]: int(entry[2:])
    for entry in (
        "AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 "
        "DJ27 DK18 DO28 EE20 EG29 ES24 FI18 FK18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HN28 "
        "HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 LC32 LI21 LT20 LU20 LV21 LY25 "
        "MC27 MD24 ME22 MK19 MN20 MR27 MT31 MU30 NI28 NL18 NO15 OM23 PK24 PL28 PS29 PT25 QA29 "
        "RO24 RS22 RU33 SA24 SC31 SD18 SE24 SI19 SK24 SM27 SO23 ST25 SV28 TL23 TN24 TR26 UA29 "
        "VA22 VG24 XK20 YE30"
    ).split()
}
"""How many letters and digits an account number of each country has (the SWIFT registry)."""
_START: Final = re.compile(r"(?<![A-Za-z0-9])[A-Za-z]{2}[0-9]{2}")


def is_iban(compact: str) -> bool:
    """Tell whether letters and digits without blanks, in capitals, are an account number."""
    return (
        len(compact) == _LENGTHS.get(compact[:2])
        and compact.isascii()
        and compact.isalnum()
        and _remainder(compact) == 1
    )


def _remainder(compact: str) -> int:
    """Return the number modulo 97, letters read as 10 to 35 (ISO 7064, MOD 97-10)."""
    turned = compact[4:] + compact[:4]
    return int("".join(str(int(sign, 36)) for sign in turned)) % 97


def iban_spans(text: str) -> tuple[tuple[int, int], ...]:
    """Return where account numbers stand in a text, blanks between their groups or not."""
    return tuple(
        (found.start(), end)
        for found in _START.finditer(text)
        if (end := _end(text, found.start())) is not None
    )


def _end(text: str, start: int) -> int | None:
    """Return the end of the account number that begins here, if one does."""
    length = _LENGTHS.get(text[start : start + 2].upper(), 0)
    signs: list[str] = []
    end = start
    while len(signs) < length and end < len(text) and (text[end].isalnum() or text[end] in "\0 "):
        if text[end].isalnum():
            signs.append(text[end].upper())
        end += 1
    follows = text[end : end + 1]
    return end if not follows.isalnum() and is_iban("".join(signs)) else None
