"""Laws of the policy language: one text for one policy, and differences that add up."""

import dataclasses
import string
from collections.abc import Mapping
from enum import StrEnum
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amana.domain.errors import Malformed
from amana.domain.period import Period
from amana.domain.policy.canonical import canonical, digest, natural
from amana.domain.policy.change import How
from amana.domain.policy.contradictions import remarks
from amana.domain.policy.declarations import Basis
from amana.domain.policy.difference import difference
from amana.domain.policy.errors import PolicyErrors, PolicyProblem
from amana.domain.policy.form import Item, items_of
from amana.domain.policy.model import (
    Controller,
    DataCategory,
    Policy,
    Promise,
    Purpose,
    Recipient,
)
from amana.domain.policy.notice import notice
from amana.domain.policy.parse import parse
from amana.domain.policy.plan import plan
from amana.domain.policy.values import Choice, Flag, Length, Number, Reference
from amana.domain.promises import KINDS
from amana.domain.promises.kind import Kind
from amana.domain.promises.law import Law
from amana.domain.vocabulary import RECIPIENTS
from amana.domain.vocabulary.sharing import Safeguard
from amana.domain.words import Words

DATA = ("email", "phone", "name")
PURPOSES = ("orders", "newsletter", "support")
PARTIES = ("courier", "ads", "bank")
IDS: Mapping[str, tuple[str, ...]] = {"data": DATA, "purposes": PURPOSES, "recipients": PARTIES}

texts = (
    st.text(
        st.characters(exclude_categories=("Cc", "Cs"), exclude_characters="\ufffe\uffff"),
        min_size=1,
        max_size=12,
    )
    .map(str.strip)
    .filter(bool)
)
"""Any words that a file may hold: invisible marks, line separators, other scripts."""
words = st.builds(Words, ar=texts, en=texts) | st.builds(Words, en=texts)
slugs = st.text(string.ascii_lowercase, min_size=1, max_size=8)
periods = st.builds(
    Period, years=st.integers(0, 5), days=st.integers(1, 400), hours=st.integers(0, 90)
)


def _one(item: Item) -> st.SearchStrategy[Any]:
    """Return values of an item's type."""
    match item.value:
        case Reference(section=section):
            return st.sampled_from(IDS[section])
        case Choice(among=among):
            return st.sampled_from(list[StrEnum](among))
        case Flag():
            return st.booleans()
        case Number():
            return st.integers(0, 99)
        case Length():
            return periods
        case _:
            return slugs


def _given(item: Item) -> st.SearchStrategy[Any]:
    """Return values of an item, its default among them."""
    values = _one(item)
    if item.many:
        values = st.lists(values, min_size=1, max_size=3, unique=True).map(tuple)
    return values if item.required else st.just(item.default) | values


def _built(kind: Kind[Any], values: dict[str, Any]) -> Any:  # noqa: ANN401 - of the form
    """Return the form of these values, or ``None`` where they do not go together."""
    try:
        return kind.form(**values)
    except Malformed:
        return None


def _forms(kind: Kind[Any]) -> st.SearchStrategy[Any]:
    """Return forms of the kind, made once: strategies are dear to make."""
    values = {it.field: _given(it) for it in items_of(kind.form, kind.name)}
    return st.fixed_dictionaries(values).map(lambda drawn: (kind, _built(kind, drawn)))


FORMS = st.one_of([_forms(KINDS[name]) for name in sorted(KINDS)])


@st.composite
def promise_lists(draw: st.DrawFn) -> dict[str, Promise]:
    """Draw promises of any kinds."""
    drawn = draw(st.lists(FORMS, min_size=1, max_size=4))
    found = {
        f"P{number}": Promise(id=f"P{number}", kind=kind, form=form)
        for number, (kind, form) in enumerate(drawn)
        if form is not None
    }
    never = KINDS["never"]
    sure = Promise(id="N1", kind=never, form=never.form(data=("email",), collected=True))
    return {**found, "N1": sure}


@st.composite
def policies(draw: st.DrawFn) -> Policy:
    """Draw a whole policy."""
    kinds = st.sampled_from(sorted(RECIPIENTS))
    safeguards = st.lists(st.sampled_from([one.value for one in Safeguard]), unique=True)
    bases = st.sampled_from([one.value for one in Basis])
    return Policy(
        service=draw(slugs),
        title=draw(words),
        controller=Controller(
            name=draw(words),
            email=draw(st.none() | st.just("privacy@example.org")),
            phone=draw(st.none() | texts),
            address=draw(st.none() | words),
            officer=draw(st.none() | words),
        ),
        languages=draw(st.sampled_from([("ar",), ("en",), ("ar", "en"), ("en", "ar")])),
        laws=tuple(
            draw(st.lists(st.sampled_from([one.value for one in Law]), unique=True, max_size=3))
        ),
        data={key: DataCategory(id=key, term="pd:Name", name=draw(words)) for key in DATA},
        purposes={
            key: Purpose(id=key, term=None, basis=draw(bases), name=draw(words), who=None)
            for key in PURPOSES
        },
        recipients={
            key: Recipient(
                id=key,
                kind=draw(kinds),
                name=draw(words),
                country=draw(st.none() | st.just("QA")),
                safeguards=tuple(draw(safeguards)),
                contact=draw(st.none() | texts),
            )
            for key in PARTIES
        },
        promises=draw(promise_lists()),
    )


def problems(text: str) -> tuple[PolicyProblem, ...]:
    """Return what is wrong with a text that is no policy; any other error fails the test."""
    with pytest.raises(PolicyErrors) as caught:
        parse(text, texts={})
    return caught.value.problems


@given(policies())
def test_the_canonical_text_gives_the_policy_again(policy: Policy) -> None:
    """Nothing is lost and nothing is added, whatever the words are."""
    assert parse(canonical(policy), texts=policy.texts) == policy


@given(policies(), st.randoms(use_true_random=False))
def test_the_same_policy_has_the_same_bytes(policy: Policy, chance: Any) -> None:  # noqa: ANN401
    """The order in which a file happens to declare things changes nothing."""
    shuffled = list(policy.promises.items())
    chance.shuffle(shuffled)
    again = dataclasses.replace(policy, promises=dict(shuffled))
    assert (canonical(again), digest(again)) == (canonical(policy), digest(policy))


@given(policies())
def test_a_policy_does_not_differ_from_itself(policy: Policy) -> None:
    """Publishing the same again is no change."""
    step = plan(policy, against=policy)
    assert difference(policy, policy).changes == ()
    assert (step.same, step.material, step.begins, step.ends) == (True, False, (), ())


@given(policies(), policies())
@settings(max_examples=25)
def test_what_one_direction_adds_the_other_removes(old: Policy, new: Policy) -> None:
    """Each change has its counterpart on the way back, and each has words and a reason."""
    there, back = difference(old, new), difference(new, old)
    assert set(there.begins) == set(back.ends)
    assert set(there.ends) == set(back.begins)
    assert len(there.changes) == len(back.changes)
    for change in there.changes:
        assert change.words.ar
        assert change.words.en
        assert change.reason.words.ar


@given(policies(), policies())
@settings(max_examples=25)
def test_different_policies_differ_in_their_digest(old: Policy, new: Policy) -> None:
    """A digest stands for one policy."""
    assert (digest(old) == digest(new)) == (old == new)
    same = dataclasses.replace(new, service=old.service, languages=old.languages, laws=old.laws)
    assert bool(difference(old, same).changes) == (same != old)


@given(policies(), st.integers(0, 99))
def test_taking_a_promise_away_is_seen_as_that(policy: Policy, number: int) -> None:
    """One promise fewer is one change, and the way back is its opposite."""
    gone = sorted(policy.promises)[number % len(policy.promises)]
    fewer = {key: it for key, it in policy.promises.items() if key != gone}
    step = difference(policy, dataclasses.replace(policy, promises=fewer))
    assert [(change.how, change.id) for change in step.changes] == [(How.REMOVED, gone)]


@given(policies(), st.sampled_from(["ar", "en"]))
def test_a_notice_says_every_promise_once(policy: Policy, language: Any) -> None:  # noqa: ANN401
    """Nothing promised is left out of the notice, and every block says something."""
    blocks = notice(policy, language)
    said = [promise for block in blocks for promise in block.promises]
    assert sorted(said) == sorted(policy.promises)
    assert all(block.text.strip() for block in blocks)


@given(policies())
def test_findings_name_what_the_policy_holds(policy: Policy) -> None:
    """A finding speaks both languages, and only of what is there."""
    for remark in remarks(policy):
        assert remark.words.ar
        assert remark.words.en
        assert set(remark.promises) <= policy.promises.keys()


@given(st.text(max_size=200))
@settings(max_examples=100)
def test_random_text_is_told_why_it_is_no_policy(text: str) -> None:
    """No input ends in anything but its problems."""
    assert problems(text)


@given(st.text("[]{}:,-&*!|>'\"%@`#?\n ab\u0661", max_size=60))
@settings(max_examples=200)
def test_broken_yaml_is_told_with_its_place(text: str) -> None:
    """Whatever the parser stumbles over has a line and a column."""
    assert all(problem.line >= 1 and problem.column >= 1 for problem in problems(text))


@given(st.lists(st.text("Ma0123", min_size=1, max_size=6), unique=True))
def test_ids_have_one_natural_order(names: list[str]) -> None:
    """Different ids never tie, so that an order is the order."""
    assert len({natural(name) for name in names}) == len(names)
