"""What people ask for about their data: ``amana.requests``. Each has its term and its answer."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, TypeAlias
from urllib.parse import quote, urlencode

from amana.sdk.fields import Fields
from amana.sdk.transport import Wire

RequestKind: TypeAlias = Literal[
    "copy",
    "portability",
    "correction",
    "restriction",
    "objection",
    "erasure",
    "part_erasure",
    "withdrawal",
    "complaint",
    "recipients",
]
Means: TypeAlias = Literal["one_time_code", "signed_in", "account_email", "document"]
Door: TypeAlias = Literal["api", "email", "oral", "desk"]
_PAGE = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Under what somebody asks: exactly one of the three."""

    person: str | None = field(default=None, repr=False)
    email: str | None = field(default=None, repr=False)
    phone: str | None = field(default=None, repr=False)
    """In the international form."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """A request as it was received, in one form for who is known and who is not."""

    id: str
    state: str
    safe_until: datetime
    """Answer before this instant, and the answer is in time."""
    latest_until: datetime
    again: bool
    """Whether the same was open already: then it is that request."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Restriction:
    """How a restriction stands that was carried out in Amana's own records."""

    begun_at: datetime
    announced_at: datetime | None
    """When the person was told that it will be lifted."""
    may_lift: bool
    """Whether the letter left; where there is none, whether the centre showed it for seven days.

    Not before every source has put its marks, or was given up.
    """
    lifted_at: datetime | None
    marks_to_lift: int
    """In how many sources the marks have still to be taken off."""
    marks_lifted: int
    """In how many they are."""

    @classmethod
    def read(cls, fields: Fields) -> "Restriction":
        """Read it from an answer."""
        return cls(
            begun_at=fields.instant("begun_at"),
            announced_at=fields.optional_instant("announced_at"),
            may_lift=fields.boolean("may_lift"),
            lifted_at=fields.optional_instant("lifted_at"),
            marks_to_lift=fields.number("marks_to_lift"),
            marks_lifted=fields.number("marks_lifted"),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """How a request stands; whose it is, is not in it."""

    id: str
    kind: str
    door: str
    state: str
    received_at: datetime
    safe_until: datetime
    latest_until: datetime
    extended_at: datetime | None
    ended_at: datetime | None
    reason: str | None
    """Why it was refused."""
    promises: tuple[str, ...]
    restriction: Restriction | None = None
    """Of a request that is shown by itself; ``None`` where nothing was restricted."""

    @classmethod
    def read(cls, fields: Fields) -> "Request":
        """Read it from an answer."""
        held = fields.values.get("restriction")
        return cls(
            id=fields.text("request"),
            kind=fields.text("kind"),
            door=fields.text("door"),
            state=fields.text("state"),
            received_at=fields.instant("received_at"),
            safe_until=fields.instant("safe_until"),
            latest_until=fields.instant("latest_until"),
            extended_at=fields.optional_instant("extended_at"),
            ended_at=fields.optional_instant("ended_at"),
            reason=fields.optional_text("reason"),
            promises=fields.texts("promises"),
            restriction=None if held is None else Restriction.read(fields.object("restriction")),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far a request is in our own records and in the sources."""

    request: Request
    sources_done: int
    needs_somebody: bool
    """Whether something failed that waits for a person."""
    over: bool

    @classmethod
    def read(cls, fields: Fields) -> "Progress":
        """Read it from an answer."""
        return cls(
            request=Request.read(fields),
            sources_done=fields.number("sources_done"),
            needs_somebody=fields.boolean("needs_somebody"),
            over=fields.boolean("over"),
        )


class Requests:
    """Receives and carries out the requests of one service. A method without an answer raises."""

    __slots__ = ("_wire",)

    def __init__(self, wire: Wire) -> None:
        """Ask over the client's connection."""
        self._wire = wire

    def receive(  # noqa: PLR0913 - the contract's own fields, all but two by keyword
        self,
        kind: RequestKind,
        asked: Asked,
        *,
        proven_by: Means | None = None,
        about: str = "",
        purposes: Iterable[str] = (),
        categories: Iterable[str] = (),
        guardian: str | None = None,
        door: Door = "api",
    ) -> Received:
        """Receive what somebody asks; without a proof of who asks, it waits for one.

        ``purposes`` narrow an objection or a withdrawal, ``categories`` an erasure in part.
        Carried out at once is what needs nobody's approval, such as an objection.
        """
        answer = self._wire.act(
            "/v1/requests",
            {
                "kind": kind,
                "person": asked.person,
                "email": asked.email,
                "phone": asked.phone,
                "guardian": guardian,
                "about": about,
                "purposes": sorted(set(purposes)),
                "categories": sorted(set(categories)),
                "proven_by": proven_by,
                "door": door,
            },
        )
        return Received(
            id=answer.text("request"),
            state=answer.text("state"),
            safe_until=answer.instant("safe_until"),
            latest_until=answer.instant("latest_until"),
            again=answer.boolean("again"),
        )

    def show(self, request: str) -> Request:
        """Return how a request stands."""
        return Request.read(self._wire.get(_at(request)))

    def listed(self, *, state: str | None = None, every: bool = False) -> Iterator[Request]:
        """Yield requests by deadline: the open ones, those of a state, or ``every`` one."""
        wanted = {"limit": str(_PAGE), "all": "true" if every else "false"}
        if state is not None:
            wanted |= {"state": state}
        cursor: str | None = None
        while True:
            query = wanted if cursor is None else wanted | {"cursor": cursor}
            page = self._wire.get(f"/v1/requests?{urlencode(query)}")
            yield from (Request.read(each) for each in page.objects("requests"))
            cursor = page.optional_text("next")
            if cursor is None:
                return

    def plan(self, request: str) -> Progress:
        """Count what the request will find in each source; nothing is changed there."""
        return self._do(request, "plan")

    def approve(self, request: str) -> Progress:
        """Carry a proven request out: our own records first, then the sources follow.

        Asked again it says how far it is. Raises ``AmanaRejected`` where a key alone may not.
        """
        return self._do(request, "approve")

    def progress(self, request: str) -> Progress:
        """Return how far a request is; looking is no act."""
        return Progress.read(self._wire.get(f"{_at(request)}/progress"))

    def refuse(self, request: str, *, reason: str) -> str:
        """Refuse a request, for a reason that the person is told; return its state."""
        return self._wire.act(f"{_at(request)}/refuse", {"reason": reason}).text("state")

    def extend(self, request: str, *, reason: Literal["complex", "many"]) -> datetime:
        """Extend the term once, where every law that counts lets one; return the safe end."""
        answer = self._wire.act(f"{_at(request)}/extend", {"reason": reason})
        return answer.instant("safe_until")

    def announce_lifting(self, request: str) -> Restriction:
        """Tell the person that their restriction will be lifted; a second time is as one.

        Raises ``AmanaRejected`` where the request restricts nothing any more.
        """
        return Restriction.read(self._wire.act(f"{_at(request)}/announce-lifting", {}))

    def lift(self, request: str) -> Restriction:
        """Lift a restriction; a second time is as one.

        Raises ``AmanaRejected`` before the person was told, which ``may_lift`` says.
        """
        return Restriction.read(self._wire.act(f"{_at(request)}/lift", {}))

    def _do(self, request: str, deed: str) -> Progress:
        return Progress.read(self._wire.act(f"{_at(request)}/{deed}", {}))


def _at(request: str) -> str:
    return f"/v1/requests/{quote(request, safe='')}"
