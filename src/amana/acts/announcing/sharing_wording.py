"""What people are told of a new sharing: what, to whom, why, from when, and how to say no."""

from dataclasses import dataclass
from typing import Final

from amana.acts.announcing.sharing import Origin
from amana.acts.announcing.wording import Said, Where
from amana.domain.phrases import listed
from amana.domain.policy.model import Policy
from amana.domain.words import ARABIC, Language, Words
from amana.storage.keys.answer_link import Answering, answer_token
from amana.storage.keys.sealing import Sealer
from amana.storage.sharing_notices import Announced
from amana.wording.catalogue import say
from amana.wording.duration import say_period
from amana.wording.moments import say_date

_MOST: Final = 30
"""Categories that a letter names one by one."""
_LONGEST_NAME: Final = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A sharing in the policy's own names."""

    recipient: Words
    purpose: Words
    data: tuple[Words, ...]


def named_sharing(announced: Announced, policy: Policy) -> Named:
    """Return how the policy calls what an announcement is about; what it dropped, by its id."""
    about = announced.sharing
    recipient = policy.recipients.get(about.recipient)
    purpose = policy.purposes.get(about.purpose)
    known = policy.data
    return Named(
        recipient=_bare(about.recipient) if recipient is None else recipient.name,
        purpose=_bare(about.purpose) if purpose is None else purpose.name,
        data=tuple(known[it].name if it in known else _bare(it) for it in sorted(about.data)),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class SharingLetters:
    """Writes the letters of one announcement."""

    announced: Announced
    policy: Policy
    sealer: Sealer
    where: Where

    def letter(self, person: bytes, language: Language) -> Said:
        """Return what one person is told, with their own link, which needs no sign-in."""
        named = named_sharing(self.announced, self.policy)
        data = [each.say(language) for each in named.data[:_MOST]]
        recipient = named.recipient.say(language)
        begins = say_date(self.announced.in_force_at, language, self.where.zone)
        lines = (
            say(
                "sharing_notice.text",
                language,
                service=self.policy.controller.name.say(language),
            ),
            *self._merger(language),
            "",
            say("sharing_notice.to", language, recipient=recipient),
            say("sharing_notice.why", language, purpose=named.purpose.say(language)),
            say("sharing_notice.what", language, data=listed(data, language)),
            say(
                "sharing_notice.wait",
                language,
                period=say_period(self.announced.wait, language),
                day=begins,
            ),
            "",
            *self._say_no(person, language),
        )
        subject = say("sharing_notice.subject", language, recipient=recipient[:_LONGEST_NAME])
        return Said(subject=subject, text="\n".join(lines))

    def _merger(self, language: Language) -> tuple[str, ...]:
        if self.announced.origin != Origin.MERGER:
            return ()
        return (say("sharing_notice.merger", language),)

    def _say_no(self, person: bytes, language: Language) -> tuple[str, ...]:
        if self.where.public_url is None:
            return (say("sharing_notice.in_centre", language),)
        token = answer_token(
            self.sealer,
            Answering(announcement=self.announced.id, person=person, language=language),
        )
        tongue = "" if language == ARABIC else f"?lang={language}"
        address = f"{self.where.public_url}/{self.sealer.service}/sharing/{token}{tongue}"
        return (say("sharing_notice.say_no", language), address)


def _bare(name: str) -> Words:
    return Words(ar=name, en=name)
