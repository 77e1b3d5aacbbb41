"""What a person sees and decides in the privacy centre."""

from typing import Protocol
from uuid import UUID

from amana.acts.certificate import Certificate
from amana.acts.identity.visitor import Visitor
from amana.acts.me.acceptance import AcceptancePage
from amana.acts.me.choices import ChoicesPage, Switched, Switching
from amana.acts.me.confirming import Confirmed
from amana.acts.me.held import Held
from amana.acts.me.history import EntryShown, HistoryPage
from amana.acts.me.messages import MessagesPage
from amana.acts.me.overview import Centre, Overview
from amana.acts.me.receipt import ReceiptShown
from amana.domain.ledger.entry import Json
from amana.domain.words import Language, Words


class MeActs(Protocol):
    """Acts of people about themselves: the session says who it is."""

    def centre(self, service: str) -> Centre | None:
        """Return whose centre it is; ``None`` where no policy is in force."""

    def overview(self, visitor: Visitor) -> Overview:
        """Return how things stand."""

    def switches(self, visitor: Visitor) -> ChoicesPage:
        """Return what the person may choose, and how it stands."""

    def messages(self, visitor: Visitor) -> MessagesPage:
        """Return the messages that the person gets, and the channels."""

    def acceptance(self, visitor: Visitor) -> AcceptancePage:
        """Return how the person stands to the policy."""

    def history(self, visitor: Visitor, *, after: str | None = None) -> HistoryPage:
        """Return a page of what was done with the person's data."""

    def entry(self, visitor: Visitor, entry: UUID) -> EntryShown:
        """Return what shows one act about the person to anybody."""

    def receipt(self, visitor: Visitor, entry: UUID) -> ReceiptShown:
        """Return the receipt of what the person said under this entry."""

    def held(self, visitor: Visitor, *, after: str | None) -> Held:
        """Return a page of what is held, and note that it was shown."""

    def switch(self, visitor: Visitor, given: Switching) -> Switched:
        """Take the person at their word about a purpose or a channel."""

    def to_confirm(self, service: str, *, code: str) -> tuple[Words, ...]:
        """Return the names of what a letter's code would confirm; nothing changes."""

    def confirm(self, service: str, *, code: str) -> Confirmed:
        """Let a consent count whose letter carried this code."""

    def answer_policy(
        self, visitor: Visitor, *, version: int, accepts: bool, language: Language
    ) -> UUID:
        """Record that the person accepts, or declines, the version that they were shown."""

    def copy(self, visitor: Visitor) -> dict[str, Json]:
        """Return a simple copy of all that is held about the person."""

    def close_account(self, visitor: Visitor) -> Certificate:
        """Erase the person at their own word, and certify it."""
