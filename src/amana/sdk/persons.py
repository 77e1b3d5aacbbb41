"""Who persons are: ``amana.persons``. Here values are sent, in bodies alone, and kept sealed."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, TypeAlias

from amana.sdk.answers import Answer
from amana.sdk.fields import Fields
from amana.sdk.transport import Question, Wire

Kind: TypeAlias = Literal["email", "phone", "device"]
Origin: TypeAlias = Literal["person", "automatic", "third-party"]
Tie: TypeAlias = Literal["guardian", "staff"]
Why: TypeAlias = Literal["opted_out", "asked"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Identifier:
    """By what a person is known."""

    kind: Kind
    value: str = field(repr=False)
    country: str | None = None
    """Of a phone number that may come without its country's number."""
    replaces: str | None = field(default=None, repr=False)
    """The person's identifier that ends with it."""
    category: str | None = None
    """Of which category of the policy it is, where several are of this kind."""

    def sent(self) -> Question:
        """Return it as it is sent."""
        return {
            "kind": self.kind,
            "value": self.value,
            "country": self.country,
            "replaces": self.replaces,
            "category": self.category,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """An identifier that may be used now."""

    value: str = field(repr=False)
    verified_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownPerson:
    """Who a person is, over all of their ids."""

    ids: tuple[str, ...]
    countries: tuple[str, ...]
    kind: str
    """``natural`` or ``business``."""
    guardians: tuple[str, ...]
    wards: tuple[str, ...]
    staff: tuple[str, ...]
    businesses: tuple[str, ...]

    @classmethod
    def read(cls, fields: Fields) -> "KnownPerson":
        """Read it from an answer."""
        places = fields.objects("jurisdictions")
        return cls(
            ids=fields.texts("ids"),
            countries=tuple(dict.fromkeys(each.text("country") for each in places)),
            kind=fields.text("kind"),
            guardians=fields.texts("guardians"),
            wards=fields.texts("wards"),
            staff=fields.texts("staff"),
            businesses=fields.texts("businesses"),
        )


class Persons:
    """Says, and asks, who the persons of one service are. A method without an answer raises.

    A method that says something returns the ledger entry under which it stands.
    """

    __slots__ = ("_wire",)

    def __init__(self, wire: Wire) -> None:
        """Ask over the client's connection."""
        self._wire = wire

    def identify(  # noqa: PLR0913 - the contract's own fields, all but two by keyword
        self,
        person: str,
        identifiers: Iterable[Identifier],
        *,
        at: str,
        purposes: Iterable[str],
        origin: Origin = "person",
        source: str | None = None,
    ) -> Answer:
        """Take in by what a person is known; kept where the answer permits it, else nothing is."""
        return Answer.read(
            self._wire.act(
                "/v1/persons/identify",
                {
                    "person": person,
                    "identifiers": [each.sent() for each in identifiers],
                    "at": at,
                    "for": list(purposes),
                    "origin": origin,
                    "source": source,
                },
            )
        )

    def verify(self, person: str, kind: Kind, value: str, *, by: str) -> str:
        """Say that an identifier was shown to be the person's, and how: ``code-by-mail``."""
        said = {"person": person, "kind": kind, "value": value, "by": by}
        return self._say("verify", said)

    def drop(self, person: str, kind: Kind, value: str) -> str:
        """End an identifier of the person."""
        return self._say("drop", {"person": person, "kind": kind, "value": value})

    def addresses(
        self, person: str, kind: Kind, *, purpose: str, category: str | None = None
    ) -> tuple[Address, ...]:
        """Return the person's identifiers of a kind for a purpose, verified ones first.

        Raises :class:`RefusedByPolicy` where no promise permits it.
        """
        asked = {"person": person, "kind": kind, "for": purpose, "category": category}
        fields = self._wire.act("/v1/persons/use", asked)
        Answer.read(fields).require()
        return tuple(
            Address(value=each.text("value"), verified_at=each.optional_instant("verified_at"))
            for each in fields.objects("identifiers")
        )

    def find(self, kind: Kind, value: str) -> tuple[str, ...]:
        """Return the ids of all who have the identifier now: nobody, one, or several."""
        found = self._wire.act("/v1/persons/find", {"kind": kind, "value": value})
        return found.texts("persons")

    def show(self, person: str) -> KnownPerson:
        """Return who the person is."""
        return KnownPerson.read(self._wire.act("/v1/persons/show", {"person": person}))

    def merge(self, person: str, other: str) -> str:
        """Say that two ids are one person; a split separates them again exactly."""
        return self._say("merge", {"person": person, "other": other})

    def split(self, person: str, other: str | None = None) -> str:
        """Take back that two ids are one person, or take the one out of its group."""
        return self._say("split", {"person": person, "other": other})

    def join_visitor(self, visitor: str, person: str) -> str:
        """Join a browser's id to the account that signed in there."""
        return self._say("join", {"visitor": visitor, "person": person})

    def declare_countries(
        self,
        person: str,
        countries: Iterable[str],
        *,
        origin: Origin = "person",
        source: str | None = None,
    ) -> str:
        """Say by which countries' law the person is protected."""
        return self._declare(person, origin, source, {"countries": list(countries)})

    def declare_born_in(
        self, person: str, year: int, *, origin: Origin = "person", source: str | None = None
    ) -> str:
        """Say in which year the person was born; never a full date."""
        return self._declare(person, origin, source, {"born_in": year})

    def declare_age(
        self,
        person: str,
        *,
        at_least: int,
        yes: bool,
        origin: Origin = "person",
        source: str | None = None,
    ) -> str:
        """Say whether the person is at least so old."""
        return self._declare(person, origin, source, {"age": {"at_least": at_least, "yes": yes}})

    def declare_kind(
        self,
        person: str,
        kind: Literal["natural", "business"],
        *,
        origin: Origin = "person",
        source: str | None = None,
    ) -> str:
        """Say whether the person is a business."""
        return self._declare(person, origin, source, {"kind": kind})

    def tie(self, person: str, other: str, *, role: Tie) -> str:
        """Say that the person is the other's guardian, or staff of the other, a business."""
        return self._say("tie", {"person": person, "other": other, "as": role})

    def untie(self, person: str, other: str, *, role: Tie) -> str:
        """Say that the person is that no more."""
        return self._say("untie", {"person": person, "other": other, "as": role})

    def suppress(self, kind: Kind, value: str, *, why: Why) -> str:
        """Keep an address out, whoever brings it."""
        return self._say("suppress", {"kind": kind, "value": value, "why": why})

    def lift(self, kind: Kind, value: str, *, why: Why) -> str:
        """Let an address in again."""
        return self._say("lift", {"kind": kind, "value": value, "why": why})

    def suppressed(self, kind: Kind, value: str) -> tuple[str, ...]:
        """Return why an address stays out; nothing where it does not."""
        asked = {"kind": kind, "value": value}
        return self._wire.look_up("/v1/persons/suppressed", asked).texts("why")

    def _declare(self, person: str, origin: Origin, source: str | None, said: Question) -> str:
        return self._say("declare", {"person": person, "origin": origin, "source": source, **said})

    def _say(self, route: str, said: Question) -> str:
        return self._wire.act(f"/v1/persons/{route}", said).text("entry")
