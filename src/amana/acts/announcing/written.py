"""The messages in which one person is told something: the same words by each channel."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from uuid import UUID

from amana.acts.announcing.wording import Said
from amana.acts.reaching import Reach
from amana.domain.vocabulary.messages import Channel, MessageClass
from amana.domain.words import Language
from amana.storage.outbox_rows import NewMessage

if TYPE_CHECKING:
    from amana.domain.ledger.entry import Json


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What one person is told, and under which promise."""

    reach: Reach
    said: Said = field(repr=False)
    language: Language
    promise: str
    series: UUID
    about: str
    """What it is about, such as ``change-7``: with channel and person it names a message."""

    def messages(self, channels: Iterable[Channel]) -> Iterator[NewMessage]:
        """Yield a message for each channel; made again, each has the name that it had."""
        reach = self.reach
        content: dict[str, Json] = {"subject": self.said.subject, "text": self.said.text}
        if reach.own is not None:
            content["person"] = reach.own
        for channel in channels:
            stored = reach.stored if channel is Channel.EMAIL else None
            at = {} if stored is None else {"address": stored}
            yield NewMessage(
                person=reach.person,
                message_class=MessageClass.SERVICE.value,
                purpose=None,
                channel=channel.value,
                language=self.language,
                content={**content, **at},
                promise=self.promise,
                key=f"{self.about}-{channel.value}-{reach.person.hex()}",
                series=self.series,
            )


def by_mail_too(reach: Reach) -> tuple[Channel, ...]:
    """Return the channels of whoever is told in the service, and by mail where they have one."""
    return (Channel.EMAIL, Channel.IN_SERVICE) if reach.by_mail else (Channel.IN_SERVICE,)
