"""The JSON of sharing: recipients, their grants, disclosures, and links that people choose."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import AwareDatetime, ConfigDict, Field

from amana.acts.sharing.disclose import MOST
from amana.domain.sharing.granting import LONGEST_DOCUMENT, LONGEST_INSTRUCTION
from amana.domain.sharing.standing import GrantState
from amana.domain.vocabulary.sharing import Nature, Safeguard
from amana.http.api.answer_shapes import Shown
from amana.http.api.shapes import Body, Id, Ids, Person, Reason

_Persons = Annotated[list[Person], Field(min_length=1, max_length=MOST)]
_LAYLA = "customer-1042"


class MakeGrant(Body):
    """Fields that a recipient may have, what for, and until when."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "recipient": "courier",
                    "data": ["address"],
                    "for": ["orders"],
                    "instruction": "Deliver the parcel.",
                    "safeguards": ["contract"],
                    "until": "2031-01-07T00:00:00+00:00",
                }
            ]
        }
    )

    recipient: Id
    data: Ids
    for_: Annotated[Ids, Field(alias="for")]
    instruction: Annotated[str, Field(min_length=1, max_length=LONGEST_INSTRUCTION)]
    """What the recipient is to do with the data, in words."""
    safeguards: Annotated[list[Safeguard], Field(max_length=20, default_factory=list)]
    nature: Nature = Nature.SHARE
    document: Annotated[str | None, Field(min_length=1, max_length=LONGEST_DOCUMENT)] = None
    """Where the contract is found."""
    from_: Annotated[AwareDatetime | None, Field(alias="from")] = None
    """Without it, from now on."""
    until: AwareDatetime


class Give(Body):
    """Data of some persons for a recipient: to be sent, or noted because it happened elsewhere."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "recipient": "courier",
                    "persons": [_LAYLA],
                    "data": ["address"],
                    "for": "orders",
                    "method": "outside",
                }
            ]
        }
    )

    recipient: Id
    persons: _Persons
    data: Ids
    for_: Annotated[Id, Field(alias="for")]
    method: Literal["push", "outside"]
    nature: Nature = Nature.SHARE
    """Of what goes by a release: ``disclose_by_law``, or ``merger``."""
    ground: Reason | None = None
    release: UUID | None = None
    """The approved release that it is made by."""


class Pull(Body):
    """Data of some persons for the recipient whose key asks."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"persons": [_LAYLA], "data": ["address"], "for": "orders"}]
        }
    )

    persons: _Persons
    data: Ids
    for_: Annotated[Id, Field(alias="for")]


class OwnLink(Body):
    """A partner whom a person chooses, or chose."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"person": _LAYLA, "recipient": "calendar"}]}
    )

    person: Person
    recipient: Id


class OfWhom(Body):
    """Whose links?"""

    person: Person


class RecipientShown(Shown):
    """A recipient that the policy declares."""

    recipient: str
    kind: str
    name: dict[str, str]
    country: str | None
    safeguards: list[str]
    contact: str | None
    how: str
    """How it is told of what changes: ``mail``, ``http`` or ``by_hand``."""


class RecipientsShown(Shown):
    """Who gets data by the policy in force."""

    recipients: list[RecipientShown]


class GrantShown(Shown):
    """A grant."""

    grant: UUID
    recipient: str
    data: list[str]
    purposes: list[str]
    nature: str
    instruction: str
    safeguards: list[str]
    document: str | None
    policy_version: int
    from_: Annotated[datetime, Field(alias="from")]
    until: datetime
    made_at: datetime
    ended_at: datetime | None
    in_force: bool
    """Whether its time runs."""
    state: GrantState
    """Whether it gives something, too: ``refused`` where the policy in force does not permit it."""
    entry: UUID


class GrantsShown(Shown):
    """Grants, the latest first."""

    grants: list[GrantShown]
    next: str | None
    """Ask with ``before`` for what comes after; null after the last."""


class GrantMade(Shown):
    """The grant, and those that give some of the same at the same time."""

    grant: UUID
    overlaps: list[UUID]
    entry: UUID


class Ended(Shown):
    """The entry of the end."""

    entry: UUID


class OneRecordGiven(Shown):
    """The fields of one record."""

    type: str
    values: dict[str, str | int | bool | None]


class OfPersonGiven(Shown):
    """What is given of one person, or why nothing is."""

    person: str
    permitted: bool
    records: list[OneRecordGiven]
    refused_by: list[dict[str, object]]
    gaps: list[str]


class DisclosureMade(Shown):
    """A disclosure. Nothing is said of who was erased; one that is to be sent lists nobody."""

    disclosure: UUID
    state: str
    persons: list[OfPersonGiven]
    policy_version: int
    entry: UUID


class DisclosureShown(Shown):
    """A disclosure in the log; of whom is not in it."""

    disclosure: UUID
    recipient: str
    method: str
    purpose: str
    nature: str
    ground: str | None
    data: list[str]
    persons: int
    maybe: int
    """Persons of whom something was sent, and no answer says whether it arrived."""
    outside_release: int
    """Persons of whom something went out that the release which was named does not cover."""
    refused: int
    state: str
    attempts: int
    due_at: datetime | None
    fault: str | None
    made_at: datetime
    done_at: datetime | None
    entry: UUID


class DisclosuresShown(Shown):
    """Disclosures, the latest first."""

    disclosures: list[DisclosureShown]
    next: str | None
    """Ask with ``before`` for what comes after; null after the last."""


class Linked(Shown):
    """The entry; null where nothing changed."""

    entry: UUID | None


class LinksShown(Shown):
    """The partners whom a person chose, and since when."""

    links: dict[str, datetime]
