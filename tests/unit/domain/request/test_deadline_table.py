"""A longer table of deadlines, counted by hand on a paper calendar, with what each row is about."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from amana.domain.law.answers import rules_of
from amana.domain.promises.law import Law
from amana.domain.request.days import Days, place_of, week_of
from amana.domain.request.deadline import Deadline, deadline
from amana.domain.vocabulary.requests import RequestKind
from amana.values.public_holidays import public_holidays

EG, JO, BH, QA, SA, OM = Law.EGYPT, Law.JORDAN, Law.BAHRAIN, Law.QATAR, Law.SAUDI, Law.OMAN
EU, CA = Law.GDPR, Law.CCPA
COPY, MEND, STOP = RequestKind.COPY, RequestKind.CORRECTION, RequestKind.OBJECTION
BACK, GONE = RequestKind.WITHDRAWAL, RequestKind.ERASURE

TABLE = """
law country kind received   more safe       latest     why
EG  EG      COPY 2026-02-01 -    2026-02-09 2026-02-09 six days from a Sunday
EG  EG      COPY 2026-02-05 -    2026-02-15 2026-02-15 from a Thursday, over two weekends
EG  EG      COPY 2026-02-06 -    2026-02-15 2026-02-15 came in on a Friday
EG  EG      COPY 2026-02-07 -    2026-02-15 2026-02-15 came in on a Saturday
EG  EG      COPY 2026-01-04 -    2026-01-13 2026-01-13 Coptic Christmas, certain
EG  EG      MEND 2026-12-31 -    2027-01-11 2027-01-11 year's end and Coptic Christmas
EG  EG      MEND 2028-02-22 -    2028-03-01 2028-03-02 leap day; the feast estimated
EG  EG      MEND 2027-04-22 -    2027-05-02 2027-05-04 a moved day; spring day certain
EG  EG      COPY 2027-03-07 -    2027-03-15 2027-03-17 two days of the feast estimated
JO  JO      COPY 2026-02-01 -    2026-02-22 2026-02-22 fifteen days from a Sunday
JO  JO      COPY 2026-11-26 -    2026-12-17 2026-12-17 from a Thursday, three whole weeks
JO  JO      GONE 2026-12-17 -    2027-01-07 2027-01-10 year's end; the night journey estimated
JO  JO      COPY 2026-05-10 -    2026-06-01 2026-06-04 Independence Day; the great feast estimated
JO  JO      COPY 2026-03-08 -    2026-03-29 2026-03-30 only the feast's Sunday is a working day
JO  JO      COPY 2028-02-15 -    2028-03-07 2028-03-09 leap day; the feast estimated
BH  BH      COPY 2026-02-01 -    2026-02-22 2026-02-22 fifteen days from a Sunday
BH  BH      MEND 2026-02-01 -    2026-02-15 2026-02-15 ten days for a correction
BH  BH      MEND 2026-03-15 -    2026-03-30 2026-03-30 the feast, announced
BH  BH      COPY 2026-05-17 -    2026-06-09 2026-06-09 the great feast, announced
BH  BH      MEND 2027-03-04 -    2027-03-18 2027-03-23 three days of the feast estimated
QA  QA      COPY 2028-01-30 -    2028-02-29 2028-02-29 ends on the leap day
QA  QA      COPY 2027-01-30 -    2027-03-01 2027-03-01 no leap day
QA  QA      COPY 2026-02-18 -    2026-03-20 2026-03-20 ends on the feast: calendar days
QA  QA      GONE 2026-04-30 -    2026-05-30 2026-05-30 ends on a Saturday: calendar days
QA  QA      COPY 2026-12-31 -    2027-01-30 2027-01-30 year's end
SA  SA      COPY 2028-01-30 -    2028-02-29 2028-02-29 ends on the leap day
SA  SA      COPY 2028-01-01 yes  2028-03-01 2028-03-01 sixty days over the leap day
SA  SA      COPY 2027-01-01 yes  2027-03-02 2027-03-02 sixty days, no leap day
SA  SA      COPY 2026-08-24 -    2026-09-23 2026-09-23 ends on National Day
SA  SA      COPY 2026-02-18 -    2026-03-20 2026-03-20 ends on the feast
SA  SA      GONE 2026-06-30 -    2026-07-30 2026-07-30 from the last of a month
OM  OM      COPY 2026-01-15 -    2026-03-01 2026-03-01 forty-five days over February
OM  OM      COPY 2028-01-15 -    2028-02-29 2028-02-29 ends on the leap day
OM  OM      COPY 2026-11-17 -    2027-01-01 2027-01-01 ends on a Friday and New Year
OM  OM      COPY 2026-07-01 -    2026-08-15 2026-08-15 ends on a Saturday
EU  -       COPY 2026-01-29 -    2026-03-02 2026-03-02 last of February, a Saturday: Monday
EU  -       COPY 2026-01-30 -    2026-03-02 2026-03-02 no 30th in February
EU  -       COPY 2026-02-28 -    2026-03-30 2026-03-30 the 28th, not the last; a Saturday
EU  -       COPY 2026-03-31 -    2026-04-30 2026-04-30 no 31st in April
EU  -       COPY 2026-05-31 -    2026-06-30 2026-06-30 no 31st in June
EU  -       COPY 2026-07-31 -    2026-08-31 2026-08-31 two long months
EU  -       COPY 2026-12-31 -    2027-02-01 2027-02-01 year's end; a Sunday: Monday
EU  -       COPY 2026-12-31 yes  2027-03-31 2027-03-31 three months over the year's end
EU  -       COPY 2027-11-29 yes  2028-02-29 2028-02-29 three months to the leap day
EU  -       COPY 2027-11-30 yes  2028-02-29 2028-02-29 no 30th: the leap day
EU  DE      COPY 2026-04-01 -    2026-05-01 2026-05-04 Labour Day; whose holidays not known
EU  DE      COPY 2026-03-03 -    2026-04-03 2026-04-07 Good Friday to after Easter Monday
EU  DE      COPY 2026-12-01 -    2027-01-01 2027-01-04 New Year, a Friday
EU  -       COPY 2028-02-29 -    2028-03-29 2028-03-29 from the leap day
EU  -       COPY 2026-10-15 -    2026-11-16 2026-11-16 a Sunday: Monday
EU  FR      COPY 2026-06-14 -    2026-07-14 2026-07-15 the French national day, a Tuesday
CA  -       COPY 2026-01-15 -    2026-03-01 2026-03-01 ends on a Sunday: calendar days
CA  -       COPY 2028-01-15 -    2028-02-29 2028-02-29 ends on the leap day
CA  -       COPY 2027-12-01 yes  2028-02-29 2028-02-29 ninety days to the leap day
CA  -       STOP 2026-02-02 -    2026-02-24 2026-02-24 Presidents' Day
CA  -       BACK 2026-11-06 -    2026-12-01 2026-12-01 Veterans Day and Thanksgiving
CA  -       STOP 2026-06-22 -    2026-07-13 2026-07-14 4 July a Saturday: is the Friday off?
CA  -       COPY 2026-08-01 -    2026-09-15 2026-09-15 came in on a Saturday
"""
"""Received at nine in the morning, UTC, in all of which places it is that day."""
ROWS = [line.split(maxsplit=7) for line in TABLE.strip().splitlines()[1:]]
CORRECTIONS = [
    (EG, "EG", COPY, "2027-03-07", {"2027-03-09": True, "2027-03-10": True}, "03-17", "03-17"),
    (EG, "EG", COPY, "2027-03-07", {"2027-03-09": False, "2027-03-10": False}, "03-15", "03-15"),
    (EG, "EG", COPY, "2027-03-07", {"2027-03-09": True}, "03-16", "03-17"),
    (EG, "EG", COPY, "2026-02-01", {"2026-02-04": True}, "02-10", "02-10"),
    (BH, "BH", MEND, "2027-03-04", {"2027-03-11": False}, "03-18", "03-22"),
    (JO, "JO", COPY, "2026-03-08", {"2026-03-22": True}, "03-30", "03-30"),
    # Of which member state the holidays count is not known, however sure the day is.
    (EU, "DE", COPY, "2026-03-03", {"2026-04-07": True}, "04-03", "04-08"),
]


def _due(  # noqa: PLR0913 - what a row says
    law: Law,
    country: str | None,
    kind: RequestKind,
    received: str,
    *,
    more: bool = False,
    known: dict[str, bool] | None = None,
) -> Deadline:
    (rule,) = rules_of((law,), kind)
    came = datetime.fromisoformat(received).replace(hour=9, tzinfo=UTC)
    holidays = replace(
        public_holidays(place_of(rule, country), (came.year, came.year + 1)),
        corrected={date.fromisoformat(day): off for day, off in (known or {}).items()},
    )
    days = Days(week=week_of(rule, country), holidays=holidays, known=rule.holidays_known)
    return deadline(rule, came, days, extended=more)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: " ".join(row[:5]))
def test_each_date_is_the_one_counted_by_hand(row: list[str]) -> None:
    """Over weekends of both kinds, month ends, leap days, and holidays that only may come."""
    law, country, kind, received, more, safe, latest, why = row
    found = _due(
        globals()[law],
        None if country == "-" else country,
        globals()[kind],
        received,
        more=more == "yes",
    )
    assert (found.safe.isoformat(), found.latest.isoformat()) == (safe, latest), why


@pytest.mark.parametrize(
    ("law", "country", "kind", "received", "known", "safe", "latest"), CORRECTIONS
)
def test_what_the_organisation_says_of_a_day_counts(  # noqa: PLR0913, PLR0917 - a row of the table
    law: Law,
    country: str,
    kind: RequestKind,
    received: str,
    known: dict[str, bool],
    safe: str,
    latest: str,
) -> None:
    """A feast that was announced, one that fell elsewhere, a day off by decree."""
    found = _due(law, country, kind, received, known=known)
    assert (found.safe.isoformat()[5:], found.latest.isoformat()[5:]) == (safe, latest)
