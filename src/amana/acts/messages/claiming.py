"""Claim messages that are due: decided under lock, and noted as intended, in one transaction."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from amana.acts.in_force import in_force, published
from amana.acts.messages.entries import entry_of, put_entries
from amana.acts.messages.failing import tell_failed
from amana.acts.messages.foot import House, with_foot
from amana.acts.messages.judging import ERASED, Judged, judge
from amana.acts.messages.put_out import ADDRESSED
from amana.acts.messages.ways import Outlet, Parcel
from amana.domain.ledger.entry import Entry, Outcome
from amana.domain.vocabulary.messages import Channel
from amana.storage.database import Storage
from amana.storage.keys.sealing import Sealer
from amana.storage.keys.way_out import Leaving
from amana.storage.outbox_rows import Ending, Going
from amana.storage.service_life import ServiceState
from amana.storage.uuid7 import uuid7_series
from amana.storage.work import View, Work

NO_POLICY: Final = "policy.none_in_force"


@dataclass(frozen=True, slots=True, kw_only=True)
class InHand:
    """A message that was claimed: its *intended* entry is committed, and it is not sent yet."""

    judged: Judged
    parcel: Parcel


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What one claim took: how many messages, and which of them are to be sent."""

    taken: int
    in_hand: tuple[InHand, ...] = ()


def claim_due(  # noqa: PLR0913 - who claims what, and what not
    storage: Storage,
    service: str,
    outlet: Outlet,
    *,
    claim: UUID,
    most: int,
    shut: Iterable[Channel] = (),
) -> Claim:
    """Take what is due, decide it, and commit what is intended and what was refused.

    Nobody whose message is permitted here chose otherwise before this committed. A paused service
    sends only what it has to say itself; the rest waits, and so does what goes by a channel that
    is shut.
    """
    with storage.work(service) as work:
        paused = work.condition.state is ServiceState.PAUSED
        due = work.outbox.claim(limit=most, only_own=paused, shut=shut)
        if not due:
            return Claim(taken=0)
        judged = judge(work, due)
        going = [each for each in judged if each.goes]
        _refuse(work, [each for each in judged if not each.goes], claim=claim)
        _intend(work, going, claim=claim)
        house, sealer = _house(work, outlet), work.sealer
        leavers = {it.message.person for it in going if it.message.person and _can_stop(it)}
        numbers = work.persons.numbers_of(leavers)
        work.over()
    if leavers - numbers.keys():
        numbers = _numbered(storage, service, leavers)
    made = _Making(house=house, sealer=sealer, numbers=numbers, outlet=outlet)
    return Claim(
        taken=len(due),
        in_hand=tuple(InHand(judged=each, parcel=made.parcel(each)) for each in going),
    )


def _can_stop(judged: Judged) -> bool:
    return judged.message.message_class.can_be_stopped


def _refuse(work: Work, judged: Sequence[Judged], *, claim: UUID) -> None:
    """End what is not sent: refused by the policy, or without an address, or too late."""
    ids = uuid7_series(work.now, len(judged))
    entries: list[tuple[UUID, Entry]] = []
    endings: list[Ending] = []
    for each, entry in zip(judged, ids, strict=True):
        outcome = Outcome.REFUSED if each.fault is None else Outcome.FAILED
        entries.append((entry, entry_of(each, outcome, fault=each.fault)))
        state = "refused" if each.fault is None else "failed"
        endings.append(Ending(id=each.message.id, state=state, entry=entry, fault=each.fault))
    if judged:
        put_entries(work, entries)
        work.outbox.end(endings, claim=claim)
    for each in judged:
        if each.fault is not None and each.fault != ERASED and each.message.person is not None:
            tell_failed(work, each, why=each.fault)


def _intend(work: Work, going: Sequence[Judged], *, claim: UUID) -> None:
    """Note what is going to be sent; what was tried before has its entry already."""
    ids = uuid7_series(work.now, len(going))
    fresh = [
        (entry, entry_of(each, Outcome.INTENDED))
        for each, entry in zip(going, ids, strict=True)
        if each.message.intended is None
    ]
    put_entries(work, fresh)
    if going:
        work.outbox.claimed(
            [
                Going(
                    id=each.message.id,
                    intended=each.message.intended or entry,
                    address=_look(work, each),
                )
                for each, entry in zip(going, ids, strict=True)
            ],
            claim=claim,
        )


def _look(work: Work, judged: Judged) -> bytes | None:
    """Return the keyed hash of the address that it goes to."""
    if judged.address is None:
        return None
    return work.suppression.look(ADDRESSED[judged.message.channel], judged.address)


def _house(view: View, outlet: Outlet) -> House:
    found = view.policies.in_force()
    return House(
        service=view.service,
        policy=None if found is None else published(view, in_force(view)).policy,
        public_url=outlet.public_url,
        sender=outlet.sender,
    )


def _numbered(storage: Storage, service: str, persons: set[bytes]) -> Mapping[bytes, int]:
    """Give numbers to those who have none; a way out names a number."""
    with storage.work(service) as work:
        work.persons.give_numbers_to(persons)
        found = work.persons.numbers_of(persons)
        work.over()
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class _Making:
    """Makes parcels of one service."""

    house: House
    sealer: Sealer
    numbers: Mapping[bytes, int]
    outlet: Outlet

    def parcel(self, judged: Judged) -> Parcel:
        message = judged.message
        content, channel = message.content or {}, message.channel
        way_out = None
        number = self.numbers.get(message.person or b"")
        if _can_stop(judged) and number is not None and message.purpose is not None:
            way_out = self.house.way_out(
                self.sealer,
                Leaving(
                    number=number,
                    purpose=message.purpose,
                    message_class=message.message_class,
                    channel=channel,
                    language=message.language,
                ),
            )
        return Parcel(
            id=message.id,
            channel=channel,
            message_class=message.message_class,
            purpose=message.purpose,
            language=message.language,
            person=judged.person,
            address=judged.address,
            subject=str(content["subject"]),
            text=with_foot(
                str(content["text"]),
                self.house,
                channel=channel,
                language=message.language,
                way_out=way_out,
            ),
            sender_name=self.house.name(message.language),
            way_out=way_out,
            at=self.outlet.clock(),
        )
