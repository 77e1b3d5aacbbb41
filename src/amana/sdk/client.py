"""The client: one method for each thing that an application may want to do with personal data."""

from collections.abc import Iterable, Iterator
from types import TracebackType
from typing import Final, Literal, Self, TypeAlias
from urllib.parse import urlencode

import httpx

from amana.domain.words import Language
from amana.sdk.address import checked
from amana.sdk.aggregates import Aggregates
from amana.sdk.agreeing import UNSAID, Agreeing, HowSaid
from amana.sdk.answers import Act, Answer, Choices, Erasure, HandOver, PolicyInForce
from amana.sdk.customers import Customers
from amana.sdk.doors import Doors
from amana.sdk.grants import Grants
from amana.sdk.guard import asks
from amana.sdk.held import Given
from amana.sdk.identity import Identity
from amana.sdk.messages import Messages
from amana.sdk.persons import Persons
from amana.sdk.record_sets import RecordSets
from amana.sdk.records import Origin, Records
from amana.sdk.requests import Requests
from amana.sdk.transport import Question, Wire

Choice: TypeAlias = Literal["consent", "withdraw", "object", "opt_out", "opt_in"]
How: TypeAlias = Literal["explicit", "continued_use", "declined"]

_PAGE: Final = 1_000
"""Persons on one page of an audience."""


class Amana:
    """Asks Amana on behalf of one service, whose key it holds. Threads may share it.

    The questions of this class send ids of persons and names of categories, never a person's
    values; those go through ``records`` and ``persons``. A method that cannot get an answer
    raises; see ``amana.sdk.errors``. What changes something is sent again where no answer came,
    under one idempotency key, so that it is done once; what only looks, where no connection came
    about.
    """

    __slots__ = (
        "_address",
        "_wire",
        "aggregates",
        "agreeing",
        "customers",
        "doors",
        "grants",
        "identity",
        "messages",
        "persons",
        "record_sets",
        "records",
        "requests",
    )

    def __init__(
        self,
        url: str,
        key: str,
        *,
        timeout: float = 5.0,
        retries: int = 2,
        transport: httpx.BaseTransport | None = None,
    ) -> None:
        """Take the address and key of the service; plain HTTP is refused outside loopback."""
        self._address = checked(url)
        self._wire = Wire(self._address, key, seconds=timeout, retries=retries, transport=transport)
        self.records = Records(self._wire)
        self.record_sets = RecordSets(self._wire)
        self.persons = Persons(self._wire)
        self.agreeing = Agreeing(self._wire)
        self.identity = Identity(self._wire)
        self.messages = Messages(self._wire)
        self.grants = Grants(self._wire)
        self.requests = Requests(self._wire)
        self.customers = Customers(self._wire)
        self.aggregates = Aggregates(self._wire)
        self.doors = Doors(self._wire)

    def __repr__(self) -> str:
        """Show where it asks, never with which key."""
        return f"Amana({self._address!r})"

    def __enter__(self) -> Self:
        """Use it for a while."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close its connections."""
        self.close()

    def close(self) -> None:
        """Close its connections; it cannot be used afterwards."""
        self._wire.close()

    def collect(  # noqa: PLR0913 - the contract's own fields, all but two by keyword
        self,
        person: str,
        data: Iterable[str],
        *,
        at: str,
        purposes: Iterable[str],
        origin: Origin = "person",
        source: str | None = None,
    ) -> Answer:
        """Ask whether these categories may be taken in, at this occasion, for these purposes."""
        return self._ask(
            "collect",
            {
                "person": person,
                "data": list(data),
                "at": at,
                "for": list(purposes),
                "origin": origin,
                "source": source,
            },
        )

    def use(
        self,
        person: str,
        data: Iterable[str],
        *,
        purpose: str,
        notice_version: int | None = None,
    ) -> Answer:
        """Ask whether they may be used for this purpose.

        ``notice_version`` is the policy's version under which the data was collected; without it,
        the one in force.
        """
        return self._ask(
            "use",
            {
                "person": person,
                "data": list(data),
                "for": purpose,
                "notice_version": notice_version,
            },
        )

    def message(
        self,
        person: str,
        data: Iterable[str],
        *,
        purpose: str,
        channel: str,
        notice_version: int | None = None,
    ) -> Answer:
        """Ask whether the person may be written to or called, for this purpose."""
        return self._ask(
            "message",
            {
                "person": person,
                "data": list(data),
                "for": purpose,
                "channel": channel,
                "notice_version": notice_version,
            },
        )

    def disclose(  # noqa: PLR0913 - the contract's own fields, all but two by keyword
        self,
        person: str,
        data: Iterable[str],
        *,
        purpose: str,
        recipient: str,
        nature: str | None = None,
        ground: str | None = None,
    ) -> Answer:
        """Ask whether they may be handed to this recipient, and on which legal ground."""
        return self._ask(
            "disclose",
            {
                "person": person,
                "data": list(data),
                "for": purpose,
                "recipient": recipient,
                "nature": nature,
                "ground": ground,
            },
        )

    def publish(
        self, person: str, data: Iterable[str], *, purpose: str, chosen: bool = False
    ) -> Answer:
        """Ask whether everybody may see them on the application's own pages.

        ``chosen`` says that the person chose that just this shows. What is promised to be
        approved first is refused here, and handed in for it: ``POST /v1/publications``.
        """
        return self._ask(
            "publish", {"person": person, "data": list(data), "for": purpose, "chosen": chosen}
        )

    def read(
        self, person: str, data: Iterable[str], *, purpose: str, staff: str, reason: str
    ) -> Answer:
        """Ask whether a member of staff may look, for this purpose and this stated reason."""
        return self._ask(
            "read",
            {
                "person": person,
                "data": list(data),
                "for": purpose,
                "staff": staff,
                "reason": reason,
            },
        )

    def accept(self, person: str, *, version: int, how: How, language: Language) -> str:
        """Record what the person said to this version of the policy; return the entry's id."""
        fields = self._wire.act(
            "/v1/accept",
            {"person": person, "version": version, "how": how, "language": language},
        )
        return fields.text("entry")

    def choose(
        self,
        person: str,
        choice: Choice,
        purposes: Iterable[str],
        *,
        confirmed: bool = False,
        how: HowSaid = UNSAID,
    ) -> str:
        """Record what the person said about these purposes; return the entry's id.

        It holds in every process once this returns. ``confirmed`` is for a consent that the
        policy promises to have confirmed; ``how`` goes into the receipt.
        """
        said: dict[str, object] = {"person": person, "choice": choice, "for": list(purposes)}
        said["confirmed"] = confirmed
        return self._wire.act("/v1/choose", said | how.told()).text("entry")

    def signal(self, person: str, sec_gpc: str | None) -> tuple[str, ...]:
        """Pass on the header ``Sec-GPC`` of a signed-in person; return the purposes it stops.

        Any value but exactly ``1`` says nothing, and nothing is sent then.
        """
        if sec_gpc != "1":
            return ()
        return self._wire.act("/v1/signal", {"person": person}).texts("stopped")

    def choices(self, person: str) -> Choices:
        """Return what the person chose, over all of their ids, and holds today."""
        return Choices.read(self._wire.look_up("/v1/choices", {"person": person}))

    def audience(
        self,
        persons: Iterable[str],
        data: Iterable[str],
        *,
        purpose: str,
        channel: str | None = None,
    ) -> tuple[str, ...]:
        """Return which of up to 10,000 persons may be proposed for a message, or for a use.

        With a channel it is a message. A proposal is no permission: each one is decided about
        with :meth:`message` or :meth:`use` before anything is done.
        """
        asked = {
            "persons": list(persons),
            "doing": "use" if channel is None else "message",
            "data": list(data),
            "for": purpose,
            "channel": channel,
        }
        return self._wire.look_up("/v1/audience", asked).texts("persons")

    def whole_audience(
        self, data: Iterable[str], *, purpose: str, channel: str | None = None
    ) -> Iterator[str]:
        """Yield all persons who may be proposed, as :meth:`audience` says of some."""
        asked = {
            "doing": "use" if channel is None else "message",
            "data": list(data),
            "for": purpose,
            "channel": channel,
        }
        cursor: str | None = None
        while True:
            query = {"limit": str(_PAGE)} | ({} if cursor is None else {"cursor": cursor})
            page = self._wire.look_up(f"/v1/audience/all?{urlencode(query)}", asked)
            yield from page.texts("persons")
            cursor = page.optional_text("next")
            if cursor is None:
                return

    def history(self, person: str, *, at_once: int = 500) -> tuple[Act, ...]:
        """Return all that was done, or refused, with this person's data, the latest first.

        It is asked for by pages of ``at_once``, at most 500.
        """
        found: list[Act] = []
        path = f"/v1/history?{urlencode({'limit': at_once})}"
        while True:
            page = self._wire.look_up(path, {"person": person})
            found += (Act.read(one) for one in page.objects("acts"))
            cursor = page.optional_text("next")
            if cursor is None:
                return tuple(found)
            path = f"/v1/history?{urlencode({'limit': at_once, 'cursor': cursor})}"

    def hand_over(self, person: str) -> HandOver:
        """Make a ticket with which the person's browser enters the privacy centre, signed in.

        For the person who is signed in at the application right now: show them a form that posts
        the field ``ticket`` to this path of Amana. It opens once, for a short while.
        """
        return HandOver.read(self._wire.look_up("/v1/hand-overs", {"person": person}))

    def erase(self, person: str) -> Erasure:
        """Erase all that Amana holds about the person; asked again it says the same.

        Afterwards each question about this id is rejected (``person.erased``): who comes back
        gets a new id.
        """
        return Erasure.read(self._wire.look_up("/v1/erase", {"person": person}))

    def using(  # noqa: PLR0913 - the contract's own fields, all but two by keyword
        self,
        person: str,
        type: str,  # noqa: A002 - the contract's own word
        *,
        purpose: str,
        key: str | None = None,
        fields: Iterable[str] | None = None,
        display: bool = False,
    ) -> asks[[], Given]:
        """Give the values of a person's record for a purpose, for as long as they are used::

            with amana.using(person, "profile", purpose="orders") as record:
                send_to(record.text("address"))

        Without a key, the record is the one that has the person's id as its key. For ``display``
        to people, values that may be shown masked only come masked. A refusal raises
        ``RefusedByPolicy``.
        """
        named = person if key is None else key
        return asks(
            lambda: self.records.use(
                person=person,
                type=type,
                key=named,
                purposes=[purpose],
                fields=fields,
                display=display,
            )
        )

    def policy(self) -> PolicyInForce:
        """Return the version in force and the state of each of its promises."""
        return PolicyInForce.read(self._wire.get("/v1/policy"))

    def _ask(self, act: str, question: Question) -> Answer:
        """Send a question that is answered by an :class:`Answer`."""
        return Answer.read(self._wire.act(f"/v1/{act}", question))
