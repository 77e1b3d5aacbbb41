"""What a decision needs to know about who a person is, over all of their ids."""

from collections.abc import Collection, Mapping

from amana.domain.person.facts import (
    BornIn,
    Jurisdiction,
    OfAge,
    PersonFacts,
    PersonKind,
    kind_of,
    old_enough,
    too_young,
)
from amana.domain.policy.model import Policy
from amana.domain.promises.children import Children
from amana.storage.persons import Declared, Tie, TieKind
from amana.storage.work import View


def facts_of_group(view: View, group: tuple[bytes, ...], policy: Policy) -> PersonFacts:
    """Return what is known about the person whose ids these are, by the policy.

    Where no age is promised nobody is too young, and nobody is known to be old enough.
    """
    declared, ties = view.declared.of(group), view.persons.ties(group)
    return _facts(group, declared, ties, policy, year=view.now.year)


def facts_of_groups(
    view: View, groups: Collection[tuple[bytes, ...]], policy: Policy
) -> Mapping[tuple[bytes, ...], PersonFacts]:
    """Return the same of many groups, in as many statements as of one."""
    members = {key for group in groups for key in group}
    declared: dict[bytes, list[Declared]] = {}
    for each in view.declared.of(members):
        declared.setdefault(each.person, []).append(each)
    ties: dict[bytes, list[Tie]] = {}
    for tie in view.persons.ties(tuple(members)):
        for end in {tie.person, tie.other}:
            ties.setdefault(end, []).append(tie)
    return {
        group: _facts(
            group,
            tuple(each for key in group for each in declared.get(key, ())),
            tuple(tie for key in group for tie in ties.get(key, ())),
            policy,
            year=view.now.year,
        )
        for group in groups
    }


def _facts(
    group: tuple[bytes, ...],
    declared: tuple[Declared, ...],
    ties: tuple[Tie, ...],
    policy: Policy,
    *,
    year: int,
) -> PersonFacts:
    said = [each.value for each in declared]
    ages = [value for value in said if isinstance(value, BornIn | OfAge)]
    under = age_limit(policy)
    return PersonFacts(
        jurisdictions=_jurisdictions(declared, policy),
        too_young=under is not None and too_young(ages, under=under, year=year),
        old_enough=under is not None and old_enough(ages, under=under, year=year),
        has_guardian=any(tie.kind is TieKind.GUARDIAN and tie.other in group for tie in ties),
        kind=kind_of(value for value in said if isinstance(value, PersonKind)),
        acts_for_business=any(tie.kind is TieKind.STAFF and tie.person in group for tie in ties),
    )


def age_limit(policy: Policy) -> int | None:
    """Return the age below which the policy says that no data is collected; the highest of them."""
    forms = (promise.form for promise in policy.promises.values())
    return max((form.under for form in forms if isinstance(form, Children)), default=None)


def _jurisdictions(declared: tuple[Declared, ...], policy: Policy) -> tuple[Jurisdiction, ...]:
    """Return the declared places with who said so, else the service's own laws."""
    found = {
        place: Jurisdiction(place=place, origin=each.origin, source=each.source, at=each.at)
        for each in declared
        if isinstance(each.value, tuple)
        for place in each.value
    }
    if found:
        return tuple(found.values())
    return tuple(Jurisdiction(place=law, origin=None) for law in policy.laws)
