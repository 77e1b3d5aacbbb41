"""What of a provider's word may be taken over, and how it is kept: as promised, and no more.

The policy says what comes from whom: a ``collect`` promise from third parties, with the provider
among its sources, for what the provider says; one from the person for what the person adds. What
none of them names is not taken. An address becomes one by which the person is known only where
the provider has verified it: what somebody merely says or types may be anybody's.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Final, Self, TypeVar

from amana.acts.act import Act
from amana.acts.declared_map import declared_map
from amana.acts.in_force import in_force, published
from amana.acts.persons.identifiers import note_verified
from amana.acts.persons.identify import GivenIdentifier, Identifying, identify
from amana.acts.persons.normal import normal_identifier
from amana.acts.records.asked import Circumstances, Collecting
from amana.acts.records.collect import collect
from amana.acts.records.errors import RecordExists
from amana.acts.staying_out import Suppressed
from amana.domain.errors import Malformed
from amana.domain.person.identifiers import TERMS, IdentifierKind
from amana.domain.policy.model import Policy
from amana.domain.promises.collect import Collect
from amana.domain.record_map.model import Keyed, RecordMap, RecordType
from amana.domain.vocabulary.collecting import Origin
from amana.storage.work import View, Work

_TERMS: Final[Mapping[str, frozenset[str]]] = {
    "name": frozenset({"pd:Name"}),
    "email": TERMS[IdentifierKind.EMAIL],
    "phone": TERMS[IdentifierKind.PHONE],
    "picture": frozenset({"pd:Picture"}),
}
KINDS: Final = {"email": IdentifierKind.EMAIL, "phone": IdentifierKind.PHONE}
_OCCASION: Final = "sign_in"
_Done = TypeVar("_Done")


@dataclass(frozen=True, slots=True, kw_only=True)
class Offered:
    """One thing that may be taken over, and what is promised about that."""

    what: str
    """``name``, ``email``, ``phone`` or ``picture``."""
    category: str
    """The data category of the policy."""
    purposes: frozenset[str]
    occasion: str
    provider: str | None
    """From which provider; ``None`` from the person."""
    value: str = field(default="", repr=False)

    def with_value(self, value: str) -> Self:
        """Return it with what is taken over."""
        return replace(self, value=value)

    @property
    def origin(self) -> Origin:
        """Return where the value comes from."""
        return Origin.PERSON if self.provider is None else Origin.THIRD_PARTY


def offers(view: View, provider: str) -> tuple[Offered, ...]:
    """Return what may come from the provider, and from the person, at sign-in."""
    if view.policies.in_force() is None:
        return ()
    policy = published(view, in_force(view)).policy
    return tuple(_offers(policy, (provider, None)))


def own_addresses(view: View) -> tuple[Offered, ...]:
    """Return the addresses that may come from the person, as promised."""
    if view.policies.in_force() is None:
        return ()
    policy = published(view, in_force(view)).policy
    return tuple(each for each in _offers(policy, (None,)) if each.what in KINDS)


def known_by(act: Act, person: str, address: Offered, *, by: str) -> bool:
    """Note that the person is known by an address that was shown to be theirs; the caller commits.

    Tells whether a promise lets it in. Raises what the address refuses, and ``Suppressed``.
    """
    given = GivenIdentifier(
        kind=KINDS[address.what], value=address.value, category=address.category
    )
    asked = Identifying(
        person=person,
        identifiers=(given,),
        occasion=address.occasion,
        purposes=address.purposes,
        origin=address.origin,
        source=address.provider,
    )
    work, value = act.work, normal_identifier(given.kind, given.value)
    if not held(work, partial(identify, act, asked)).answer.permitted:
        return False
    for entry in note_verified(work, person=person, kind=given.kind, value=value, by=by):
        held(work, partial(work.commit, entry))
    return True


def collectings(view: View, person: str, offered: Iterable[Offered]) -> Iterator[Collecting]:
    """Return how the offered is taken in as records, as far as the map has a type for it.

    What came in the same way and belongs to one type is one record.
    """
    known = declared_map(view)
    found: dict[tuple[str, str | None, str, frozenset[str]], dict[str, str]] = {}
    for each in offered:
        place = None if known is None else next(_fields(known, each.category), None)
        if place is not None:
            type_, name = place
            way = (type_.id, each.provider, each.occasion, each.purposes)
            found.setdefault(way, {})[name] = each.value
    for (name, provider, occasion, purposes), values in found.items():
        own = known is not None and known.records[name].keyed is Keyed.OWN
        yield Collecting(
            person=person,
            type=name,
            key=person if own else None,
            values=values,
            purposes=purposes,
            how=Circumstances(
                origin=Origin.PERSON if provider is None else Origin.THIRD_PARTY,
                occasion=occasion,
                source=provider,
            ),
        )


def take_over(
    act: Act, person: str, offered: Sequence[Offered], *, verified: frozenset[str]
) -> None:
    """Take in what was offered, as records, and as identifiers what the provider verified.

    The caller commits. What does not fit, or stays out because it was erased here once, keeps
    nobody from signing in.
    """
    for each in offered:
        if each.provider is not None and each.what in verified & KINDS.keys():
            with suppress(Malformed, Suppressed):
                known_by(act, person, each, by="provider")
    for record in tuple(collectings(act.work, person, offered)):
        with suppress(Malformed, Suppressed, RecordExists):
            held(act.work, partial(collect, act, record))


def held(work: Work, do: Callable[[], _Done]) -> _Done:
    """Do an act of which the commit waits for the caller's own."""
    work.transaction.hold()
    try:
        return do()
    finally:
        work.transaction.take_up()


def _offers(policy: Policy, sources: tuple[str | None, ...]) -> Iterator[Offered]:
    for what, terms in _TERMS.items():
        for source in sources:
            found = next(_promised(policy, terms, source), None)
            if found is not None:
                category, form = found
                yield Offered(
                    what=what,
                    category=category,
                    purposes=frozenset(form.for_),
                    occasion=form.at[0] if form.at else _OCCASION,
                    provider=source,
                )


def _promised(
    policy: Policy, terms: frozenset[str], provider: str | None
) -> Iterator[tuple[str, Collect]]:
    """Find the promises that let such data come from there."""
    fit = [each.id for each in policy.data.values() if each.term in terms]
    for promise in policy.promises.values():
        form = promise.form
        if not isinstance(form, Collect):
            continue
        if provider is None:
            there = form.from_ is Origin.PERSON
        else:
            there = form.from_ is Origin.THIRD_PARTY and provider in form.source
        yield from ((category, form) for category in fit if there and category in form.data)


def _fields(known: RecordMap, category: str) -> Iterator[tuple[RecordType, str]]:
    """Find the types of record that have a field for the category."""
    for type_ in known.records.values():
        for each in type_.fields.values():
            if each.category == category:
                yield type_, each.id
