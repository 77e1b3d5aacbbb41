"""Amounts of money in words of the reader's language, by CLDR (Babel). Needs the server's extra."""

from decimal import Decimal

from babel.numbers import format_currency, get_currency_precision

from amana.domain.words import ARABIC, Language
from amana.wording.digits import digits


def say_money(amount: int, currency: str, language: Language) -> str:
    """Say an amount that is given in the smallest unit of the currency (ISO 4217)."""
    value = Decimal(amount).scaleb(-get_currency_precision(currency))
    numbers = "arab" if language == ARABIC else "latn"
    said = format_currency(value, currency, locale=language, numbering_system=numbers)
    return digits(said, language)
