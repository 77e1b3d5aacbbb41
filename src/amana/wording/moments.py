"""Instants in words, in the reader's zone, by CLDR (Babel). Needs the server's extra."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime

from amana.domain.words import ARABIC, Language
from amana.wording.digits import digits


def say_date(moment: datetime, language: Language, zone: ZoneInfo) -> str:
    """Say the day, such as *22 November 2026*."""
    return _say(moment, "d MMMM y", language, zone)


def say_day(day: date, language: Language) -> str:
    """Say a day of the calendar, which is the same in every zone."""
    return digits(format_date(day, "d MMMM y", locale=language), language)


def say_moment(moment: datetime, language: Language, zone: ZoneInfo) -> str:
    """Say the day and the minute with the zone's offset: *22 November 2026, 14:05 (UTC+3)*."""
    comma = "،" if language == ARABIC else ","
    said = _say(moment, f"d MMMM y'{comma}' HH:mm", language, zone)
    return f"{said} ({_offset_in(language, moment, zone)})"


def offset(moment: datetime, zone: ZoneInfo) -> str:
    """Return the zone's offset from UTC at this instant, such as ``UTC+3`` or ``UTC+5:30``."""
    minutes = int((zone.utcoffset(moment.astimezone(zone)) or timedelta()).total_seconds() // 60)
    hours, rest = divmod(abs(minutes), 60)
    sign = "-" if minutes < 0 else "+"
    return "UTC" if not minutes else f"UTC{sign}{hours}" + (f":{rest:02}" if rest else "")


def _offset_in(language: Language, moment: datetime, zone: ZoneInfo) -> str:
    """Return the offset as readers write it, so that one line holds one kind of digits."""
    said = offset(moment, zone)
    return digits(said.replace("UTC", "غرينتش"), language) if language == ARABIC else said


def _say(moment: datetime, pattern: str, language: Language, zone: ZoneInfo) -> str:
    return digits(format_datetime(moment, pattern, tzinfo=zone, locale=language), language)
