"""The JSON that applications send, field by field: strict, bounded, nothing unknown."""

from typing import Annotated, Literal, TypeAlias

from pydantic import BaseModel, ConfigDict, Field, StrictBool

from amana.acts.accept import Acceptance
from amana.domain.vocabulary.messages import MessageClass
from amana.domain.words import Language

Id: TypeAlias = Annotated[str, Field(pattern=r"^[A-Za-z][A-Za-z0-9_-]{0,63}$")]
"""An id that the policy declares."""
Ids: TypeAlias = Annotated[list[Id], Field(min_length=1, max_length=100)]
Person: TypeAlias = Annotated[str, Field(min_length=1, max_length=200)]
"""The service's own id of a person."""
Label: TypeAlias = Annotated[str, Field(min_length=1, max_length=200)]
Reader: TypeAlias = Annotated[
    str,
    Field(
        min_length=1,
        max_length=100,
        pattern=r"^[^\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]+$",
    ),
]
"""Who looks, by a name or an id that the application gives: on one line, with nothing unseen."""
Reason: TypeAlias = Annotated[str, Field(min_length=1, max_length=1_000)]


class Body(BaseModel):
    """A request's body. It names categories, never values."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)


class Collect(Body):
    """May these categories be taken in here, for these purposes?"""

    person: Person
    data: Ids
    at: Label
    for_: Annotated[Ids, Field(alias="for")]
    origin: Literal["person", "automatic", "third-party"] = "person"
    source: Id | None = None


class Use(Body):
    """May they be used for this purpose?"""

    person: Person
    data: Ids
    for_: Annotated[Id, Field(alias="for")]
    at: Label | None = None
    """The occasion at which the data was collected; limits that follow one hold where none is
    said."""
    notice_version: Annotated[int | None, Field(ge=1, le=1_000_000)] = None
    """The version of the policy under which the data was collected (rule 14); where none is said,
    the one in force."""


class Message(Use):
    """May the person be written to, through this channel?"""

    channel: Label
    message_class: Annotated[MessageClass | None, Field(alias="class")] = None
    """What sort it is: it decides whether the message is essential. Without it the purpose does."""


class Disclose(Use):
    """May they be handed to this recipient?"""

    recipient: Id
    nature: Id | None = None
    ground: Reason | None = None


class Publish(Use):
    """May everybody see them, on the application's own pages?

    What is promised to be approved first is handed in instead: ``/v1/publications``.
    """

    chosen: StrictBool = False
    """Whether the person chose that just this shows, where a promise waits for that."""


class Read(Use):
    """May this member of staff look, for this reason?"""

    staff: Reader
    reason: Annotated[str, Field(max_length=1_000)]
    """Empty where none was stated: then rule 10 refuses, and the refusal is on the ledger."""


class Accept(Body):
    """A person met a version of the policy."""

    person: Person
    version: Annotated[int, Field(strict=True, ge=1, le=1_000_000)]
    how: Acceptance
    language: Language


class History(Body):
    """What was done with this person's data?"""

    person: Person


class Erase(Body):
    """Erase all that is held about this person."""

    person: Person
    too_young: Literal["their_word", "guardian", "report", "content", "check"] | None = None
    """How it was found out that they are too young, where that is why."""
