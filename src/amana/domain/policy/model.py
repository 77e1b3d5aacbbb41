"""A policy as its file declares it: what is held, what for, who gets it, and the promises."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from amana.domain.promises.kind import Kind, Terms
from amana.domain.words import Language, Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Controller:
    """Who answers for the service, and how one writes to them."""

    name: Words
    email: str | None = None
    phone: str | None = None
    address: Words | None = None
    officer: Words | None = None
    representative: Words | None = None
    """Who stands for it in a country where it is not established (GDPR article 27)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DataCategory:
    """A kind of personal data that the service holds."""

    id: str
    term: str | None
    """The W3C DPV term, such as ``pd:EmailAddress``."""
    name: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Purpose:
    """What data is used for, and on which legal basis."""

    id: str
    term: str | None
    basis: str
    """``consent contract legal_obligation vital_interest public_task legitimate_interest``."""
    name: Words
    who: str | None = None
    """Where the purpose exists only for some people: the name of the event that admits them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipient:
    """Someone outside to whom data is disclosed."""

    id: str
    kind: str
    """A term of the vocabulary of recipients, such as ``service_providers``."""
    name: Words
    country: str | None = None
    safeguards: tuple[str, ...] = ()
    contact: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """One promise: its kind, its form, and the sentences of the published text that make it."""

    id: str
    kind: Kind[Any]
    form: Any
    """An instance of ``kind.form``."""
    quotes: Mapping[Language, tuple[str, ...]] = field(default_factory=dict)
    """The sentences, word for word; where there are none, the kind's own words are shown."""

    def says(self, terms: Terms, language: Language) -> str:
        """Return the promise in the words of its kind."""
        return self.kind.words(self.form, terms, language)


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """A whole policy. Ids are unique, references resolve, and every promise has its form."""

    service: str
    title: Words
    controller: Controller
    languages: tuple[Language, ...]
    laws: tuple[str, ...]
    """Names of law packs: ``qatar``, ``jordan``, ``gdpr`` ..."""
    data: Mapping[str, DataCategory]
    purposes: Mapping[str, Purpose]
    recipients: Mapping[str, Recipient]
    promises: Mapping[str, Promise]
    texts: Mapping[Language, str] = field(default_factory=dict)
    """The text as published, a language; where there is none, the notice is written."""

    @property
    def terms(self) -> Terms:
        """How this policy calls what its promises refer to."""
        return Terms(
            data={key: value.name for key, value in self.data.items()},
            purposes={key: value.name for key, value in self.purposes.items()},
            recipients={key: value.name for key, value in self.recipients.items()},
        )
