"""What recipients may have: ``amana.grants``. From a service's first grant on only grants count."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, TypeAlias
from urllib.parse import quote, urlencode

from amana.sdk.fields import Fields
from amana.sdk.transport import Wire

Nature: TypeAlias = Literal["share", "disclose_by_law", "merger"]
_PAGE = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class WantedGrant:
    """What a recipient may have, what for, and what it is told to do with it."""

    data: tuple[str, ...]
    purposes: tuple[str, ...]
    instruction: str
    """What the recipient is to do with the data, in words."""
    safeguards: tuple[str, ...] = ()
    nature: Nature = "share"
    document: str | None = None
    """Where the contract is found."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    """A grant, and how it stands."""

    id: str
    recipient: str
    data: tuple[str, ...]
    purposes: tuple[str, ...]
    safeguards: tuple[str, ...]
    starts_at: datetime
    until: datetime
    ended_at: datetime | None
    state: str
    """``in_force``, ``to_come``, ``ended``, ``over``, or ``refused`` by the policy in force."""

    @classmethod
    def read(cls, fields: Fields) -> "Grant":
        """Read it from a list."""
        return cls(
            id=fields.text("grant"),
            recipient=fields.text("recipient"),
            data=fields.texts("data"),
            purposes=fields.texts("purposes"),
            safeguards=fields.texts("safeguards"),
            starts_at=fields.instant("from"),
            until=fields.instant("until"),
            ended_at=fields.optional_instant("ended_at"),
            state=fields.text("state"),
        )


class Grants:
    """Makes, lists and ends the grants of one service. A method without an answer raises."""

    __slots__ = ("_wire",)

    def __init__(self, wire: Wire) -> None:
        """Ask over the client's connection."""
        self._wire = wire

    def listed(self, recipient: str | None = None) -> tuple[Grant, ...]:
        """Return the grants of all recipients, or of one, the latest first, ended ones too."""
        wanted = {"limit": str(_PAGE)} | ({} if recipient is None else {"recipient": recipient})
        return tuple(self._pages(wanted))

    def make(
        self,
        recipient: str,
        wanted: WantedGrant,
        *,
        until: datetime,
        starts_at: datetime | None = None,
    ) -> str:
        """Grant it until an end, from now or a later start on; return the grant's id.

        More than the policy in force promises is not taken (``AmanaRejected``).
        """
        answer = self._wire.act(
            "/v1/recipient-grants",
            {
                "recipient": recipient,
                "data": list(wanted.data),
                "for": list(wanted.purposes),
                "instruction": wanted.instruction,
                "safeguards": list(wanted.safeguards),
                "nature": wanted.nature,
                "document": wanted.document,
                "from": None if starts_at is None else starts_at.isoformat(),
                "until": until.isoformat(),
            },
        )
        return answer.text("grant")

    def make_missing(
        self, wanted: Mapping[str, WantedGrant], *, until: datetime
    ) -> tuple[str, ...]:
        """Grant to each recipient that never had a grant; return which these were.

        What somebody ended, or let run out, is not granted anew: that is for a person to say.
        """
        missing = tuple(name for name in wanted if not self._ever_held(name))
        for name in missing:
            self.make(name, wanted[name], until=until)
        return missing

    def end(self, grant: str) -> str:
        """End a grant: from then on it gives nothing. Return the ledger entry."""
        path = f"/v1/recipient-grants/{quote(grant, safe='')}/end"
        return self._wire.act(path, {}).text("entry")

    def link(self, person: str, recipient: str) -> bool:
        """Note that a person chose a partner; tell whether that changed something."""
        return self._link("/v1/partner-links", person, recipient)

    def unlink(self, person: str, recipient: str) -> bool:
        """End what a person chose: nothing goes there. Tell whether that changed something."""
        return self._link("/v1/partner-links/end", person, recipient)

    def links(self, person: str) -> Mapping[str, datetime]:
        """Return the partners whom a person chose, and since when."""
        found = self._wire.look_up("/v1/partner-links/of", {"person": person}).object("links")
        return {name: found.instant(name) for name in found.values}

    def _pages(self, wanted: Mapping[str, str]) -> Iterator[Grant]:
        before: str | None = None
        while True:
            query = wanted if before is None else {**wanted, "before": before}
            page = self._wire.get(f"/v1/recipient-grants?{urlencode(query)}")
            yield from (Grant.read(each) for each in page.objects("grants"))
            before = page.optional_text("next")
            if before is None:
                return

    def _ever_held(self, recipient: str) -> bool:
        return next(self._pages({"limit": "1", "recipient": recipient}), None) is not None

    def _link(self, path: str, person: str, recipient: str) -> bool:
        said = {"person": person, "recipient": recipient}
        return self._wire.act(path, said).optional_text("entry") is not None
