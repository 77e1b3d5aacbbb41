"""Deadlines: a table of dates that were counted by hand, and the laws of all of them."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amana.domain.law.answers import HOUSE, RULES, AnswerRule, rules_of
from amana.domain.law.asked import Unit
from amana.domain.law.week import WEEKS
from amana.domain.promises.law import Law
from amana.domain.request.days import Days, Holidays, place_of, week_of
from amana.domain.request.deadline import can_extend, deadline, earliest
from amana.domain.vocabulary.requests import RequestKind
from amana.values.public_holidays import public_holidays

COPY, CORRECTION, OBJECTION = (
    RequestKind.COPY,
    RequestKind.CORRECTION,
    RequestKind.OBJECTION,
)


def _days(rule: AnswerRule, country: str | None, year: int) -> Days:
    holidays = public_holidays(place_of(rule, country), (year, year + 1))
    return Days(week=week_of(rule, country), holidays=holidays, known=rule.holidays_known)


@pytest.mark.parametrize(
    ("law", "country", "kind", "received", "extended", "safe", "latest"),
    [
        # Thirty calendar days, over a year's end and a short month.
        (Law.QATAR, "QA", COPY, "2026-11-22", False, "2026-12-22", "2026-12-22"),
        (Law.SAUDI, "SA", COPY, "2026-01-15", False, "2026-02-14", "2026-02-14"),
        (Law.SAUDI, "SA", COPY, "2026-01-15", True, "2026-03-16", "2026-03-16"),
        (Law.SAUDI, "SA", COPY, "2028-01-31", False, "2028-03-01", "2028-03-01"),
        (Law.SAUDI, "SA", COPY, "2027-01-31", False, "2027-03-02", "2027-03-02"),
        (Law.OMAN, "OM", COPY, "2026-12-20", False, "2027-02-03", "2027-02-03"),
        # Fifteen working days from a Sunday; the Islamic New Year on 16 June is estimated.
        (Law.JORDAN, "JO", COPY, "2026-06-07", False, "2026-06-28", "2026-06-29"),
        # Six working days from a Sunday; Arafah and the feast on 26 to 29 May are estimated.
        (Law.EGYPT, "EG", COPY, "2026-05-24", False, "2026-06-01", "2026-06-04"),
        # The same over 23 July, a Thursday, which is certain.
        (Law.EGYPT, "EG", CORRECTION, "2026-07-19", False, "2026-07-28", "2026-07-28"),
        # From a Thursday, over the National Day on 16 and 17 December.
        (Law.BAHRAIN, "BH", CORRECTION, "2026-12-10", False, "2026-12-28", "2026-12-28"),
        (Law.BAHRAIN, "BH", COPY, "2026-12-10", False, "2027-01-04", "2027-01-04"),
        # From 31 January to the last of February, a Saturday: the Monday after.
        (Law.GDPR, None, COPY, "2026-01-31", False, "2026-03-02", "2026-03-02"),
        (Law.GDPR, None, COPY, "2028-01-31", False, "2028-02-29", "2028-02-29"),
        (Law.GDPR, None, COPY, "2026-11-30", True, "2027-03-01", "2027-03-01"),
        # Christmas is a Friday, and off in Germany; whether Germany's count is not known.
        (Law.GDPR, "DE", COPY, "2026-11-25", False, "2026-12-25", "2026-12-28"),
        (Law.CCPA, None, COPY, "2026-06-01", False, "2026-07-16", "2026-07-16"),
        (Law.CCPA, None, COPY, "2026-06-01", True, "2026-08-30", "2026-08-30"),
        # Fifteen business days from a Monday, over Christmas and New Year, both Fridays.
        (Law.CCPA, None, OBJECTION, "2026-12-14", False, "2027-01-06", "2027-01-06"),
        # No law sets a term there: ours.
        (Law.UAE, "AE", COPY, "2026-11-22", False, "2026-12-22", "2026-12-22"),
        (Law.KUWAIT, "KW", COPY, "2026-11-22", False, "2026-12-22", "2026-12-22"),
    ],
)
def test_the_dates_are_those_counted_by_hand(  # noqa: PLR0913, PLR0917 - a row of the table
    law: Law,
    country: str | None,
    kind: RequestKind,
    received: str,
    extended: bool,  # noqa: FBT001 - a column of the table
    safe: str,
    latest: str,
) -> None:
    """Over weekends, month ends, leap days and holidays, by jurisdiction."""
    (rule,) = rules_of((law,), kind)
    came = datetime.fromisoformat(received).replace(hour=9, tzinfo=UTC)
    found = deadline(rule, came, _days(rule, country, came.year), extended=extended)
    assert (found.safe.isoformat(), found.latest.isoformat()) == (safe, latest)


@pytest.mark.parametrize(
    ("received", "confirm"), [("2026-06-01", "2026-06-15"), ("2026-06-15", "2026-06-30")]
)
def test_california_has_receipt_confirmed_in_ten_business_days(received: str, confirm: str) -> None:
    """The second is counted over 19 June, a holiday."""
    (rule,) = rules_of((Law.CCPA,), COPY)
    came = datetime.fromisoformat(received).replace(hour=20, tzinfo=UTC)
    found = deadline(rule, came, _days(rule, None, 2026))
    assert found.confirm == date.fromisoformat(confirm)


def test_the_day_is_the_one_that_it_is_there() -> None:
    """At half past ten in the evening, UTC, the next day has begun in Qatar, not in California."""
    late = datetime(2026, 11, 21, 22, 30, tzinfo=UTC)
    (qatar,), (california,) = rules_of((Law.QATAR,), COPY), rules_of((Law.CCPA,), COPY)
    there = deadline(qatar, late, _days(qatar, "QA", 2026))
    assert there.safe == date(2026, 12, 22)
    assert there.safe_until.astimezone(UTC) == datetime(2026, 12, 22, 21, tzinfo=UTC)
    assert deadline(california, late, _days(california, None, 2026)).safe == date(2027, 1, 5)


@pytest.mark.parametrize(
    ("country", "day", "off"),
    [
        ("AE", "2021-12-26", False),
        ("AE", "2021-12-31", True),
        ("AE", "2022-01-02", True),
        ("AE", "2022-01-07", False),
        ("SA", "2013-06-27", True),
        ("SA", "2013-06-29", True),
        ("SA", "2013-07-04", False),
        ("OM", "2013-05-02", False),
        ("QA", "2026-11-22", False),
    ],
)
def test_a_weekend_is_the_one_of_its_year(country: str, day: str, off: bool) -> None:  # noqa: FBT001 - a column
    """The Emirates went over to Saturday and Sunday with 2022."""
    assert WEEKS[country].off(date.fromisoformat(day)) is off


@pytest.mark.parametrize(("off", "safe", "latest"), [(True, 29, 29), (False, 28, 28)])
def test_the_organisation_knows_better(off: bool, safe: int, latest: int) -> None:  # noqa: FBT001 - a column
    """A holiday that was announced, or was not, is certain."""
    (rule,) = rules_of((Law.JORDAN,), COPY)
    known = public_holidays("JO", (2026,))
    holidays = Holidays(
        certain=known.certain, estimated=known.estimated, corrected={date(2026, 6, 16): off}
    )
    found = deadline(
        rule, datetime(2026, 6, 7, 9, tzinfo=UTC), Days(week=WEEKS["JO"], holidays=holidays)
    )
    assert (found.safe.day, found.latest.day) == (safe, latest)


def test_the_strictest_law_counts() -> None:
    """Of two laws the one whose safe day comes first."""
    came = datetime(2026, 11, 22, 9, tzinfo=UTC)
    rules = rules_of((Law.QATAR, Law.EGYPT), COPY)
    found = earliest(deadline(each, came, _days(each, None, 2026)) for each in rules)
    assert found.rule.law is Law.EGYPT


def test_only_where_every_law_says_so_a_term_is_extended() -> None:
    """What no source says is not allowed."""
    assert can_extend(rules_of((Law.GDPR, Law.SAUDI), COPY))
    assert not can_extend(rules_of((Law.GDPR, Law.QATAR), COPY))
    assert not can_extend((HOUSE,))


RULE = st.sampled_from((*RULES, HOUSE))
COUNTRY = st.sampled_from((None, *sorted(WEEKS), "DE", "FR"))
INSTANT = st.datetimes(
    min_value=datetime(2010, 1, 1),  # noqa: DTZ001 - the strategy adds the zone
    max_value=datetime(2035, 12, 31),  # noqa: DTZ001 - the same
    timezones=st.just(UTC),
)
DAY = st.dates(min_value=date(2010, 1, 1), max_value=date(2036, 12, 31))
HOLIDAYS = st.builds(
    Holidays,
    certain=st.frozensets(DAY, max_size=20),
    estimated=st.frozensets(DAY, max_size=20),
    corrected=st.dictionaries(DAY, st.booleans(), max_size=5),
)


@given(rule=RULE, country=COUNTRY, came=INSTANT, later=st.integers(0, 2_000_000), off=HOLIDAYS)
def test_laws_of_every_deadline(
    rule: AnswerRule, country: str | None, came: datetime, later: int, off: Holidays
) -> None:
    """Never before receipt, safe never after latest, monotone, longer only by extension."""
    days = Days(week=week_of(rule, country), holidays=off, known=rule.holidays_known)
    found = deadline(rule, came, days)
    assert came < found.safe_until <= found.latest_until
    assert found.safe > days.day_of(came)
    assert found.confirm is None or days.day_of(came) < found.confirm <= found.latest
    extended = deadline(rule, came, days, extended=True)
    assert extended.safe >= found.safe
    assert extended.latest >= found.latest
    assert (rule.more is None) == (extended.safe == found.safe and extended.latest == found.latest)
    after = deadline(rule, came + timedelta(seconds=later), days)
    assert after.safe >= found.safe
    assert after.latest >= found.latest


@given(rule=RULE, country=COUNTRY, came=INSTANT, off=HOLIDAYS)
def test_what_may_become_a_holiday_makes_nothing_longer_that_is_safe(
    rule: AnswerRule, country: str | None, came: datetime, off: Holidays
) -> None:
    """Without the estimated days the safe end is the same."""
    week = week_of(rule, country)
    sure = Holidays(certain=off.certain, corrected=off.corrected)
    assert (
        deadline(rule, came, Days(week=week, holidays=off)).safe
        == deadline(rule, came, Days(week=week, holidays=sure)).safe
    )


def test_every_rule_says_where_it_was_read() -> None:
    """A term that is only recalled is never called certain."""
    assert all(rule.article for rule in RULES)
    assert not [rule for rule in RULES if rule.source is None and rule.certainty == "certain"]
    assert {rule.unit for rule in RULES} == set(Unit)
