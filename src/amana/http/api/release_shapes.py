"""The JSON of announcements and of releases."""

from datetime import date, datetime
from typing import Annotated, Final
from uuid import UUID

from pydantic import AfterValidator, ConfigDict, Field, StrictBool
from pydantic.config import JsonDict

from amana.acts.announcing.sharing import Wanted
from amana.acts.releases.deciding import Proposed
from amana.domain.announced.sharing import Sharing
from amana.domain.period import Period
from amana.domain.release.release import LONGEST_TEXT, MOST_PERSONS, Document, Scope
from amana.domain.vocabulary.sharing import Ground
from amana.http.api.answer_shapes import Shown
from amana.http.api.shapes import Body, Id, Ids, Person

_Text = Annotated[str, Field(min_length=1, max_length=LONGEST_TEXT)]
_OF_PROPOSAL: Final[JsonDict] = {
    "recipient": "court",
    "for": "compliance",
    "ground": "law",
    "data": ["name"],
    "asked": ["name", "phone"],
    "persons": ["customer-1042"],
    "document": {
        "asker": "Court of first instance",
        "contact": "clerk@court.example",
        "reference": "2026/118",
        "sha256": "ab" * 32,
        "reason": "An order of the court.",
    },
}


def _is_period(text: str) -> str:
    Period.parse(text)
    return text


class Announce(Body):
    """A sharing that is to begin, of which people are told first."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"recipient": "partner", "for": "offers", "data": ["email"]}]
        }
    )

    recipient: Id
    for_: Annotated[Id, Field(alias="for")]
    data: Ids
    wait: Annotated[str, Field(max_length=63), AfterValidator(_is_period)] | None = None
    """How long people may say no first, such as ``P30D``; without it, as long as is promised."""

    def wanted(self) -> Wanted:
        """Return what is to be announced."""
        return Wanted(
            sharing=Sharing(recipient=self.recipient, purpose=self.for_, data=frozenset(self.data)),
            wait=None if self.wait is None else Period.parse(self.wait),
        )


class AskedBy(Body):
    """The document that asks for data."""

    asker: _Text
    """The authority or body."""
    contact: _Text
    reference: _Text
    """By which the document is found."""
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    """Of the document's file, in hex."""
    reason: _Text
    same_protection: StrictBool = False
    """Of a merger: that the same level of protection is attested."""


class Propose(Body):
    """A release of data on a legal ground, for people to approve."""

    model_config = ConfigDict(json_schema_extra={"examples": [_OF_PROPOSAL]})

    recipient: Id
    for_: Annotated[Id, Field(alias="for")]
    ground: Ground
    data: Ids
    asked: Ids
    """What the document asks for: never less than ``data``."""
    persons: Annotated[list[Person], Field(min_length=1, max_length=MOST_PERSONS)]
    document: AskedBy
    silent_until: date | None = None
    """Until when the law forbids to tell them, within a year."""

    def proposed(self) -> Proposed:
        """Return what is proposed. Raises ``ReleaseUnfit``."""
        return Proposed(
            scope=Scope(
                recipient=self.recipient,
                purpose=self.for_,
                ground=self.ground,
                data=frozenset(self.data),
            ),
            asked=frozenset(self.asked),
            persons=tuple(self.persons),
            document=Document(**self.document.model_dump()),
            silent_until=self.silent_until,
        )


class AnnouncementShown(Shown):
    """An announcement, and what became of it; whom it reached is not in it."""

    announcement: UUID
    recipient: str
    purpose: str
    data: list[str]
    promises: list[str]
    policy_version: int
    in_force_at: datetime
    origin: str
    """``policy``, ``staff``, ``grant`` or ``merger``."""
    wait: str
    begun_at: datetime
    ended_at: datetime | None
    """When everybody's message was put out."""
    affected: int
    unreached: int
    told: int
    waiting: int
    said_no: int
    last_over: datetime | None


class AnnouncementsShown(Shown):
    """Announcements, the latest first."""

    announcements: list[AnnouncementShown]


class AnnouncementBegun(Shown):
    """The new announcement."""

    announcement: UUID


class ReleaseShown(Shown):
    """A release; whom it is about is not in it."""

    release: UUID
    recipient: str
    purpose: str
    ground: str
    nature: str
    data: list[str]
    promise: str
    policy_version: int
    people: int
    silent_until: date | None
    ends_at: datetime
    state: str
    """``proposed``, ``approved``, ``refused`` or ``withdrawn``."""
    proposed_at: datetime
    decided_at: datetime | None


class DocumentShown(Shown):
    """The document that asked for it."""

    asker: str
    contact: str
    reference: str
    sha256: str
    reason: str
    same_protection: bool


class ReleaseWhole(ReleaseShown):
    """A release with its document."""

    document: DocumentShown


class ReleasesShown(Shown):
    """Releases, those that wait for a second person first."""

    releases: list[ReleaseShown]


class ReleaseNamed(Shown):
    """The release that was proposed or withdrawn."""

    release: UUID
