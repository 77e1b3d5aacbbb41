"""Decide about messages that are due, many at once: each by the one decision, under lock.

What is known about all their people is read by a few statements; then each is asked about as if
it were alone.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from amana.acts.deciding.asked import Asked, Known
from amana.acts.deciding.facts import facts_of
from amana.acts.in_force import Parsed, in_force, published
from amana.acts.messages.put_out import ADDRESSED
from amana.acts.persons.suppress import BY_REQUEST
from amana.domain.choice.word import AGREEING
from amana.domain.decision.question import Answer, Question
from amana.domain.decision.rule import Doing
from amana.domain.errors import Refused
from amana.domain.message.promised import Sort, check_sort, contact_data
from amana.domain.person.identifiers import TERMS, IdentifierKind
from amana.storage.errors import CannotOpen, KeyMissing, PersonErased, RecordSealBroken
from amana.storage.outbox_rows import Claimed
from amana.storage.persons.identifiers import HeldIdentifier
from amana.storage.persons.suppression import Listable
from amana.storage.policies import VersionRow
from amana.storage.work import Work

NO_ADDRESS: Final = "messages.no_address"
ENDED_ADDRESS: Final = "messages.ended_address"
ERASED: Final = "messages.erased"
TOO_LATE: Final = "messages.too_late"
NO: Final = Answer(permitted=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A message, and what is to become of it."""

    message: Claimed
    answer: Answer
    person: str | None = field(default=None, repr=False)
    asked: Asked | None = None
    """``None`` for what the platform itself has to say, and where nothing could be asked."""
    policy_version: int | None = None
    address: str | None = field(default=None, repr=False)
    fault: str | None = None
    """Why it cannot be sent at all, where that is no answer of the policy."""

    @property
    def goes(self) -> bool:
        """Whether it is to be sent."""
        return self.answer.permitted and self.fault is None


@dataclass(frozen=True, slots=True, kw_only=True)
class People:
    """What is known about the people of a batch, by their look-up keys."""

    groups: Mapping[bytes, tuple[bytes, ...]]
    identifiers: Mapping[bytes, Sequence[HeldIdentifier]]
    ended: frozenset[tuple[bytes, bytes]]
    """Person and hash of the address."""
    stopped: Mapping[tuple[bytes, str, str], datetime]
    """Person, purpose and class, and when it was stopped, where it is stopped still."""
    resumed: Mapping[tuple[bytes, str, str], datetime]
    """The same, and when the person let it come again."""
    listed: Mapping[Listable, datetime]
    """Addresses that somebody asked to keep out, and when."""

    def held(self, person: bytes, kind: IdentifierKind) -> list[HeldIdentifier]:
        """Return the person's identifiers of a kind that have not ended: verified, newest first."""
        found = [
            each
            for key in self.groups.get(person, ())
            for each in self.identifiers.get(key, ())
            if each.kind is kind and each.ended_at is None
        ]
        return sorted(found, key=lambda it: (it.verified_at is not None, it.id), reverse=True)

    def stopped_at(self, person: bytes, message: Claimed) -> datetime | None:
        """Return when the person last stopped the class of the message for its purpose."""
        return self._latest(self.stopped, person, message)

    def resumed_at(self, person: bytes, message: Claimed) -> datetime | None:
        """Return when the person last let the class of the message come again."""
        return self._latest(self.resumed, person, message)

    def _latest(
        self, known: Mapping[tuple[bytes, str, str], datetime], person: bytes, message: Claimed
    ) -> datetime | None:
        found = (
            known.get((key, message.purpose or "", message.message_class.value))
            for key in self.groups.get(person, ())
        )
        return max((at for at in found if at is not None), default=None)


def judge(work: Work, messages: Sequence[Claimed]) -> list[Judged]:
    """Return what becomes of each message; from here on their people's choices wait.

    Raises ``NoPolicyInForce`` where one of them has a purpose.
    """
    people = people_of(work, messages)
    version = in_force(work) if any(each.purpose for each in messages) else None
    return [_judged_alone(work, people, version, each) for each in messages]


def people_of(work: Work, messages: Sequence[Claimed]) -> People:
    """Hold these people's choices, and read what is known of them: addresses where they matter."""
    groups = work.persons.foresee({each.person for each in messages if each.person is not None})
    members = {key for group in groups.values() for key in group}
    work.choices.foresee(members)
    work.sealer.persons.find_many(work.service, members)
    identifiers: dict[bytes, list[HeldIdentifier]] = {}
    reached = {
        key
        for each in messages
        if each.channel in ADDRESSED and "address" not in (each.content or {})
        for key in groups.get(each.person or b"", ())
    }
    for each in work.identifiers.of(reached, only_readable=True) if reached else ():
        identifiers.setdefault(each.person, []).append(each)
    stops = work.outbox.stopped(members)
    return People(
        groups=groups,
        identifiers=identifiers,
        listed=_listed(work, messages, groups, identifiers),
        ended=work.outbox.ended_addresses(members),
        stopped={stop.what: stop.at for stop in stops if stop.resumed_at is None},
        resumed={stop.what: stop.resumed_at for stop in stops if stop.resumed_at is not None},
    )


def _listed(
    work: Work,
    messages: Sequence[Claimed],
    groups: Mapping[bytes, tuple[bytes, ...]],
    identifiers: Mapping[bytes, Sequence[HeldIdentifier]],
) -> Mapping[Listable, datetime]:
    """Return which addresses were asked to be left alone, of messages that can be stopped."""
    asked: set[Listable] = set()
    for each in messages:
        kind = ADDRESSED.get(each.channel)
        if kind is None or not each.message_class.can_be_stopped:
            continue
        given = (each.content or {}).get("address")
        if isinstance(given, str):
            asked.add((kind, given))
        for key in groups.get(each.person or b"", ()):
            asked |= {(kind, it.value) for it in identifiers.get(key, ()) if it.kind is kind}
    return work.suppression.since_many(asked, BY_REQUEST)


def _judged_alone(
    work: Work, people: People, version: VersionRow | None, message: Claimed
) -> Judged:
    """Return what becomes of one message; what is kept of its person and is spoilt fails it alone.

    Where the database itself fails, nothing of the batch is decided: that is raised.
    """
    try:
        return _judged(work, people, version, message)
    except (KeyMissing, PersonErased):
        return Judged(message=message, answer=NO, fault=ERASED)
    except (CannotOpen, RecordSealBroken) as fault:
        return Judged(message=message, answer=NO, fault=fault.code)


def _judged(work: Work, people: People, version: VersionRow | None, message: Claimed) -> Judged:
    """Return what becomes of one message."""
    gone = message.person is not None and message.person not in people.groups
    if message.content is None or gone:
        return Judged(message=message, answer=NO, fault=ERASED)
    named = message.content.get("person")
    person = named if isinstance(named, str) else None
    if message.expires is not None and message.expires <= work.now:
        return Judged(message=message, person=person, answer=NO, fault=TOO_LATE)
    asking = _Asking(work=work, people=people, message=message, person=person)
    if message.purpose is None or version is None:
        return asking.own()
    return asking.under(version, published(work, version))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asking:
    """One message, and what is known about its person."""

    work: Work
    people: People
    message: Claimed
    person: str | None = field(repr=False)

    def own(self) -> Judged:
        """Let go what the platform itself has to say: only a tombstone keeps it."""
        promises = () if self.message.promise is None else (self.message.promise,)
        address = next((at for _, at in self._addresses()), None)
        missing = address is None and self.message.channel in ADDRESSED
        return Judged(
            message=self.message,
            person=self.person,
            answer=Answer(permitted=True, promises=promises),
            address=address,
            fault=NO_ADDRESS if missing else None,
        )

    def under(self, version: VersionRow, policy: Parsed) -> Judged:
        """Ask about each address in turn, until one may be used."""
        message = self.message
        sort = Sort(
            message_class=message.message_class,
            purpose=message.purpose or "",
            channel=message.channel,
        )
        try:
            check_sort(policy.policy, sort)
        except Refused as error:
            return Judged(message=message, person=self.person, answer=NO, fault=error.code)
        first: Judged | None = None
        for asked, address in self._questions(sort, policy):
            facts = facts_of(self.work, asked, version=version, known=policy)
            judged = Judged(
                message=message,
                person=self.person,
                answer=policy.compiled.answer(asked.question, facts),
                asked=asked,
                policy_version=version.number,
                address=address,
                fault=self._ended(sort, address),
            )
            if judged.goes:
                return judged
            first = first or judged
        return first or Judged(message=message, person=self.person, answer=NO, fault=NO_ADDRESS)

    def _questions(self, sort: Sort, policy: Parsed) -> Iterator[tuple[Asked, str | None]]:
        """Yield what is asked about each address that the message could go to."""
        stopped = self._stopped()
        objected = frozenset({sort.purpose}) if stopped else frozenset[str]()
        promised = contact_data(policy.policy, sort)
        if sort.channel not in ADDRESSED:
            known = Known(objected=objected)
            question = _question(sort, promised or frozenset({"contact"}))
            yield Asked(question=question, person=self.person or "", known=known), None
            return
        fit = [
            each.id
            for each in policy.policy.data.values()
            if each.term in TERMS[ADDRESSED[sort.channel]]
        ]
        for held, address in self._addresses():
            came = None if held is None else held.came
            named = None if came is None else came.category
            data = [named] if named is not None else [it for it in fit if it in promised] or fit
            under = None if came is None else came.policy_version
            alone = stopped or self._left_alone(held, address)
            yield (
                Asked(
                    question=_question(sort, frozenset(data[:1] or ["contact"]), held),
                    person=self.person or "",
                    known=Known(
                        objected=frozenset({sort.purpose}) if alone else frozenset(),
                        collected_under=frozenset() if under is None else frozenset({under}),
                    ),
                ),
                address,
            )

    def _addresses(self) -> Iterator[tuple[HeldIdentifier | None, str]]:
        """Yield where it could go: where it says itself, else to the person's own addresses."""
        content, channel = self.message.content or {}, self.message.channel
        given = content.get("address")
        if isinstance(given, str):
            yield None, given
        elif channel in ADDRESSED and self.message.person is not None:
            for held in self.people.held(self.message.person, ADDRESSED[channel]):
                yield held, held.value

    def _stopped(self) -> bool:
        """Tell whether the class was stopped, and nothing agreed to since."""
        person = self.message.person
        at = None if person is None else self.people.stopped_at(person, self.message)
        return at is not None and not self._agreed_since(at)

    def _left_alone(self, held: HeldIdentifier | None, address: str) -> bool:
        """Tell whether somebody asked that the address be left alone, and this person not since.

        Of several who share it, each speaks for what comes to them; and only who showed that the
        address is theirs.
        """
        if not self.message.message_class.can_be_stopped:
            return False
        at = self.people.listed.get((ADDRESSED[self.message.channel], address))
        if at is None:
            return False
        verified = held is not None and held.verified_at is not None
        return not (verified and (self._agreed_since(at) or self._resumed_since(at)))

    def _agreed_since(self, at: datetime) -> bool:
        """Tell whether the person said yes to the purpose after that instant."""
        person, purpose = self.message.person, self.message.purpose
        if person is None or purpose is None:
            return False
        words = self.work.choices.last(self.people.groups[person], [purpose])
        return any(it.state in AGREEING and not it.implied and it.at > at for it in words)

    def _resumed_since(self, at: datetime) -> bool:
        """Tell whether the person let the class come again after that instant."""
        person = self.message.person
        found = None if person is None else self.people.resumed_at(person, self.message)
        return found is not None and found > at

    def _ended(self, sort: Sort, address: str | None) -> str | None:
        """Tell whether nothing that can be stopped goes to the address any more."""
        person = self.message.person
        if address is None or person is None or not sort.message_class.can_be_stopped:
            return None
        look = self.work.suppression.look(ADDRESSED[sort.channel], address)
        group = self.people.groups.get(person, ())
        return ENDED_ADDRESS if any((key, look) in self.people.ended for key in group) else None


def _question(sort: Sort, data: frozenset[str], held: HeldIdentifier | None = None) -> Question:
    return Question(
        doing=Doing.MESSAGE,
        data=data,
        purposes=frozenset({sort.purpose}),
        occasion=None if held is None else held.came.occasion,
        origin=None if held is None else held.origin.value,
        source=None if held is None else held.source,
        channel=sort.channel.value,
        message_class=sort.message_class.value,
    )
