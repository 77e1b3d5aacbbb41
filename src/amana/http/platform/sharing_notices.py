"""What people are told of new sharing, and say to it."""

from typing import Protocol
from uuid import UUID

from amana.acts.announcing.answering import LinkShown, SharingPage
from amana.acts.identity.visitor import Visitor
from amana.domain.announced.reach import Answer, Standing


class SharingNoticeActs(Protocol):
    """Acts of people about announced sharing."""

    def linked(self, service: str, token: str) -> LinkShown:
        """Show anybody who holds a letter's link what it is about; nothing changes."""

    def answer_link(self, service: str, token: str, *, answer: Answer) -> LinkShown:
        """Take who holds a letter's link at their word; again changes nothing."""

    def own(self, visitor: Visitor) -> SharingPage:
        """Return what was announced to the person, and what they said."""

    def answer(self, visitor: Visitor, announcement: UUID, *, answer: Answer) -> None:
        """Take the person at their word about one announcement."""

    def stand(self, visitor: Visitor, standing: Standing) -> None:
        """Keep what the person wants of every announced sharing."""
