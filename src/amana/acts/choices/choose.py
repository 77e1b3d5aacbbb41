"""A person says what may be done for a purpose: consent, objection, and their ends.

The word, its ledger entry and what follows for the sets commit in one transaction; from it on
every process decides by it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final

from amana.acts.act import Act
from amana.acts.choices.choosing import Choosing, ChosenNow
from amana.acts.choices.errors import NotConfirmed, NothingOffered, UnknownPurpose
from amana.acts.choices.guarding import check_guardian
from amana.acts.events.tell import EventKind, telling
from amana.acts.in_force import Parsed, in_force, published
from amana.acts.person_id import check_met
from amana.domain.choice.binding import Binding, bound_to, cookie_promises, promised_way_out
from amana.domain.choice.channels import channel_of
from amana.domain.choice.circumstances import Circumstances, Place
from amana.domain.choice.offers import Offer
from amana.domain.choice.word import AGREEING, STATE_AFTER, Word
from amana.domain.ledger.entry import Entry, Json
from amana.storage.entry_rows import EntryRow
from amana.storage.policies import VersionRow
from amana.storage.work import Work

ACT: Final = "choose"

__all__ = ["ACT", "Choosing", "ChosenNow", "choose", "say_word"]


def choose(act: Act, given: Choosing) -> ChosenNow:
    """Record what the person said about the purposes, as the last word of this id.

    An objection or withdrawal is always taken, also where nothing was promised, and of a purpose
    that only another version declares. Raises ``UnknownPurpose``, ``NothingOffered``,
    ``NotConfirmed``, ``GuardianNeeded``, ``NotGuardian``, ``NoPolicyInForce``, ``UnusablePerson``
    and ``PersonErased``; nothing is recorded then.
    """
    done = say_word(act, given)
    act.work.over()
    return done


def say_word(act: Act, given: Choosing) -> ChosenNow:
    """Record it as :func:`choose` does, to be committed with what the act says beside it."""
    saying = said(act, given, given.how)
    entry = saying.entry(act, given)
    work = act.work
    person_key = work.sealer.person_key(given.person)
    meets = work.meets(given.person)
    with work.writing_about(given.person):
        if not work.sealer.at_hand(person_key):
            work.people.meet(person_key, to_choose=True)
        noted = work.noted(entry)
        recorded = saying.record(work, given, noted, meets=meets)
    if recorded is None:
        # Nobody yet, or erased: then this raises.
        with work.transaction.together():
            work.people.meet(person_key, to_choose=True)
            saying.record(work, given, noted)
    return ChosenNow(
        entry=noted.entry,
        policy_version=saying.version.number,
        promises=saying.promises,
        purposes=tuple(purpose for purpose, _ in saying.about),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Saying:
    """A word that may be taken, with what it binds to."""

    version: VersionRow
    about: tuple[tuple[str, Offer | None], ...]
    """Purposes in their order; ``None`` of one that only another version declares."""
    how: Circumstances
    asked_by: tuple[str, ...] = ()
    """Promises on whose behalf it was asked, or that it carries out, beside those it binds to."""

    @property
    def promises(self) -> tuple[str, ...]:
        """What the word binds to, each once."""
        bound = (it.promise for _, it in self.bindings if it is not None)
        return tuple(dict.fromkeys((*bound, *self.asked_by)))

    @property
    def bindings(self) -> tuple[tuple[str, Binding | None], ...]:
        """Return what the word about each purpose binds to."""
        return tuple((it, None if offer is None else offer.binding) for it, offer in self.about)

    def entry(
        self,
        act: Act,
        given: Choosing,
        *,
        name: str = ACT,
        more: Mapping[str, Json] = MappingProxyType({}),
    ) -> Entry:
        """Return the evidence: all that a receipt is made from, but the policy's own words."""
        return Entry(
            act=name,
            promises=self.promises,
            policy_version=self.version.number,
            body={**self._body(act, given), **more},
            person=given.person,
        )

    def _body(self, act: Act, given: Choosing) -> dict[str, Json]:
        how = self.how
        body: dict[str, Json] = {
            "actor": act.actor.identity,
            "person": given.person,
            "word": given.word.value,
            "purposes": tuple(purpose for purpose, _ in self.about),
            "wordings": tuple("" if it is None else it.wording.hex() for _, it in self.bindings),
            "terms": tuple("" if it is None else it.terms.hex() for _, it in self.about),
            "at": act.work.now.isoformat(),
            "channel": how.through.value,
            "means": how.means.value,
        }
        if how.language is not None:
            body["language"] = how.language
        if how.shown is not None:
            body["shown"] = how.shown.hex()
        if how.guarded:
            body["guarded"] = True
        if given.confirmed:
            body["confirmed"] = True
        if how.said_at is not None:
            body["said_at"] = how.said_at.isoformat()
        return body

    def record(
        self, work: Work, given: Choosing, noted: EntryRow, *, meets: bool = False
    ) -> frozenset[str] | None:
        """Write the word with its entry, and tell the application; ``None`` of who is unknown.

        All in one statement, which with ``meets`` notes the person too. Of what was said elsewhere
        nothing is told: it came from there.
        """
        event = None
        if not self.how.imported:
            told = self._told(work, given, noted)
            event = telling(work, EventKind.CHOICE_CHANGED, told, person=given.person)
        return work.choices.record(
            self.bindings,
            state=STATE_AFTER[given.word],
            version=self.version.number,
            noted=noted,
            how=self.how,
            event=event,
            meets=meets,
        )

    def _told(self, work: Work, given: Choosing, noted: EntryRow) -> dict[str, Json]:
        return {
            "purposes": tuple(purpose for purpose, _ in self.about),
            "word": given.word.value,
            "state": STATE_AFTER[given.word].value,
            "policy_version": self.version.number,
            "entry": str(noted.entry),
            "at": work.now.isoformat(),
        }


def said(
    act: Act,
    given: Choosing,
    how: Circumstances,
    *,
    first_step: bool = False,
    vouched: bool = False,
) -> Saying:
    """Return the word as it may be taken under the policy in force; raises what ``choose`` does.

    ``first_step`` says that a second one follows where the policy promises it; ``vouched`` that
    whoever said it was looked at before.
    """
    check_met(act.work, given.person)
    version = in_force(act.work)
    known = published(act.work, version)
    if not vouched:
        check_guardian(act.work, given, known.policy)
    return Saying(
        version=version,
        about=tuple(
            (purpose, _offer(act.work, known, purpose, given, first_step=first_step))
            for purpose in sorted(given.purposes)
        ),
        how=how,
        asked_by=(*_asked_by(known, given), *_ways_out(known, given)),
    )


def _asked_by(known: Parsed, given: Choosing) -> tuple[str, ...]:
    """Return the promises about cookies on whose behalf the banner asks."""
    if given.channel is not Place.BANNER:
        return ()
    asked = (cookie_promises(known.policy, purpose) for purpose in sorted(given.purposes))
    return tuple(promise.id for promises in asked for promise in promises)


def _ways_out(known: Parsed, given: Choosing) -> tuple[str, ...]:
    """Return the promises that a refusal carries out beside the one that it binds to."""
    if STATE_AFTER[given.word] in AGREEING:
        return ()
    objects = given.word is Word.OBJECT
    found = (
        promised_way_out(known.policy, purpose, objects=objects)
        for purpose in sorted(given.purposes)
    )
    return tuple(promise.id for promises in found for promise in promises)


def _offer(
    work: Work, known: Parsed, purpose: str, given: Choosing, *, first_step: bool
) -> Offer | None:
    """Return what the word is about; a consent must have something to bind to.

    Who refuses is taken at their word about any purpose that was ever declared: it may be one of
    an earlier version, and come again.
    """
    agreeing = STATE_AFTER[given.word] in AGREEING
    channel = channel_of(purpose)
    if channel is not None and given.word not in {Word.OPT_OUT, Word.OPT_IN}:
        # A channel is closed or opened: there is nothing to consent to.
        raise NothingOffered(purpose=purpose)
    offer = known.offers.get(purpose)
    if offer is None and channel is not None and not agreeing:
        return None
    if offer is None and (agreeing or not _ever_declared(work, purpose)):
        raise UnknownPurpose(known=", ".join(sorted(known.policy.purposes)))
    if offer is not None and given.channel is Place.BANNER:
        # The words that the banner showed are those about cookies.
        offer = replace(offer, binding=bound_to(known.policy, purpose, cookies=True))
    if offer is not None and agreeing:
        if offer.binding is None:
            raise NothingOffered(purpose=purpose)
        if offer.twice and not (given.confirmed or first_step):
            raise NotConfirmed(purpose=purpose)
    return offer


def _ever_declared(work: Work, purpose: str) -> bool:
    """Tell whether some published version declares the purpose, one still to come included."""
    versions = work.policies.versions()
    return any(purpose in published(work, row).policy.purposes for row in versions)
