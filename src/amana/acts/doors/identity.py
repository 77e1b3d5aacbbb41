"""The door through which people come in to see what is theirs."""

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from uuid import UUID

from amana.acts.act import Act, Actor, Role
from amana.acts.identity.codes import ask_code, sign_in_by_code
from amana.acts.identity.hand_over import make_hand_over, sign_in_by_hand_over
from amana.acts.identity.limiting import Counted, Limiting
from amana.acts.identity.proving import ask_to_prove, provable, prove_address
from amana.acts.identity.sessions import end_session, sign_ins
from amana.acts.identity.sign_in import PersonComing, own_id
from amana.acts.identity.taking_over import held, take_over
from amana.acts.identity.visitor import Visitor
from amana.acts.identity.vouched import Vouched, WordShown, come_back, confirm, show_word
from amana.acts.in_force import in_force, published
from amana.acts.persons.normal import normal_identifier
from amana.acts.taking_part import refuse_absent
from amana.domain.person.identifiers import IdentifierKind, matched
from amana.domain.person.provider_word import ProviderWord
from amana.domain.words import Language, Words
from amana.storage.database import Storage
from amana.storage.identity import PersonSignIn
from amana.storage.spans import span
from amana.storage.work import Work


@dataclass(frozen=True, slots=True)
class IdentityDoor:
    """Signing in, one's own sessions, and what a service's program says of who somebody is."""

    storage: Storage

    def ask_code(
        self, service: str, *, kind: IdentifierKind, address: str, language: Language, network: str
    ) -> str:
        """Have a code sent to whom the address belongs, if to anybody; return a ticket for it.

        Raises ``TooManyTries``, and what an address refuses that is none.
        """
        value, limiting = normal_identifier(kind, address), Limiting(self.storage)
        limiting.take(Counted.CODE_FROM_NETWORK, service, network)
        limiting.take(Counted.CODE_TO_ADDRESS, service, matched(kind, value))
        with self._open(service, "ask-code") as work:
            return ask_code(work, kind, value, language=language)

    def sign_in_by_code(
        self, service: str, *, ticket: str, typed: str, coming: PersonComing, network: str
    ) -> str:
        """Use a code up and return the secret of a new session."""
        Limiting(self.storage).take(Counted.TRY_FROM_NETWORK, service, network)
        with self._open(service, "sign-in") as work:
            return sign_in_by_code(work, ticket, typed, coming)

    def provable(
        self, visitor: Visitor, sent: Collection[IdentifierKind]
    ) -> tuple[IdentifierKind, ...]:
        """Return the kinds of addresses that a person may prove, of those to which codes go."""
        with self.storage.reading(visitor.service) as view:
            return provable(view, sent)

    def ask_to_prove(
        self,
        visitor: Visitor,
        *,
        kind: IdentifierKind,
        address: str,
        language: Language,
        network: str,
    ) -> str:
        """Have a code sent to an address that the person says is theirs; return its ticket.

        Raises ``TooManyTries``, ``NotProven``, ``AddressNotTaken``, and what an address refuses
        that is none.
        """
        value, limiting = normal_identifier(kind, address), Limiting(self.storage)
        limiting.take(Counted.CODE_FROM_NETWORK, visitor.service, network)
        limiting.take(Counted.CODE_TO_ADDRESS, visitor.service, matched(kind, value))
        with self._open(visitor.service, "ask-code") as work:
            return ask_to_prove(work, visitor, kind, value, language=language)

    def prove_address(self, visitor: Visitor, *, ticket: str, typed: str, network: str) -> None:
        """Let the person be known by the address to which the code went."""
        Limiting(self.storage).take(Counted.TRY_FROM_NETWORK, visitor.service, network)
        with self._open(visitor.service, "prove-address") as work:
            prove_address(Act(actor=visitor.actor, work=work), visitor, ticket, typed)

    def visitor(self, service: str, secret: str) -> Visitor | None:
        """Return who is signed in with this session's secret; ``None`` once it is over."""
        with self._open(service, "visitor") as work:
            found = work.identity.session(secret)
            person = None if found is None else own_id(work, found.person)
            if found is None or person is None:
                return None
            if found.stale:
                work.identity.see(found.id)
                work.over()
        return Visitor(
            service=service,
            person=person,
            level=found.level,
            session=str(found.id),
            since=found.since,
        )

    def title(self, service: str) -> Words | None:
        """Return who is responsible for the service; ``None`` where nothing was published."""
        with self.storage.reading(service) as view:
            if view.policies.in_force() is None:
                return None
            return published(view, in_force(view)).policy.controller.name

    def come_back(self, service: str, word: ProviderWord, coming: PersonComing) -> Vouched:
        """Begin a session for whom a provider's subject is tied to; else keep its word a while."""
        with self._open(service, "sign-in") as work:
            return come_back(work, word, coming)

    def show_word(self, service: str, ticket: str) -> WordShown:
        """Return what a provider said, as far as it may be taken over."""
        with self.storage.reading(service) as view:
            return show_word(view, ticket)

    def confirm_word(
        self, service: str, *, ticket: str, added: Mapping[str, str], coming: PersonComing
    ) -> str:
        """Take over what a provider said and the person added; return a new session's secret.

        In one transaction: the session, and each part, taken in as any collection is, if it is
        promised. What does not fit is left out. An address that nobody has shown to be theirs is
        none by which they are known from then on.
        """
        with self._open(service, "sign-in") as work:
            shown = show_word(work, ticket)
            given = [each.with_value(added.get(each.what, "").strip()) for each in shown.asked]
            offered = (*shown.taken, *(each for each in given if each.value))
            confirmed = held(work, partial(confirm, work, ticket, coming))
            act = Act(actor=Actor(role=Role.PERSON, label=service), work=work)
            take_over(act, confirmed.person, offered, verified=confirmed.word.verified())
            work.over()
        return confirmed.secret

    def make_hand_over(self, service: str, *, person: str) -> str:
        """Return a ticket with which the person can be handed over; it is shown this once."""
        with self._open(service, "hand-over") as work:
            act = Act(actor=Actor(role=Role.APPLICATION, label=service), work=work)
            return make_hand_over(act, person=person)

    def sign_in_by_hand_over(self, service: str, ticket: str, coming: PersonComing) -> str:
        """Use a ticket up and return the secret of a new session."""
        with self._open(service, "sign-in") as work:
            return sign_in_by_hand_over(work, ticket, coming)

    def sign_out(self, visitor: Visitor) -> None:
        """End the session."""
        self.end_session(visitor, UUID(visitor.session))

    def sign_ins(self, visitor: Visitor) -> tuple[PersonSignIn, ...]:
        """List the person's own sign-ins, those that go on first."""
        with self.storage.reading(visitor.service) as view:
            return sign_ins(view, visitor)

    def end_session(self, visitor: Visitor, session: UUID) -> None:
        """End one of the person's own sessions, or raise ``NotFound``."""
        with self._open(visitor.service, "end-session") as work:
            end_session(work, visitor, session)

    @contextmanager
    def _open(self, service: str, name: str) -> Iterator[Work]:
        """Open a work; a service that is paused or over takes nobody in."""
        with span("act", act=name), self.storage.work(service) as work:
            refuse_absent(service, work.condition.state, work.condition.reason)
            yield work
