"""What stands around a passage, and what it says of the passage's kind."""

from hypothesis import given
from hypothesis import strategies as st

from amana.domain.policy.proposal import Role
from amana.reading import read
from amana.reading.document import as_judged
from amana.reading.kinds.learned import learned
from amana.reading.kinds.surroundings import (
    ALONE,
    EDGE,
    Heard,
    Surroundings,
    chances,
    surroundings,
)

_KINDS = ("collect", "share", "retain", "none")
_HEARD = st.builds(
    Heard,
    heading=st.sampled_from(["", "a", "b"]),
    odds=st.fixed_dictionaries({kind: st.floats(-8, 8) for kind in _KINDS}),
)


def _heard(heading: str, kind: str) -> Heard:
    """Return a passage that is surely of one kind."""
    return Heard(heading=heading, odds={each: 6.0 if each == kind else -6.0 for each in _KINDS})


@given(st.lists(_HEARD, max_size=12))
def test_each_passage_has_surroundings_and_chances_are_chances(heard: list[Heard]) -> None:
    """None is above one, and those of a place are no more than one together."""
    found = chances(heard)
    assert len(found) == len(heard)
    for each in found:
        for place in (each.before, each.after, each.section):
            assert all(0 <= chance <= 1 for chance in place.values())
            assert sum(place.values()) <= 1 + 1e-9


@given(st.lists(_HEARD, max_size=12))
def test_a_passage_does_not_hear_itself(heard: list[Heard]) -> None:
    """Whatever it says itself, what stands around it stays."""
    for at in range(len(heard)):
        other = [*heard]
        other[at] = _heard(heard[at].heading, "retain")
        one, two = chances(heard)[at], chances(other)[at]
        assert (one.before, one.after) == (two.before, two.after)
        assert one.section.keys() == two.section.keys()
        assert all(abs(one.section[kind] - two.section[kind]) < 1e-9 for kind in one.section)


def test_neighbours_stand_under_the_same_heading() -> None:
    """A passage at the edge of its section has an edge beside it; one alone has nothing else."""
    first, second, third = chances(
        [_heard("a", "collect"), _heard("a", "share"), _heard("b", "retain")]
    )
    assert set(first.before) == {EDGE}
    assert set(first.after) == set(first.section) == {"share"}
    assert set(second.before) == set(second.section) == {"collect"}
    assert set(second.after) == {EDGE}
    assert third == ALONE


def test_what_was_learned_is_weighed_by_chances() -> None:
    """Each place adds the row of each kind that is likely there."""
    known = Surroundings(
        before={"share": {"share": 2.0, "none": -1.0}}, after={}, section={EDGE: {"share": 0.5}}
    )
    (_, second) = chances([_heard("a", "share"), _heard("a", "collect")])
    assert abs(known.odds(second)["share"] - 2.0) < 0.01
    assert known.odds(ALONE) == {"share": 0.5}


def test_a_passage_alone_is_scored_as_if_read_alone() -> None:
    """The scorer of a single passage and the reading of a text of one sentence agree."""
    text = "We keep invoices for ten years."
    piece = as_judged(text, role=Role.SENTENCE, heading=None, lead_in=None)
    said = learned().among(learned().said(piece), surroundings().odds(ALONE)).score(piece)
    alone = learned().score(piece)
    assert {kind: each.weight for kind, each in said.items()} == {
        kind: each.weight for kind, each in alone.items()
    }
    assert read(text.encode()).proposals[0].kinds[0] == "retain"


def test_bare_items_take_their_kind_from_those_around_them() -> None:
    """The same words, between two disclosures and between two periods."""
    shared = (
        "## Partners\n\nWe send your address to the courier.\n\nThe bank as well.\n\n"
        "We pass your order to the restaurant.\n"
    )
    kinds = [each.kinds[0] for each in read(shared.encode(), name="a.md").proposals]
    assert kinds == ["heading", "share", "share", "share"]


def test_progress_never_goes_back_and_ends_at_the_end() -> None:
    """Both times that a text is gone through are told as one."""
    text = "# One\n\n" + "We collect your name. We keep it for a year.\n\n" * 30
    told: list[tuple[int, int]] = []
    read(text.encode(), name="a.md", progress=lambda done, whole: told.append((done, whole)))
    done = [each for each, _ in told]
    assert done == sorted(done)
    assert {whole for _, whole in told} == {len(text)}
    assert done[-1] <= len(text)
    assert done[-1] >= len(text.rstrip()) - 1
