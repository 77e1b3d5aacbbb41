"""Hand a batch over, a channel at a time, and note after every few how they fared."""

import logging
import time
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from amana.acts.messages.claiming import InHand
from amana.acts.messages.errors import NoWay, NoWayOut
from amana.acts.messages.noting import Told, note_told
from amana.acts.messages.ways import Hand, Outlet, Way
from amana.channels.errors import NotTaken
from amana.domain.errors import AmanaError, Malformed
from amana.domain.vocabulary.messages import Channel
from amana.storage.database import Storage
from amana.storage.errors import Conflict, TooSlow, Unreachable

_LONGEST_BATCH: Final = timedelta(seconds=60)
"""A batch that takes longer lets the rest go, so that what was decided is not sent much later."""
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """How many messages are claimed together, and after how many it is noted what was sent."""

    claim: int = 400
    note: int = 40
    waits_s: tuple[float, ...] = (0.2, 0.5, 1.0, 2.0, 4.0)
    """Between two tries at the last note of a batch."""


class Handing:
    """Hands one batch over."""

    def __init__(
        self, storage: Storage, service: str, outlet: Outlet, *, claim: UUID, pace: Pace
    ) -> None:
        """Work for one service; ``claim`` names whoever has the batch in hand."""
        self._storage, self._service, self._outlet = storage, service, outlet
        self._claim, self._pace = claim, pace
        self._told: list[Told] = []
        self._sent = 0
        self._giving = False
        self.shut: set[Channel] = set()
        """Channels whose way broke: what goes by them waits for the next turn."""

    def give_all(self, batch: Sequence[InHand]) -> int:
        """Hand over what is in hand, a channel at a time; return how many went."""
        until = self._outlet.clock() + _LONGEST_BATCH
        unsent: list[UUID] = []
        for channel in dict.fromkeys(each.parcel.channel for each in batch):
            waiting = deque(each for each in batch if each.parcel.channel is channel)
            self._give_channel(channel, waiting, until)
            unsent += [each.parcel.id for each in waiting]
        self._note_last(unsent)
        return self._sent

    def _give_channel(self, channel: Channel, waiting: deque[InHand], until: datetime) -> None:
        """Take from the waiting what was tried; what is left was not."""
        way = self._outlet.ways.get(channel)
        if channel is Channel.IN_SERVICE:
            self._told += [Told(hand=each) for each in waiting]
            waiting.clear()
        elif way is None:
            self._told += [Told(hand=each, fault=NoWay()) for each in waiting]
            waiting.clear()
        else:
            self._give_way(channel, way, waiting, until)

    def _give_way(
        self, channel: Channel, way: Way, waiting: deque[InHand], until: datetime
    ) -> None:
        try:
            with way.open() as hand:
                while waiting and self._outlet.clock() < until:
                    self._give(hand, waiting)
                    if len(self._told) >= self._pace.note:
                        self._note_some()
        except AmanaError as fault:
            # The way itself: whoever was next has been tried, the others were not.
            _log.warning("messages of %s: %s", self._service, fault.code)
            self.shut.add(channel)
            if waiting:
                hand_in = waiting.popleft()
                self._told.append(Told(hand=hand_in, fault=fault, may_have_gone=self._giving))

    def _give(self, hand: Hand, waiting: deque[InHand]) -> None:
        """Hand the next one over; raises where it is the way that broke."""
        each = waiting[0]
        if each.parcel.message_class.can_be_stopped and each.parcel.way_out is None:
            self._told.append(Told(hand=each, fault=NoWayOut()))
        else:
            self._giving = True
            try:
                hand.give(each.parcel)
            except (NotTaken, Malformed) as fault:
                self._told.append(Told(hand=each, fault=fault))
            else:
                self._told.append(Told(hand=each))
                self._sent += 1
        self._giving = False
        waiting.popleft()

    def _note_some(self) -> None:
        """Commit how those fared that were tried; else they are noted together with the next.

        That the database is slow says nothing of the way, and what has gone has gone: whoever
        forgot it here would send it again.
        """
        try:
            self._note([])
        except (Conflict, TooSlow, Unreachable) as fault:
            _log.warning("messages of %s, not noted yet: %s", self._service, fault.code)

    def _note_last(self, unsent: Sequence[UUID]) -> None:
        """Commit how the rest fared; no next note makes up for it, so it is tried a few times.

        Trying again is safe: who ends a message that has ended, ends nothing and writes nothing.
        """
        for wait_s in self._pace.waits_s:
            try:
                self._note(unsent)
            except (Conflict, TooSlow, Unreachable) as fault:
                _log.warning("messages of %s, not noted yet: %s", self._service, fault.code)
                time.sleep(wait_s)
            else:
                return
        self._note(unsent)

    def _note(self, unsent: Sequence[UUID]) -> None:
        """Commit how those fared that were tried, and let the untried go."""
        if self._told or unsent:
            note_told(self._storage, self._service, self._told, unsent=unsent, claim=self._claim)
        self._told = []
