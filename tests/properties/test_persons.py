"""Laws of who a person is: joining and parting ids, and what is known of an age."""

from functools import reduce

from hypothesis import given
from hypothesis import strategies as st

from amana.domain.person.facts import Age, BornIn, OfAge, old_enough, too_young
from amana.domain.person.groups import (
    Bond,
    bond,
    group_of,
    groups_of,
    root_of,
    roots_of,
    without,
)

IDS = tuple(bytes((number,)) * 32 for number in range(8))
ids = st.sampled_from(IDS)
bonds = st.tuples(ids, ids).filter(lambda two: two[0] != two[1]).map(lambda two: bond(*two))
held = st.frozensets(bonds, max_size=10)


@given(held, bonds)
def test_parting_what_was_joined_leaves_exactly_what_was_before(
    before: frozenset[Bond], new: Bond
) -> None:
    """Whatever else is joined, each id has again the group that it had."""
    apart = before - {new}
    joined = apart | {new}
    assert group_of(joined, min(new)) == group_of(joined, max(new))
    assert {key: group_of(joined - {new}, key) for key in IDS} == {
        key: group_of(apart, key) for key in IDS
    }


@given(st.lists(bonds, max_size=8), st.randoms(use_true_random=False))
def test_the_order_of_joining_does_not_matter(made: list[Bond], random: object) -> None:
    """Neither does joining twice: the groups, and their roots, come out the same."""
    shuffled = [*made, *made]
    random.shuffle(shuffled)  # type: ignore[attr-defined]  # Hypothesis's own random
    in_turn = reduce(lambda known, each: known | {each}, shuffled, frozenset[Bond]())
    assert roots_of(in_turn, IDS) == roots_of(frozenset(made), IDS)


@given(held)
def test_every_id_stands_in_one_group_and_sees_the_same_one(known: frozenset[Bond]) -> None:
    """Groups neither overlap nor leave anybody out, and a group's group is itself."""
    groups = groups_of(known, IDS)
    assert sorted(key for group in groups for key in group) == sorted(IDS)
    for group in groups:
        assert {group_of(known, key) for key in group} == {group}
        assert groups_of(known, group) == {group}


@given(held, bonds)
def test_joining_two_ids_joins_their_whole_groups_and_nobody_else(
    known: frozenset[Bond], new: Bond
) -> None:
    """The group of the joined is the union of both; all others stay as they were."""
    one, other = new
    both = group_of(known, one) | group_of(known, other)
    after = known | {new}
    assert group_of(after, one) == both
    for key in set(IDS) - both:
        assert group_of(after, key) == group_of(known, key)


@given(held)
def test_a_root_is_one_step_away_and_there_is_no_cycle(known: frozenset[Bond]) -> None:
    """Each joined id leads to an id of its group that leads nowhere."""
    roots = roots_of(known, IDS)
    for key, root in roots.items():
        assert (root is None) == (key == root_of(group_of(known, key)))
        if root is not None:
            assert roots[root] is None
            assert root in group_of(known, key)


@given(held, ids)
def test_an_id_that_is_taken_out_stands_alone(known: frozenset[Bond], out: bytes) -> None:
    """What bonded the others without it still does, and nothing new does."""
    left = without(known, out)
    assert group_of(left, out) == {out}
    for key in IDS:
        assert group_of(left, key) <= group_of(known, key)
    assert left == {each for each in known if out not in each}


years = st.integers(1880, 2030)
limits = st.integers(1, 21)
ages: st.SearchStrategy[Age] = st.one_of(
    st.builds(BornIn, year=years), st.builds(OfAge, at_least=limits, yes=st.booleans())
)


@given(st.lists(ages, max_size=4), limits, years)
def test_nobody_is_both_too_young_and_old_enough(said: list[Age], under: int, year: int) -> None:
    """What contradicts itself counts as too young; nothing said is neither."""
    assert not (
        too_young(said, under=under, year=year) and old_enough(said, under=under, year=year)
    )
    assert not too_young([], under=under, year=year)
    assert not old_enough([], under=under, year=year)


@given(st.integers(1900, 2020), limits, st.integers(0, 40))
def test_a_year_of_birth_never_says_more_than_the_birthday_would(
    born: int, under: int, later: int
) -> None:
    """Before the birthday and after it, it is right."""
    exact = {later - 1, later}
    said = [BornIn(year=born)]
    if old_enough(said, under=under, year=born + later):
        assert all(age >= under for age in exact)
    if too_young(said, under=under, year=born + later):
        assert all(age < under for age in exact)


@given(ages, limits, st.integers(0, 20), years)
def test_old_enough_for_an_age_is_old_enough_for_a_lower_one(
    said: Age, under: int, less: int, year: int
) -> None:
    """And too young for an age is too young for a higher one."""
    lower = max(1, under - less)
    if old_enough([said], under=under, year=year):
        assert old_enough([said], under=lower, year=year)
    if too_young([said], under=lower, year=year):
        assert too_young([said], under=under, year=year)
