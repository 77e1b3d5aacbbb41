"""Who comes in as which person, and what they see of their own sessions."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Protocol
from uuid import UUID

from amana.acts.identity.sign_in import PersonComing
from amana.acts.identity.visitor import Visitor
from amana.acts.identity.vouched import Vouched, WordShown
from amana.domain.person.identifiers import IdentifierKind
from amana.domain.person.provider_word import ProviderWord
from amana.domain.words import Language, Words
from amana.storage.identity import PersonSignIn


class PersonVouching(Protocol):
    """A provider at which people have accounts."""

    @property
    def label(self) -> Words:
        """What people call it."""

    def begin(self) -> str:
        """Return the secret of a sign-in, for the browser's cookie."""

    def address(self, secret: str, *, redirect: str, language: Language) -> str:
        """Return where to send the browser."""

    def word(self, secret: str, *, redirect: str, answer: Mapping[str, str]) -> ProviderWord:
        """Return what the provider says of whom came back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ways:
    """By which ways people may come in at this installation, besides a hand-over."""

    kinds: frozenset[IdentifierKind] = frozenset()
    """To what kinds of addresses codes can be sent."""
    providers: Mapping[str, PersonVouching] = field(default_factory=dict)
    """By the name that stands in addresses."""

    def named(self) -> tuple[tuple[str, Words], ...]:
        """Return the providers with what people call them, in their order."""
        return tuple((name, each.label) for name, each in self.providers.items())


class IdentityActs(Protocol):
    """People who prove who they are, and stay signed in for a while."""

    def title(self, service: str) -> Words | None:
        """Return who is responsible for the service; ``None`` where nothing was published."""

    def come_back(self, service: str, word: ProviderWord, coming: PersonComing) -> Vouched:
        """Begin a session for whom a provider's subject is tied to; else keep its word a while."""

    def show_word(self, service: str, ticket: str) -> WordShown:
        """Return what a provider said, as far as it may be taken over."""

    def confirm_word(
        self, service: str, *, ticket: str, added: Mapping[str, str], coming: PersonComing
    ) -> str:
        """Take over what a provider said and the person added; return a new session's secret."""

    def ask_code(
        self, service: str, *, kind: IdentifierKind, address: str, language: Language, network: str
    ) -> str:
        """Have a code sent to whom the address belongs, if to anybody; return a ticket for it."""

    def sign_in_by_code(
        self, service: str, *, ticket: str, typed: str, coming: PersonComing, network: str
    ) -> str:
        """Use a code up and return the secret of a new session."""

    def provable(
        self, visitor: Visitor, sent: Collection[IdentifierKind]
    ) -> tuple[IdentifierKind, ...]:
        """Return the kinds of addresses that a person may prove, of those to which codes go."""

    def ask_to_prove(
        self,
        visitor: Visitor,
        *,
        kind: IdentifierKind,
        address: str,
        language: Language,
        network: str,
    ) -> str:
        """Have a code sent to an address that the person says is theirs; return its ticket."""

    def prove_address(self, visitor: Visitor, *, ticket: str, typed: str, network: str) -> None:
        """Let the person be known by the address to which the code went."""

    def visitor(self, service: str, secret: str) -> Visitor | None:
        """Return who is signed in with this session's secret; ``None`` once it is over."""

    def make_hand_over(self, service: str, *, person: str) -> str:
        """Return a ticket with which the person can be handed over; it is shown this once."""

    def sign_in_by_hand_over(self, service: str, ticket: str, coming: PersonComing) -> str:
        """Use a ticket up and return the secret of a new session."""

    def sign_out(self, visitor: Visitor) -> None:
        """End the session."""

    def sign_ins(self, visitor: Visitor) -> tuple[PersonSignIn, ...]:
        """List the person's own sign-ins, those that go on first."""

    def end_session(self, visitor: Visitor, session: UUID) -> None:
        """End one of the person's own sessions."""


class PasswordActs(Protocol):
    """Passwords, where a service wants them."""

    def any(self, service: str) -> bool:
        """Tell whether anybody has a password at the service."""

    def set(self, service: str, *, person: str, password: str) -> None:
        """Set a person's password, as the service's program says."""

    def change(self, service: str, *, person: str, old: str, new: str) -> bool:
        """Set another password for who shows the old one; tell whether it was right."""

    def check(self, service: str, *, person: str, password: str) -> bool:
        """Tell whether it is the person's password."""

    def remove(self, service: str, *, person: str) -> bool:
        """Remove a person's password; tell whether there was one."""

    def sign_in(
        self,
        service: str,
        *,
        kind: IdentifierKind,
        address: str,
        password: str,
        coming: PersonComing,
        network: str,
    ) -> str:
        """Return the secret of a new session for who shows their password."""

    def needs_old(self, visitor: Visitor) -> bool:
        """Tell whether the person has to show the old password to set another."""

    def set_own(self, visitor: Visitor, *, old: str, new: str) -> None:
        """Set one's own password."""
