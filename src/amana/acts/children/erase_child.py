"""Erase somebody who is found to be too young: by the usual erasure, with a record of its own.

The record names nobody: how it was found out, the promise, and that the erasure was done. From
its first transaction on nothing more is collected of them (rule 6). Killed in between it goes on
when it is asked for again, and until then the promise shows as broken.
"""

from dataclasses import dataclass
from typing import Final

from amana.acts.act import Act, Actor
from amana.acts.certificate import Certificate
from amana.acts.children.errors import Guarded, NoAgePromised
from amana.acts.holding.holds import refuse_held
from amana.acts.in_force import in_force, published
from amana.acts.person_facts import facts_of_group
from amana.acts.person_id import check_met
from amana.acts.requests.erase_everywhere import erase_everywhere
from amana.domain.ledger.entry import Entry, Json, Outcome
from amana.domain.person.facts import OfAge
from amana.domain.person.found_young import FoundYoung
from amana.domain.policy.model import Policy
from amana.domain.promises.children import Children
from amana.domain.vocabulary.collecting import Origin
from amana.storage.database import Storage
from amana.storage.errors import PersonErased

ERASE_CHILD: Final = "erase-child"


@dataclass(frozen=True, slots=True, kw_only=True)
class Under:
    """Under which promises of which version it is done."""

    promises: tuple[str, ...]
    version: int


def erase_child(
    storage: Storage, service: str, *, person: str, how: FoundYoung, actor: Actor
) -> Certificate:
    """Note that the person is too young, and erase them here and in every source.

    Asked twice it is one. Raises ``NoAgePromised``, ``Guarded``, ``UnusablePerson``, and what
    ``erase_everywhere`` raises, such as ``UnderHold``.
    """
    with storage.work(service) as work:
        check_met(work, person)
        _begin(Act(actor=actor, work=work), person, how)
    certificate = erase_everywhere(storage, service, person=person, actor=actor)
    with storage.work(service) as work:
        _finish(Act(actor=actor, work=work), person, certificate)
    return certificate


def _begin(act: Act, person: str, how: FoundYoung) -> None:
    """Note it with the age that they do not have; nothing where that was done before."""
    work = act.work
    version = in_force(work)
    policy = published(work, version).policy
    promised = _promised(policy)
    try:
        group = work.persons.group(person)
    except PersonErased:
        return
    if any(form.guardian for form in promised.values()) and (
        facts_of_group(work, group, policy).has_guardian
    ):
        raise Guarded
    refuse_held(work, group)
    if work.children.one(person) is not None:
        return
    entry, key = work.name_entry(), work.sealer.person_key(person)
    limit = max(form.under for form in promised.values())
    work.people.meet(key)
    work.identifiers.note_own(person, entry=entry)
    age = OfAge(at_least=limit, yes=False)
    work.declared.declare(key, age, origin=Origin.AUTOMATIC, source=None, entry=entry)
    work.children.put(person, how=how.value, entry=entry)
    under = Under(promises=tuple(promised), version=version.number)
    work.commit(_entry(act, Outcome.INTENDED, under, {"how": how.value}), ids=(entry,))


def _finish(act: Act, person: str, certificate: Certificate) -> None:
    """Note that the erasure is done, where that was not noted before."""
    work = act.work
    found = work.children.one(person)
    if found is None or found.done is not None:
        return
    version = in_force(work)
    promised = tuple(_promised(published(work, version).policy))
    entry = work.name_entry()
    work.children.close(person, entry=entry)
    under = Under(promises=promised, version=version.number)
    said: dict[str, Json] = {"how": found.how, "erasure": str(certificate.erasure)}
    work.commit(_entry(act, Outcome.DONE, under, said), ids=(entry,))


def _promised(policy: Policy) -> dict[str, Children]:
    """Return the promises to erase who is found too young. Raises ``NoAgePromised``."""
    found = {
        each.id: each.form
        for each in policy.promises.values()
        if isinstance(each.form, Children) and each.form.erased_if_found
    }
    if not found:
        raise NoAgePromised
    return found


def _entry(act: Act, outcome: Outcome, under: Under, more: dict[str, Json]) -> Entry:
    return Entry(
        act=ERASE_CHILD,
        outcome=outcome,
        promises=under.promises,
        policy_version=under.version,
        body={"actor": act.actor.identity, **more},
    )
