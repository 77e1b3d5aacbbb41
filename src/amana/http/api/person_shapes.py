"""The JSON of who persons are, field by field. Values and ids stand in bodies alone."""

from datetime import datetime
from typing import Annotated, Literal, Self, TypeAlias
from uuid import UUID

from pydantic import ConfigDict, Field, StrictBool, model_validator

from amana.acts.persons.identify import GivenIdentifier, Identifying
from amana.domain.person.facts import ORIGINS, BornIn, OfAge, PersonKind
from amana.domain.person.identifiers import IdentifierKind, Why
from amana.http.api.answer_shapes import Decision, Shown
from amana.http.api.shapes import Body, Id, Ids, Label, Person
from amana.storage.persons import FactValue, TieKind

Kind: TypeAlias = Literal["email", "phone", "device"]
Value: TypeAlias = Annotated[str, Field(min_length=1, max_length=320)]
Country: TypeAlias = Annotated[str, Field(pattern=r"^[A-Z]{2}$")]
Method: TypeAlias = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_-]{0,62}$")]
_LAYLA = "customer-1042"
_EMAIL = "layla@example.com"


class IdentifierIn(Body):
    """An identifier as it comes in."""

    kind: Kind
    value: Value
    country: Country | None = None
    """Of a phone number that may come without its country's number."""
    replaces: Value | None = None
    """The person's identifier that ends with it."""
    category: Id | None = None
    """Of which category of the policy it is, where several are of this kind."""


class Identify(Body):
    """By what a person is known."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "person": _LAYLA,
                    "identifiers": [{"kind": "email", "value": _EMAIL}],
                    "at": "registration",
                    "for": ["orders"],
                }
            ]
        }
    )

    person: Person
    identifiers: Annotated[list[IdentifierIn], Field(min_length=1, max_length=20)]
    at: Label
    for_: Annotated[Ids, Field(alias="for")]
    origin: Literal["person", "automatic", "third-party"] = "person"
    source: Id | None = None

    def asked(self) -> Identifying:
        """Return it as acts take it."""
        return Identifying(
            person=self.person,
            identifiers=tuple(
                GivenIdentifier(
                    kind=IdentifierKind(each.kind),
                    value=each.value,
                    country=each.country,
                    replaces=each.replaces,
                    category=each.category,
                )
                for each in self.identifiers
            ),
            occasion=self.at,
            purposes=frozenset(self.for_),
            origin=ORIGINS[self.origin],
            source=self.source,
        )


class FindPersons(Body):
    """Who has this identifier now?"""

    kind: Kind
    value: Value

    @property
    def identifier(self) -> IdentifierKind:
        """The kind as acts take it."""
        return IdentifierKind(self.kind)


class DropIdentifier(FindPersons):
    """An identifier that the person has no more."""

    person: Person


class VerifyIdentifier(DropIdentifier):
    """An identifier that was shown to be the person's."""

    by: Method
    """How: a word of the service's own, such as ``code-by-mail``."""


class UseIdentifiers(Body):
    """A person's identifiers of a kind, for a purpose."""

    person: Person
    kind: Kind
    for_: Annotated[Id, Field(alias="for")]
    category: Id | None = None
    """Which category of the policy is meant, where several are of this kind."""


class ShowPerson(Body):
    """Who is this person?"""

    person: Person


class MergePersons(Body):
    """Two ids are one person."""

    person: Person
    other: Person


class SplitPersons(Body):
    """They are not; without ``other`` the id is taken out of its group."""

    person: Person
    other: Person | None = None


class JoinVisitor(Body):
    """A browser's id, and the account that signed in there."""

    visitor: Person
    person: Person


class SaidAge(Body):
    """The answer to: are you at least so old?"""

    at_least: Annotated[int, Field(strict=True, ge=1, le=21)]
    yes: StrictBool


class DeclarePerson(Body):
    """One thing about a person: where they live, their age, or what kind of person they are."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"person": _LAYLA, "countries": ["QA"]}]}
    )

    person: Person
    countries: Annotated[list[Country], Field(min_length=1, max_length=5)] | None = None
    born_in: Annotated[int, Field(strict=True, ge=1880, le=2200)] | None = None
    """A year; never a full date."""
    age: SaidAge | None = None
    kind: Literal["natural", "business"] | None = None
    origin: Literal["person", "automatic", "third-party"] = "person"
    source: Id | None = None

    @model_validator(mode="after")
    def says_one_thing(self) -> Self:
        """Refuse what says nothing, or several things at once."""
        if sum(each is not None for each in self._said()) != 1:
            msg = "declare countries, born_in, age or kind: one of them"
            raise ValueError(msg)
        return self

    def value(self) -> FactValue:
        """Return what is declared as acts take it."""
        if self.countries is not None:
            return tuple(self.countries)
        if self.born_in is not None:
            return BornIn(year=self.born_in)
        if self.age is not None:
            return OfAge(at_least=self.age.at_least, yes=self.age.yes)
        return PersonKind.BUSINESS if self.kind == "business" else PersonKind.NATURAL

    def _said(self) -> tuple[object, ...]:
        return (self.countries, self.born_in, self.age, self.kind)


class TiePersons(Body):
    """The person acts for the other."""

    person: Person
    other: Person
    as_: Annotated[Literal["guardian", "staff"], Field(alias="as")]

    @property
    def tie(self) -> TieKind:
        """The tie as acts take it."""
        return TieKind(self.as_)


class SuppressAddress(FindPersons):
    """An address that stays out, and why."""

    why: Literal["opted_out", "asked"]

    @property
    def reason(self) -> Why:
        """The reason as acts take it."""
        return Why(self.why)


class IdentifiedOut(Decision):
    """Whether the identifiers were taken in, and how many of them are new."""

    added: int


class UsedOut(Shown):
    """An identifier that may be used."""

    value: str
    verified_at: datetime | None


class UsedIdentifiersOut(Decision):
    """Whether they may be used, and what they are then: verified ones first."""

    identifiers: list[UsedOut]


class FoundPersons(Shown):
    """The service's own ids of who has it: several may share one."""

    persons: list[str]


class HeldIdentifierOut(Shown):
    """An identifier without its value, which a use for a purpose gives."""

    id: UUID
    kind: Kind
    origin: str
    source: str | None
    since: datetime
    verified_at: datetime | None
    verified_by: str | None
    ended_at: datetime | None
    replaced_by: UUID | None


class PlaceOut(Shown):
    """A place whose law is the person's, and who said so."""

    country: str
    origin: str
    source: str | None
    at: datetime


class AgeOut(Shown):
    """What was said about the age: a year, or whether an age is reached."""

    born_in: int | None
    at_least: int | None
    yes: bool | None
    origin: str
    at: datetime


class PersonOut(Shown):
    """Who a person is, over all of their ids."""

    ids: list[str]
    identifiers: list[HeldIdentifierOut]
    jurisdictions: list[PlaceOut]
    ages: list[AgeOut]
    kind: Literal["natural", "business"]
    guardians: list[str]
    wards: list[str]
    staff: list[str]
    businesses: list[str]


class SuppressedOut(Shown):
    """Why an address stays out; an empty list where it does not."""

    why: list[Literal["erased", "opted_out", "asked"]]
