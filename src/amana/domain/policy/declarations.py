"""What a policy file holds beside its promises, as forms: the file's outer shape."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Final, TypeAlias

from amana.domain.policy.values import ID, Fixed, Pattern
from amana.domain.promises.kind import item
from amana.domain.promises.law import Law
from amana.domain.vocabulary.sharing import Safeguard
from amana.domain.words import Words

LanguageVersion: TypeAlias = Annotated[int, Fixed(number=1)]
"""The version of the policy language itself."""


class Tongue(StrEnum):
    """Languages that a policy may be published in."""

    ARABIC = "ar"
    ENGLISH = "en"


class Basis(StrEnum):
    """Legal bases of a purpose (GDPR article 6(1), whose list the other laws' bases map to)."""

    CONSENT = "consent"
    CONTRACT = "contract"
    LEGAL_OBLIGATION = "legal_obligation"
    VITAL_INTEREST = "vital_interest"
    PUBLIC_TASK = "public_task"
    LEGITIMATE_INTEREST = "legitimate_interest"


FILE_NAME: Final = Pattern(
    expression=r"[A-Za-z0-9][A-Za-z0-9_-]{0,80}(\.[A-Za-z0-9_-]{1,40}){0,4}",
    example="privacy.ar.md",
)
"""A plain file name beside the policy: no folder, nothing hidden."""

FileName: TypeAlias = Annotated[str, FILE_NAME]
Slug: TypeAlias = Annotated[
    str,
    Pattern(expression=r"[a-z][a-z0-9]{0,30}(-[a-z0-9]{1,31}){0,7}", example="services-app"),
]
"""A service's name in addresses."""
Email: TypeAlias = Annotated[
    str,
    Pattern(
        expression=r"[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(\.[A-Za-z0-9-]{1,63}){1,8}",
        example="privacy@example.org",
    ),
]
"""An address that one can write to."""
Country: TypeAlias = Annotated[str, Pattern(expression=r"[A-Z]{2}", example="QA")]
"""A country by its two letters (ISO 3166-1)."""
DpvTerm: TypeAlias = Annotated[
    str,
    Pattern(
        expression=r"[a-z][a-z0-9-]{0,30}:[A-Za-z][A-Za-z0-9-]{0,80}", example="pd:EmailAddress"
    ),
]
"""A term of the W3C Data Privacy Vocabulary with its prefix."""
Word: TypeAlias = Annotated[str, ID]
"""A word of a vocabulary or of the organisation's own, written as an id."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ControllerForm:
    """Who answers for the service."""

    name: Words = item("The organisation's name")
    email: Email | None = item("Where to write about personal data", default=None)
    phone: str | None = item("Where to call", default=None)
    address: Words | None = item("The postal address", default=None)
    officer: Words | None = item("The data protection officer", default=None)
    representative: Words | None = item(
        "Who represents the organisation where it is not established", default=None
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class TextFiles:
    """The texts as published, one file a language."""

    ar: FileName | None = item("The Arabic text", default=None)
    en: FileName | None = item("The English text", default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotes:
    """The published sentences that make a promise."""

    ar: tuple[str, ...] = item("Sentences of the Arabic text, word for word", default=())
    en: tuple[str, ...] = item("Sentences of the English text, word for word", default=())


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """All of the file but its four lists of declarations."""

    amana: LanguageVersion = item("The version of this language: 1")
    service: Slug = item("The service's name in addresses")
    title: Words = item("What the notice is called")
    controller: ControllerForm = item("Who answers for the service")
    languages: tuple[Tongue, ...] = item("Languages in which the policy is published")
    laws: tuple[Law, ...] = item("Laws that the service goes by", default=())
    texts: TextFiles | None = item("Files that hold the text as published", default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class DataForm:
    """A category of personal data."""

    is_: DpvTerm | None = item("Its term in the W3C Data Privacy Vocabulary", default=None)
    name: Words | None = item("How a reader knows it", default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class PurposeForm:
    """What data is used for."""

    is_: DpvTerm | None = item("Its term in the W3C Data Privacy Vocabulary", default=None)
    basis: Basis = item("The legal basis")
    name: Words | None = item("How a reader knows it", default=None)
    who: Word | None = item("The event that admits people to this purpose", default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class RecipientForm:
    """Someone outside who receives data."""

    kind: Word = item("A term of the vocabulary of recipients")
    name: Words | None = item("How a reader knows it", default=None)
    country: Country | None = item("Where it is (ISO 3166-1)", default=None)
    safeguards: tuple[Safeguard, ...] = item("What protects the data there", default=())
    contact: str | None = item("How a person reaches it", default=None)


SECTIONS: Final = {"data": DataForm, "purposes": PurposeForm, "recipients": RecipientForm}
"""The lists of declarations that promises refer to."""
