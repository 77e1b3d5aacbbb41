"""What is not sure to end is kept, and says why."""

from dataclasses import replace

import pytest

from amana.domain.period import Period
from amana.domain.promises.retain import Ending, Longer, Moment
from amana.domain.retention.blind import why_kept
from amana.domain.retention.due import Bearing
from amana.domain.retention.terms import Longest, Term

LOGS = Term(
    promise="keeps-logs",
    data=frozenset({"address"}),
    moment=Moment.COLLECTION,
    period=Period.parse("P1M"),
)
WORDS = replace(LOGS, promise="keeps-words", data=frozenset({"words"}))
LAW = replace(LOGS, unless=frozenset({Longer.LAW, Longer.DISPUTES}))


def settled(why: Longer) -> Longest:
    """Return what stays for a reason."""
    return Longest(
        promise="keeps-logs",
        category="address",
        why=why,
        moment=Moment.COLLECTION,
        period=Period.parse("P10Y"),
    )


def bearing(*terms: Term, longest: tuple[Longest, ...] = ()) -> Bearing:
    """Return promises that somebody let end data."""
    started = frozenset(term.said for term in terms)
    return Bearing(terms=terms, longest=longest, started=started)


def test_what_is_promised_to_end_and_was_started_ends() -> None:
    """Nothing else is asked of it, nor of promises about other data."""
    assert why_kept(bearing(LOGS, replace(WORDS, then=Ending.ANONYMISE)), ["address"]) is None


def test_a_category_without_an_end_keeps_the_whole() -> None:
    """One promise speaks of the address, none of the words."""
    assert why_kept(bearing(LOGS), ["address", "words"]) == "retention.no_end"


@pytest.mark.parametrize("then", [Ending.ANONYMISE, Ending.REPLACE_PERSON])
def test_what_is_changed_and_stays_is_not_deleted(then: Ending) -> None:
    """Shared words stay without a name; the place is kept until somebody changes them."""
    found = bearing(LOGS, replace(WORDS, then=then))
    assert why_kept(found, ["address", "words"]) == "retention.stays"


def test_what_is_excepted_stays_until_each_reason_is_settled() -> None:
    """A law and disputes are two reasons: one of them alone settles nothing."""
    law, disputes = settled(Longer.LAW), settled(Longer.DISPUTES)
    assert why_kept(bearing(LAW), ["address"]) == "retention.unsettled"
    assert why_kept(bearing(LAW, longest=(law,)), ["address"]) == "retention.unsettled"
    assert why_kept(bearing(LAW, longest=(law, disputes)), ["address"]) is None


def test_a_promise_in_other_words_has_not_begun() -> None:
    """Who let a year end has not let a month end."""
    year = replace(LOGS, period=Period.parse("P1Y"))
    found = Bearing(terms=(LOGS,), started=frozenset({year.said}))
    assert why_kept(found, ["address"]) == "retention.not_started"
