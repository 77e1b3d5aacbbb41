"""The client: one method for each thing that an application may want to do with personal data."""

from collections.abc import Iterable
from types import TracebackType
from typing import Literal, Self, TypeAlias

import httpx

from amana.domain.words import Language
from amana.sdk.address import checked
from amana.sdk.answers import Act, Answer, Choices, Erasure, PolicyInForce
from amana.sdk.guard import asks
from amana.sdk.held import Given
from amana.sdk.persons import Persons
from amana.sdk.records import Origin, Records
from amana.sdk.transport import Question, Wire

Choice: TypeAlias = Literal["consent", "withdraw", "object", "opt_out", "opt_in"]
How: TypeAlias = Literal["explicit", "continued_use", "declined"]


class Amana:
    """Asks Amana on behalf of one service, whose key it holds. Threads may share it.

    The questions of this class send ids of persons and names of categories, never a person's
    values; those go through ``records`` and ``persons``. A method that cannot get an answer
    raises; see ``amana.sdk.errors``. What changes something is sent again where no answer came,
    under one idempotency key, so that it is done once; what only looks, where no connection came
    about.
    """

    __slots__ = ("_address", "_wire", "persons", "records")

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
        self.persons = Persons(self._wire)

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
        self, person: str, choice: Choice, purposes: Iterable[str], *, confirmed: bool = False
    ) -> str:
        """Record what the person said about these purposes; return the entry's id.

        It holds in every process once this returns. ``confirmed`` is for a consent that the
        policy promises to have confirmed.
        """
        fields = self._wire.act(
            "/v1/choose",
            {"person": person, "choice": choice, "for": list(purposes), "confirmed": confirmed},
        )
        return fields.text("entry")

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

    def history(self, person: str) -> tuple[Act, ...]:
        """Return what was done, or refused, with this person's data."""
        fields = self._wire.look_up("/v1/history", {"person": person})
        return tuple(Act.read(one) for one in fields.objects("acts"))

    def erase(self, person: str) -> Erasure:
        """Erase all that Amana holds about the person; asked again it says the same.

        Afterwards each question about this id is rejected (``person.erased``): who comes back
        gets a new id.
        """
        return Erasure.read(self._wire.look_up("/v1/erase", {"person": person}))

    def using(
        self,
        person: str,
        type: str,  # noqa: A002 - the contract's own word
        *,
        purpose: str,
        key: str | None = None,
        fields: Iterable[str] | None = None,
    ) -> asks[[], Given]:
        """Give the values of a person's record for a purpose, for as long as they are used::

            with amana.using(person, "profile", purpose="orders") as record:
                send_to(record.text("address"))

        Without a key, the record is the one that has the person's id as its key. Values that may
        be shown masked only come masked; a refusal raises ``RefusedByPolicy``.
        """
        named = person if key is None else key
        return asks(
            lambda: self.records.use(
                person=person, type=type, key=named, purposes=[purpose], fields=fields
            )
        )

    def policy(self) -> PolicyInForce:
        """Return the version in force and the state of each of its promises."""
        return PolicyInForce.read(self._wire.get("/v1/policy"))

    def _ask(self, act: str, question: Question) -> Answer:
        """Send a question that is answered by an :class:`Answer`."""
        return Answer.read(self._wire.act(f"/v1/{act}", question))
