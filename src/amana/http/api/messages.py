"""Messages that applications have sent, and the notices that their pages show."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Depends, Response
from fastapi.responses import JSONResponse
from pydantic import AwareDatetime, Field, StrictBool

from amana.acts.caller import Caller
from amana.acts.messages.send import Said, ToSend
from amana.acts.permissions import Permission
from amana.domain.ledger.entry import Json
from amana.domain.vocabulary.messages import Channel, MessageClass
from amana.domain.words import Language
from amana.http.api.answer_shapes import Shown
from amana.http.api.idempotency import Once, OnceOf
from amana.http.api.shapes import Body, Id, Person
from amana.http.api.strict import StrictRoute
from amana.http.gate import ServiceKey
from amana.http.platform import MessageActs, ServiceActs
from amana.storage.notices import Notice
from amana.storage.outbox_rows import MessageRow


class SaidIn(Body):
    """What the message says in one language; `{name}` stands for a value."""

    subject: Annotated[str, Field(min_length=1, max_length=1_000)]
    text: Annotated[str, Field(min_length=1, max_length=100_000)]


class WordsIn(Body):
    """What the message says, in one language or both."""

    ar: SaidIn | None = None
    en: SaidIn | None = None


class Send(Body):
    """Send this message, if the decision permits it when it is sent."""

    person: Person
    message_class: Annotated[MessageClass, Field(alias="class")]
    for_: Annotated[Id, Field(alias="for")]
    channel: Channel
    words: WordsIn
    values: Annotated[
        dict[
            Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,40}$")],
            Annotated[str, Field(max_length=2_000)],
        ],
        Field(max_length=50, default_factory=dict),
    ]
    """What is filled in where the words say `{name}`."""
    language: Language | None = None
    """The person's; else the one in which they met the policy, else Arabic."""
    key: Annotated[str | None, Field(min_length=1, max_length=200)] = None
    """What the service calls this message: under one key it is sent once."""
    due: AwareDatetime | None = None
    series: UUID | None = None
    """What it belongs to, such as one letter to many."""


class MessageOf(Body):
    """How does this message stand?"""

    message: UUID


class NoticesOf(Body):
    """Which notices does this person have?"""

    person: Person
    unread: StrictBool = False
    before: UUID | None = None
    """The last one of the page before."""


class ReadNotices(Body):
    """The person has read these notices."""

    person: Person
    notices: Annotated[list[UUID], Field(min_length=1, max_length=100)]


class PutOut(Shown):
    """It is put out; whether it is sent is decided then."""

    message: UUID


class MessageState(Shown):
    """How a message stands: never what it says, or to whom."""

    message: UUID
    state: Literal["waiting", "sending", "sent", "failed", "refused"]
    message_class: Annotated[str, Field(alias="class")]
    for_: Annotated[str | None, Field(alias="for")]
    channel: str
    attempts: int
    repeats: int
    """How often it was sent again because whoever sent it died in the middle."""
    fault: str | None
    """The code of what went wrong."""
    made_at: datetime
    due_at: datetime
    ended_at: datetime | None


class NoticeShown(Shown):
    """One notice."""

    id: UUID
    message_class: Annotated[str, Field(alias="class")]
    language: Language
    subject: str
    text: str
    at: datetime
    read_at: datetime | None


class NoticesShown(Shown):
    """A page of notices, the latest first."""

    notices: list[NoticeShown]


class Marked(Shown):
    """How many notices were not read before."""

    marked: int


def routes(acts: MessageActs, api: ServiceActs) -> APIRouter:
    """Return the routes of messages."""
    router = APIRouter(prefix="/v1", route_class=StrictRoute)
    keyed = Depends(OnceOf(api))
    to_send = Depends(ServiceKey(Permission.SERVICE_MESSAGE_CREATE, api))
    to_see = Depends(ServiceKey(Permission.SERVICE_MESSAGE_READ, api))
    to_show = Depends(ServiceKey(Permission.SERVICE_NOTICE_READ, api))
    to_mark = Depends(ServiceKey(Permission.SERVICE_NOTICE_WRITE, api))

    @router.post("/messages/send", response_model=PutOut)
    def send(
        caller: Annotated[Caller, to_send], once: Annotated[Once, keyed], body: Send
    ) -> Response:
        """Put a message out; it is decided when it is sent, under lock."""
        caller.check_purposes([body.for_])
        given = _given(body)

        def sent() -> dict[str, Json]:
            return {"message": str(acts.send(caller.service, given))}

        return once.answer(caller, sent)

    @router.post("/messages/state", response_model=MessageState)
    def state(caller: Annotated[Caller, to_see], body: MessageOf) -> Response:
        """Tell how a message stands."""
        return JSONResponse(_state(acts.message(caller.service, body.message)))

    @router.post("/notices", response_model=NoticesShown)
    def notices(caller: Annotated[Caller, to_show], body: NoticesOf) -> Response:
        """Show the notices of a person, for the service's own pages."""
        found = acts.notices(
            caller.service, person=body.person, before=body.before, unread=body.unread
        )
        return JSONResponse({"notices": [_notice(each) for each in found]})

    @router.post("/notices/read", response_model=Marked)
    def read(
        caller: Annotated[Caller, to_mark], once: Annotated[Once, keyed], body: ReadNotices
    ) -> Response:
        """Note that the person has read these notices."""

        def marked() -> dict[str, Json]:
            return {
                "marked": acts.read_notices(
                    caller.service, person=body.person, notices=body.notices
                )
            }

        return once.answer(caller, marked)

    return router


def _given(body: Send) -> ToSend:
    words: dict[Language, SaidIn | None] = {"ar": body.words.ar, "en": body.words.en}
    return ToSend(
        person=body.person,
        message_class=body.message_class,
        purpose=body.for_,
        channel=body.channel,
        words={
            language: Said(subject=said.subject, text=said.text)
            for language, said in words.items()
            if said is not None
        },
        values=body.values,
        language=body.language,
        key=body.key,
        due=body.due,
        series=body.series,
    )


def _state(row: MessageRow) -> dict[str, object]:
    return {
        "message": str(row.id),
        "state": row.state,
        "class": row.message_class,
        "for": row.purpose,
        "channel": row.channel,
        "attempts": row.attempts,
        "repeats": row.repeats,
        "fault": row.fault,
        "made_at": row.made_at.isoformat(),
        "due_at": row.due_at.isoformat(),
        "ended_at": None if row.ended_at is None else row.ended_at.isoformat(),
    }


def _notice(each: Notice) -> dict[str, object]:
    return {
        "id": str(each.id),
        "class": each.message_class,
        "language": each.language,
        "subject": each.subject,
        "text": each.text,
        "at": each.at.isoformat(),
        "read_at": None if each.read_at is None else each.read_at.isoformat(),
    }
