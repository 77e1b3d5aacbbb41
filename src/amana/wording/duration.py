"""Periods in words: ``PT72H`` is *72 hours*, ``P1Y6M`` *one year and 6 months*."""

from dataclasses import fields
from functools import reduce

from amana.domain.period import Period
from amana.domain.words import Language
from amana.wording.catalogue import say, say_count


def say_period(period: Period, language: Language) -> str:
    """Say the period in the units in which it was promised, the longest first."""
    parts = [
        say_count(f"duration.{unit.name}", count, language)
        for unit in fields(period)
        if (count := getattr(period, unit.name))
    ]
    return reduce(lambda a, b: say("duration.and", language, first=a, last=b), parts)
