"""Who may get this message, or whose data may serve this purpose: a proposal for many at once.

What the policy and the law ask of everybody is asked once; who agreed and who refused comes from
the sets. Nobody may be written to because of it: each one is decided about by name, under lock.
"""

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import islice
from threading import Lock
from typing import Final
from uuid import UUID

from pyroaring import BitMap

from amana.acts.cursors import cursor_of, place_of
from amana.acts.in_force import Parsed, in_force, published
from amana.acts.person_id import check_met
from amana.domain.choice.restriction import RESTRICTED
from amana.domain.decision.question import Facts, Question
from amana.domain.decision.rule import Need
from amana.storage.choice_sets import NO, YES, PurposeSets
from amana.storage.own_ids import OwnIds
from amana.storage.work import View

MOST: Final = 1_000
"""Persons who are looked at for one page."""
_LIST: Final = "audience"
_KEPT: Final = 64
"""Purposes whose sets stay in memory: of ten million people about 2.5 MB each."""
_SHOWN_LATER: Final = frozenset(Need) - {Need.CONSENT, Need.NO_OBJECTION, Need.REASON}
"""What is found out of each one when they are decided about."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Audience:
    """Who is proposed, by number; and by which promises, or which rules propose nobody."""

    numbers: BitMap
    promises: tuple[str, ...]
    refused_by: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AudienceNamed:
    """Who is proposed of those who were named, by the service's own ids, in the order given."""

    persons: tuple[str, ...] = field(repr=False)
    promises: tuple[str, ...]
    refused_by: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AudiencePage(AudienceNamed):
    """Some of all who are proposed, in the order in which they were numbered."""

    unnamed: int
    """Of the page: who was erased meanwhile, or came in under no id of their own."""
    next: str | None
    """Where to go on; ``None`` after the last."""


def page_of(
    view: View, found: Audience, question: Question, *, after: str | None, limit: int
) -> AudiencePage:
    """Return a page of the audience by the service's own ids. Raises ``WrongCursor``.

    Each page is of its own instant: who refused since the page before is not on it.
    """
    most = max(1, min(limit, MOST))
    about = "\0".join((question.doing.value, *sorted(question.purposes)))
    place = place_of(view.sealer, after, of=_LIST, about=about)
    first = 0 if place is None else place.int + 1
    numbers = list(islice(found.numbers.iter_equal_or_larger(first), most + 1))
    shown = numbers[:most]
    named = OwnIds(transaction=view.transaction, sealer=view.sealer).of_numbers(shown)
    more = len(numbers) > most
    return AudiencePage(
        persons=tuple(named.values()),
        promises=found.promises,
        refused_by=found.refused_by,
        unnamed=len(shown) - len(named),
        next=cursor_of(view.sealer, UUID(int=shown[-1]), of=_LIST, about=about) if more else None,
    )


def among(view: View, found: Audience, persons: Sequence[str]) -> AudienceNamed:
    """Return which of these persons are in the audience.

    Whom Amana never met, met within the last minute or erased is not. Raises
    ``UnusablePerson``.
    """
    for person in persons:
        check_met(view, person)
    keys = {person: view.sealer.person_key(person) for person in persons}
    numbers = view.persons.numbers_of(keys.values())
    return AudienceNamed(
        persons=tuple(
            p for p, key in keys.items() if key in numbers and numbers[key] in found.numbers
        ),
        promises=found.promises,
        refused_by=found.refused_by,
    )


class Audiences:
    """The sets that this process holds in memory; any thread may ask."""

    __slots__ = ("_held", "_lock")

    def __init__(self) -> None:
        """Begin with none."""
        self._held: OrderedDict[tuple[str, str], PurposeSets] = OrderedDict()
        self._lock = Lock()

    def propose(self, view: View, question: Question) -> Audience:
        """Return who may be asked about; the question names one purpose or more.

        Raises ``NoPolicyInForce``.
        """
        known = published(view, in_force(view))
        agreed, refused = BitMap(), BitMap()
        for place, purpose in enumerate(sorted(question.purposes)):
            sets = self._sets(view, purpose)
            yes = sets.who(YES)
            agreed = yes if place == 0 else agreed & yes
            refused |= sets.who(NO)
        # Of whose data is restricted nobody is proposed: who agreed since is asked for by name.
        refused |= self._sets(view, RESTRICTED).who(NO)
        everybody = view.persons.numbered()
        return proposed(known, question, agreed=agreed, refused=refused, everybody=everybody)

    def _sets(self, view: View, purpose: str) -> PurposeSets:
        """Return what this process holds of the purpose, brought up to the view's instant."""
        key = (view.service, purpose)
        with self._lock:
            held = self._held.setdefault(key, PurposeSets())
            self._held.move_to_end(key)
            while len(self._held) > _KEPT:
                self._held.popitem(last=False)
            view.choice_sets.refresh(purpose, held)
            return held


def proposed(
    known: Parsed, question: Question, *, agreed: BitMap, refused: BitMap, everybody: int
) -> Audience:
    """Return who is proposed out of all numbers below ``everybody``.

    Where the question is permitted of somebody who said nothing, all but those who refused; else
    where it is of who consented, those who did and did not refuse; else nobody.
    """
    prepared = known.compiled.prepare(question)
    silent = Facts(met=_SHOWN_LATER, law=known.laws.of())
    willing = Facts(met=_SHOWN_LATER, law=known.laws.of(), consented=question.purposes)
    answer = prepared.answer(silent)
    if answer.permitted:
        return Audience(
            numbers=BitMap(range(everybody)) - refused, promises=answer.promises, refused_by=()
        )
    answer = prepared.answer(willing)
    return Audience(
        numbers=agreed - refused if answer.permitted else BitMap(),
        promises=answer.promises if answer.permitted else (),
        refused_by=tuple(refusal.rule for refusal in answer.refusals),
    )
