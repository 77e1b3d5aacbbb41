"""How a word came to be said: through what, by which means, in which language, by whom."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from amana.domain.vocabulary.messages import Channel
from amana.domain.vocabulary.named import Named
from amana.domain.words import Language


class Place(Named):
    """Where a word was said, beside the channels by which people write; words: a noun."""

    SERVICE = "service", "الخدمة نفسها", "the service itself"
    BANNER = "banner", "شريط ملفات تعريف الارتباط", "the cookie banner"
    PRIVACY_CENTRE = "privacy_centre", "مركز الخصوصية", "the privacy centre"
    OPERATOR = "operator", "إدارة الخدمة", "those who run the service"


class Means(Named):
    """What somebody did to say it; words: a noun."""

    UNSAID = "unsaid", "وسيلة لم تُذكر", "a means that was not told"
    SWITCH = "switch", "مفتاح اختيار", "a switch"
    CHECKBOX = "checkbox", "مربع اختيار", "a box that was ticked"
    BUTTON = "button", "زر", "a button"
    ONE_CLICK = "one_click", "ضغطة واحدة في برنامج البريد", "one click in the mail program"
    REPLY = "reply", "رسالة منك", "a message of yours"
    WRITTEN = "written", "ورقة موقَّعة", "a signed paper"
    SPOKEN = "spoken", "قول شفهي", "spoken words"
    CODE = "code", "رمز أو رابط تأكيد", "a code or link that confirms"
    IMPLIED = "implied", "فعل عُدَّ موافقة", "an act that was taken for consent"


Through = Channel | Place
"""The way by which a word came in."""
THROUGH: Final[dict[str, Channel | Place]] = {each.value: each for each in (*Place, *Channel)}
"""By the id that stands for it."""


MEANS: Final[dict[str, Means]] = {each.value: each for each in Means}
"""By the id that stands for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Circumstances:
    """How one word was said. Nothing in here names anybody."""

    language: Language | None = None
    """In which the words were shown; ``None`` where nobody told."""
    through: Channel | Place = Place.SERVICE
    means: Means = Means.UNSAID
    guarded: bool = False
    """Whether a guardian said it for the person."""
    shown: bytes | None = None
    """SHA-256 of the words that were shown, where they were other than the promise's own."""
    said_at: datetime | None = None
    """Of what was brought in from elsewhere, when it was said there; else it is said now."""

    @property
    def imported(self) -> bool:
        """Whether it was said elsewhere, and Amana has no more than somebody's word for it."""
        return self.said_at is not None

    @property
    def implied(self) -> bool:
        """Whether nobody said it: an act was taken for it."""
        return self.means is Means.IMPLIED


NOW_HERE: Final = Circumstances()
"""Said now, to the service itself; nothing else is known."""
