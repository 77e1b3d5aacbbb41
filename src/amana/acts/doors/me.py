"""The door of the privacy centre: what a signed-in person sees of their own, and may decide."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from amana.acts.act import Act, Actor, Role
from amana.acts.certificate import Certificate
from amana.acts.identity.visitor import Visitor
from amana.acts.in_force import NoPolicyInForce
from amana.acts.me.acceptance import AcceptancePage, answer_policy, show_acceptance
from amana.acts.me.choices import ChoicesPage, Switched, Switching, show_switches, switch
from amana.acts.me.confirming import Confirmed, confirm_by_code, what_waits
from amana.acts.me.copy import make_copy
from amana.acts.me.held import Held, show_held
from amana.acts.me.history import EntryShown, HistoryPage, show_entry, show_history
from amana.acts.me.messages import MessagesPage, show_messages, switch_channel, switch_class
from amana.acts.me.overview import Centre, Overview, show_centre, show_overview
from amana.acts.me.receipt import ReceiptShown, show_receipt
from amana.acts.requests.erase_everywhere import erase_everywhere
from amana.acts.taking_part import refuse_absent
from amana.domain.choice.channels import channel_of
from amana.domain.choice.classes import class_of
from amana.domain.ledger.entry import Json
from amana.domain.vocabulary.requests import RequestDoor
from amana.domain.words import Language, Words
from amana.storage.database import Storage
from amana.storage.ledger import PublicFolder
from amana.storage.spans import span


@dataclass(frozen=True, slots=True)
class MeDoor:
    """Acts of people about themselves. Who it is about is the session's, never what a page says."""

    storage: Storage
    published: Path
    """The folder of the public ledger files, a folder a service."""

    def centre(self, service: str) -> Centre | None:
        """Return whose centre it is; ``None`` where no policy is in force."""
        with self.storage.reading(service) as view:
            try:
                return show_centre(view)
            except NoPolicyInForce:
                return None

    def overview(self, visitor: Visitor) -> Overview:
        """Return how things stand."""
        with self.storage.reading(visitor.service) as view:
            return show_overview(view, person=visitor.person)

    def switches(self, visitor: Visitor) -> ChoicesPage:
        """Return what the person may choose, and how it stands."""
        with self.storage.reading(visitor.service) as view:
            return show_switches(view, person=visitor.person)

    def messages(self, visitor: Visitor) -> MessagesPage:
        """Return the messages that the person gets, and the channels."""
        with self.storage.reading(visitor.service) as view:
            return show_messages(view, person=visitor.person)

    def acceptance(self, visitor: Visitor) -> AcceptancePage:
        """Return how the person stands to the policy."""
        with self.storage.reading(visitor.service) as view:
            return show_acceptance(view, person=visitor.person)

    def history(self, visitor: Visitor, *, after: str | None = None) -> HistoryPage:
        """Return a page of what was done with the person's data."""
        with self.storage.reading(visitor.service) as view:
            return show_history(view, person=visitor.person, after=after)

    def entry(self, visitor: Visitor, entry: UUID) -> EntryShown:
        """Return what shows one act about the person to anybody."""
        key = PublicFolder(self.published / visitor.service).read("key")
        with self.storage.reading(visitor.service) as view:
            known = None if key is None else key.decode("utf-8").strip()
            return show_entry(view, person=visitor.person, entry=entry, key=known)

    def receipt(self, visitor: Visitor, entry: UUID) -> ReceiptShown:
        """Return the receipt of what the person said under this entry."""
        with self.storage.reading(visitor.service) as view:
            return show_receipt(view, person=visitor.person, entry=entry)

    def held(self, visitor: Visitor, *, after: str | None) -> Held:
        """Return a page of what is held, and note that it was shown."""
        with self._act(visitor, "show_held") as act:
            return show_held(act, person=visitor.person, after=after)

    def switch(self, visitor: Visitor, given: Switching) -> Switched:
        """Take the person at their word about a purpose, a channel or a class of messages."""
        with self._act(visitor, "switch") as act:
            if channel_of(given.about) is not None:
                return switch_channel(act, given, person=visitor.person)
            if class_of(given.about) is not None:
                return switch_class(act, given, person=visitor.person)
            return switch(act, given, person=visitor.person)

    def to_confirm(self, service: str, *, code: str) -> tuple[Words, ...]:
        """Return the names of what a letter's code would confirm; nothing changes."""
        with self.storage.reading(service) as view:
            return what_waits(view, code)

    def confirm(self, service: str, *, code: str) -> Confirmed:
        """Let a consent count whose letter carried this code: who has it needs no session."""
        with span("act", act="confirm"), self.storage.work(service) as work:
            refuse_absent(service, work.condition.state, work.condition.reason)
            return confirm_by_code(
                Act(actor=Actor(role=Role.VISITOR, label=service), work=work), code
            )

    def answer_policy(
        self, visitor: Visitor, *, version: int, accepts: bool, language: Language
    ) -> UUID:
        """Record that the person accepts, or declines, the version that they were shown."""
        with self._act(visitor, "answer_policy") as act:
            return answer_policy(
                act, person=visitor.person, version=version, accepts=accepts, language=language
            )

    def copy(self, visitor: Visitor) -> dict[str, Json]:
        """Return a simple copy of all that is held about the person."""
        with self._act(visitor, "copy") as act:
            return make_copy(act, person=visitor.person, session=visitor.level)

    def close_account(self, visitor: Visitor) -> Certificate:
        """Erase the person at their own word, and certify it. It cannot be taken back."""
        with self._act(visitor, "close_account"):
            """The session goes on, and the service takes part."""
        with span("act", act="erase"):
            return erase_everywhere(
                self.storage,
                visitor.service,
                person=visitor.person,
                actor=visitor.actor,
                door=RequestDoor.CENTRE,
            )

    @contextmanager
    def _act(self, visitor: Visitor, name: str) -> Iterator[Act]:
        """Open an act of the person: their session goes on until it is over.

        A pause holds from its own transaction on, whoever was let in before.
        """
        with span("act", act=name), self.storage.work(visitor.service) as work:
            refuse_absent(visitor.service, work.condition.state, work.condition.reason)
            visitor.check(work)
            yield Act(actor=visitor.actor, work=work)
