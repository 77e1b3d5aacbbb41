"""What stands under a message: who sends it, how to write to them, how to leave."""

from dataclasses import dataclass
from typing import Final
from urllib.parse import quote

from amana.channels.letter import WayOut
from amana.domain.policy.model import Policy
from amana.domain.vocabulary.messages import Channel
from amana.domain.words import Language
from amana.storage.keys.sealing import Sealer
from amana.storage.keys.way_out import Leaving, token_of
from amana.wording.catalogue import say

_MARK: Final = "-- "
"""What comes after this line is a signature (RFC 3676, section 4.3)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """Who sends, and where people reach them."""

    service: str
    policy: Policy | None
    public_url: str | None
    sender: str | None = None
    """The address that mail comes from; people may write to it to leave."""

    def name(self, language: Language) -> str:
        """Return the name under which the service sends."""
        return self.service if self.policy is None else self.policy.controller.name.say(language)

    @property
    def contact(self) -> str | None:
        """Return how one writes to the service."""
        if self.policy is None:
            return None
        return self.policy.controller.email or self.policy.controller.phone

    def way_out(self, sealer: Sealer, leaving: Leaving) -> WayOut | None:
        """Return how one leaves; ``None`` where people cannot reach us."""
        mailbox = None if self.policy is None else self.policy.controller.email
        mailbox = mailbox or self.sender
        if self.public_url is None or mailbox is None:
            return None
        token = token_of(sealer, leaving)
        return WayOut(
            url=f"{self.public_url}/{self.service}/unsubscribe/{token}",
            mailto=f"mailto:{quote(mailbox, safe='@.+-_')}?subject=unsubscribe%20{token}",
        )


def with_foot(
    text: str, house: House, *, channel: Channel, language: Language, way_out: WayOut | None
) -> str:
    """Return the text with its foot, in the letter's language; a text message only with the link.

    What its own pages show, a service says itself.
    """
    if channel is Channel.SMS:
        link = "" if way_out is None else say("message.foot.stop", language, url=way_out.url)
        return f"{text.rstrip()}\n{link}".rstrip()
    if channel is not Channel.EMAIL:
        return text
    lines = [text.rstrip(), "", _MARK, house.name(language)]
    if house.contact is not None:
        lines.append(say("message.foot.contact", language, contact=house.contact))
    if way_out is not None:
        lines.append(say("message.foot.stop", language, url=way_out.url))
    else:
        lines.append(say("message.foot.needed", language))
    return "\n".join(lines) + "\n"
