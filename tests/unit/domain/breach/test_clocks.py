"""Until when who is told of a breach: each law's clock against dates worked out by hand."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amana.domain.breach.clocks import Stand, ToldWhen, clocks_of, leading, week_of
from amana.domain.breach.errors import FactsUnfit, TimesOutOfOrder, TimeTooEarly
from amana.domain.breach.facts import Facts, Nature, Times
from amana.domain.law.breaches import Content, Severity
from amana.domain.law.notifying import RULES
from amana.domain.law.packs import laws_told_of
from amana.domain.law.week import EUROPE
from amana.domain.policy.model import Policy
from amana.domain.policy.parse import parse
from amana.domain.promises.law import Law
from amana.domain.words import Words

# A Wednesday evening; a Friday and Saturday follow, the weekend of most of these countries.
AWARE = datetime(2026, 3, 4, 20, 30, tzinfo=UTC)
FOUND = datetime(2026, 3, 3, 9, 0, tzinfo=UTC)
POLICY = """\
amana: 1
service: shop
title: {{ar: "سياسة", en: "Policy"}}
controller: {{name: {{ar: "الدار", en: "The House"}}, email: privacy@house.example}}
languages: [ar, en]
laws: [qatar]
data:
  email: {{is: "pd:EmailAddress"}}
purposes: {{}}
promises:
  A20: {{breach: [{whom}], within: PT72H, from: {start}{more}}}
"""
BY_HAND = (
    # Counted on a calendar: law, who, from when, and the last instant.
    (Law.QATAR, "authority", "2026-03-07T20:30:00+00:00"),
    (Law.QATAR, "people", "2026-03-07T20:30:00+00:00"),
    (Law.SAUDI, "authority", "2026-03-07T20:30:00+00:00"),
    (Law.SAUDI, "people", None),
    # From discovery, not awareness.
    (Law.JORDAN, "authority", "2026-03-06T09:00:00+00:00"),
    (Law.JORDAN, "people", "2026-03-04T09:00:00+00:00"),
    (Law.EGYPT, "authority", "2026-03-07T20:30:00+00:00"),
    (Law.UAE, "authority", None),
    (Law.UAE, "people", None),
    (Law.BAHRAIN, "authority", "2026-03-07T20:30:00+00:00"),
    (Law.OMAN, "authority", "2026-03-07T20:30:00+00:00"),
    (Law.OMAN, "people", "2026-03-07T20:30:00+00:00"),
    (Law.KUWAIT, "authority", "2026-03-05T20:30:00+00:00"),
    (Law.GDPR, "authority", "2026-03-07T20:30:00+00:00"),
    (Law.GDPR, "people", None),
    # 3 March in California and thirty days: 2 April ends at 07:00 UTC, in summer time by then.
    (Law.CCPA, "people", "2026-04-03T07:00:00+00:00"),
)


def facts(severity: Severity = Severity.HIGH, *nature: Nature) -> Facts:
    """Return a breach as it could be known."""
    return Facts(
        title="Lost laptop",
        nature=nature or (Nature.CONFIDENTIALITY,),
        times=Times(discovered=FOUND, aware=AWARE),
        severity=severity,
        what=Words(ar="ضاع حاسوب", en="A laptop was lost"),
        lead="Layla",
    )


def policy(whom: str = "affected", start: str = "awareness", more: str = "") -> Policy:
    """Return a policy with a promise about breaches."""
    return parse(POLICY.format(whom=whom, start=start, more=more), texts={})


@pytest.mark.promise("A20")
@pytest.mark.parametrize(("law", "whom", "due"), BY_HAND)
def test_each_clock_ends_as_worked_out_by_hand(law: Law, whom: str, due: str | None) -> None:
    """Hours run through the weekend; what has no number has no end."""
    found = clocks_of(facts(), [law], policy(), ToldWhen(), by_law={})
    clock = next(each for each in found if each.name == f"law:{law.value}:{whom}")
    assert (None if clock.due is None else clock.due.isoformat()) == due
    if due is None:
        assert clock.stands(AWARE) is Stand.NO_NUMBER


def test_every_rule_of_a_law_has_a_line_of_the_table_or_waits() -> None:
    """No law's clock is left out of what was worked out by hand."""
    told = {(law, whom) for law, whom, _ in BY_HAND}
    waiting = {(Law.EGYPT, "people"), (Law.CCPA, "authority")}
    assert {(rule.law, rule.whom.value) for rule in RULES} == told | waiting


def test_working_days_leave_the_weekend_out() -> None:
    """Three working days after an Egyptian authority was told on a Wednesday end on Monday."""
    told = ToldWhen(authorities=((Law.EGYPT, AWARE),))
    found = clocks_of(facts(), [Law.EGYPT], policy(), told, by_law={})
    people = next(each for each in found if each.name == "law:egypt:people")
    # Thursday, Sunday, Monday 9 March, whose end in Cairo is at 22:00 UTC.
    assert people.due == datetime(2026, 3, 9, 22, 0, tzinfo=UTC)
    assert not people.certain
    before = clocks_of(facts(), [Law.EGYPT], policy(), ToldWhen(), by_law={})
    waits = next(each for each in before if each.name == "law:egypt:people")
    assert waits.stands(AWARE) is Stand.WAITS


def test_california_wants_its_authority_told_of_many_only() -> None:
    """Fifteen days after the people were told, if they are more than five hundred."""
    told = ToldWhen(people=AWARE)
    few, many = (
        next(
            each
            for each in clocks_of(facts(), [Law.CCPA], policy(), told, by_law={"ccpa": count})
            if each.name == "law:ccpa:authority"
        )
        for count in (500, 501)
    )
    assert few.stands(AWARE) is Stand.NOT_REQUIRED
    assert many.due == datetime(2026, 3, 20, 7, 0, tzinfo=UTC)


def test_a_clock_that_no_law_wants_is_not_required() -> None:
    """A breach that is unlikely to harm anybody is noted, and nobody has to be told by law."""
    found = clocks_of(facts(Severity.UNLIKELY), [Law.GDPR], policy(), ToldWhen(), by_law={})
    of_law = [each for each in found if each.law is not None]
    assert {each.stands(AWARE) for each in of_law} == {Stand.NOT_REQUIRED}
    assert replace(of_law[0], ended=AWARE + timedelta(days=9)).stands(AWARE) is Stand.KEPT


@pytest.mark.promise("A20")
def test_the_earliest_clock_leads_and_late_shows() -> None:
    """Over laws and promises the first end counts; told after it is late for ever."""
    laws = [Law.GDPR, Law.KUWAIT, Law.QATAR]
    found = clocks_of(facts(), laws, policy(), ToldWhen(), by_law={})
    first = leading(found, AWARE)
    assert first is not None
    assert first.name == "law:gdpr:authority", "the draft of Kuwait ends earlier and leads nothing"
    drafts = [each for each in found if not each.in_force]
    assert {each.law for each in drafts} == {Law.KUWAIT}
    assert not any(each.certain for each in drafts)
    promised = next(each for each in found if each.promise == "A20")
    assert promised.due == AWARE + timedelta(hours=72)
    assert promised.due is not None
    assert promised.stands(promised.due) is Stand.RUNS
    assert promised.stands(promised.due + timedelta(seconds=1)) is Stand.LATE
    told = ToldWhen(people=promised.due + timedelta(seconds=1))
    after = clocks_of(facts(), laws, policy(), told, by_law={})
    late = next(each for each in after if each.promise == "A20")
    assert late.stands(promised.due + timedelta(days=9)) is Stand.LATE


def test_without_a_clock_none_leads() -> None:
    """Where everybody was told there is nothing to be done first."""
    told = ToldWhen(people=AWARE, authorities=((Law.QATAR, AWARE),))
    found = clocks_of(facts(), [Law.QATAR], policy("affected, authority"), told, by_law={})
    assert leading(found, AWARE) is None
    assert {each.stands(AWARE) for each in found} == {Stand.KEPT}


def test_a_promise_about_authorities_asks_for_all_of_them() -> None:
    """It is kept when the last one was told; where no law has one, by whichever was."""
    both = [Law.QATAR, Law.GDPR]
    one = ToldWhen(authorities=((Law.QATAR, AWARE),))
    found = clocks_of(facts(), both, policy("authority"), one, by_law={})
    assert next(each for each in found if each.promise).ended is None
    late = AWARE + timedelta(hours=1)
    all_ = ToldWhen(authorities=((Law.QATAR, AWARE), (Law.GDPR, late)))
    found = clocks_of(facts(), both, policy("authority"), all_, by_law={})
    assert next(each for each in found if each.promise).ended == late
    found = clocks_of(facts(), [*both, Law.OMAN], policy("authority"), all_, by_law={})
    assert next(each for each in found if each.promise).ended == late
    found = clocks_of(facts(), [], policy("authority"), one, by_law={})
    assert next(each for each in found if each.promise).ended == AWARE


@pytest.mark.promise("A20")
def test_a_weakness_counts_where_the_promise_says_so() -> None:
    """A configuration that may expose data is no breach to a promise that does not name it."""
    weak = facts(Severity.RISK, Nature.WEAKNESS)
    without = clocks_of(weak, [], policy(), ToldWhen(), by_law={})
    assert without == ()
    found = clocks_of(weak, [], policy(more=", weakness: true"), ToldWhen(), by_law={})
    assert [each.promise for each in found] == ["A20"]


def test_a_promise_can_count_from_when_it_happened() -> None:
    """Where that is not known, from when it was discovered."""
    found = clocks_of(facts(), [], policy(start="occurrence"), ToldWhen(), by_law={})
    assert found[0].starts == FOUND
    began = FOUND - timedelta(days=2)
    known = replace(facts(), times=Times(occurred_from=began, discovered=FOUND, aware=AWARE))
    found = clocks_of(known, [], policy(start="occurrence"), ToldWhen(), by_law={})
    assert found[0].starts == began


def test_a_draft_takes_the_place_of_no_law_in_force() -> None:
    """Who lives under a draft is protected by the service's law, and the draft is told of."""
    assert laws_told_of(("OM",), ("qatar",)) == tuple(sorted((Law.OMAN, Law.QATAR)))
    assert laws_told_of(("SA",), ("qatar",)) == (Law.SAUDI,)
    assert laws_told_of((), ("qatar",)) == (Law.QATAR,)
    assert laws_told_of((), ("oman",)) == (Law.OMAN,)


INSTANTS = st.datetimes(min_value=datetime(2016, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - the zone follows
FOUNDED = datetime(2026, 5, 1, tzinfo=UTC)


@given(first=INSTANTS, second=INSTANTS)
def test_times_in_the_wrong_order_are_refused(first: datetime, second: datetime) -> None:
    """Nobody is aware of what is not discovered, or discovers what has not begun."""
    early, late = sorted((first, second))
    Times(occurred_from=early, occurred_until=late, discovered=early, aware=late).check(
        late, founded=FOUNDED
    )
    if early == late:
        return
    for wrong in (
        {"discovered": late, "aware": early},
        {"discovered": early, "aware": late, "occurred_from": late},
        {"discovered": late, "aware": late, "occurred_from": late, "occurred_until": early},
    ):
        with pytest.raises(TimesOutOfOrder):
            Times(**wrong)
    with pytest.raises(TimesOutOfOrder):
        Times(discovered=early, aware=late).check(early, founded=FOUNDED)


@pytest.mark.promise("A20")
def test_times_that_nobody_can_mean_are_refused() -> None:
    """Found out ten years before the service was founded at most; begun after 1970."""
    now, first = datetime(2026, 6, 1, tzinfo=UTC), datetime(2016, 1, 1, tzinfo=UTC)
    before = first - timedelta(microseconds=1)
    Times(discovered=first, aware=now, occurred_from=datetime(1970, 1, 1, tzinfo=UTC)).check(
        now, founded=FOUNDED
    )
    for wrong, part in (
        (Times(discovered=before, aware=now), "discovered"),
        (Times(discovered=before, aware=before), "discovered"),
        (Times(discovered=datetime(1, 1, 1, tzinfo=UTC), aware=now), "discovered"),
        (
            Times(discovered=now, aware=now, occurred_from=datetime(1, 1, 1, tzinfo=UTC)),
            "occurred_from",
        ),
    ):
        with pytest.raises(TimeTooEarly) as refused:
            wrong.check(now, founded=FOUNDED)
        assert refused.value.fields["part"] == part
    ahead = Times(discovered=now, aware=now, occurred_until=now + timedelta(days=1))
    with pytest.raises(TimesOutOfOrder):
        ahead.check(now, founded=FOUNDED)


def test_facts_that_say_nothing_are_refused() -> None:
    """A title, who leads and a nature are needed; nothing is longer than can be read."""
    good = facts()
    for wrong in (
        {"title": " "},
        {"lead": "x" * 201},
        {"nature": ()},
        {"contact": ""},
        {"what": Words(ar="م" * 4001)},
        {"categories": ("x",) * 201},
    ):
        with pytest.raises(FactsUnfit):
            replace(good, **wrong)


def test_facts_tell_what_they_hold() -> None:
    """What a law wants to be said is there only in both languages."""
    known = facts()
    assert known.tells(Content.WHAT)
    assert known.tells(Content.AWARE)
    assert not known.tells(Content.WHEN)
    assert not known.tells(Content.CONTACT)
    assert not known.tells(Content.CATEGORIES)
    assert not known.tells(Content.MEASURES)
    half = replace(known, measures=Words(en="locked"), contact="privacy@house.example")
    assert not half.tells(Content.MEASURES)
    assert half.tells(Content.CONTACT)


def test_graver_reaches_what_is_less_grave() -> None:
    """A high risk is a risk too, and not the other way."""
    assert Severity.HIGH.reaches(Severity.RISK)
    assert not Severity.RISK.reaches(Severity.HIGH)


def test_days_of_the_union_are_counted_by_its_own_week() -> None:
    """No one country's week counts for the regulation."""
    assert week_of(Law.GDPR) is EUROPE
