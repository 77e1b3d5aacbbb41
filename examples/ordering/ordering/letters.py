"""The letters of this app. Amana sends them, and decides about each as it leaves."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from amana.sdk import Amana

_CODE: Final = (
    "رمز التأكيد في «زوّادة»",
    "رمزك {code}. اكتبه في صفحة التسجيل خلال عشر دقائق. إن لم تسجّل أنت فلا تفعل شيئًا.",
)
_JOIN: Final = (
    "أكّد انضمامك إلى القائمة البريدية",
    """طُلب ضم هذا البريد إلى القائمة البريدية في «زوّادة». لتأكيد ذلك افتح {address}
ولن نرسل إليك شيئًا منها قبل أن تؤكد. إن لم تطلب أنت ذلك فلا تفعل شيئًا.""",
)
_ORDER: Final[Mapping[str, tuple[str, str]]] = {
    "placed": ("وصلنا طلبك {number}", "طلبت {dish}، ورقم طلبك {number}. نخبرك حين يصير جاهزًا."),
    "ready": ("طلبك {number} جاهز", "{dish} في انتظارك في {restaurant}. رقم طلبك {number}."),
}


@dataclass(frozen=True, slots=True)
class Letters:
    """Has letters sent."""

    amana: Amana

    def code(self, person: str, code: str) -> None:
        """Send a code."""
        self._transactional(person, _CODE, {"code": code})

    def join(self, person: str, address: str) -> None:
        """Send the address at which the wish to join the list is confirmed."""
        self._transactional(person, _JOIN, {"address": address})

    def order(self, person: str, state: str, values: Mapping[str, str]) -> None:
        """Tell how an order stands; once for each state."""
        key = f"{values['number']}-{state}"
        self._transactional(person, _ORDER[state], values, key=key)

    def answer(self, person: str, text: str) -> None:
        """Answer what somebody asked."""
        said = ("جواب من «زوّادة»", "{text}")
        self._transactional(person, said, {"text": text}, purpose="support")

    def news(self, person: str, *, subject: str, text: str, key: str) -> str:
        """Send an issue of the list to one who joined it; return the message's number."""
        return self.amana.messages.send(
            person,
            message_class="newsletter",
            purpose="newsletter",
            channel="email",
            words={"ar": ("{subject}", "{text}")},
            values={"subject": subject, "text": text},
            key=key,
        )

    def _transactional(
        self,
        person: str,
        said: tuple[str, str],
        values: Mapping[str, str],
        *,
        purpose: str = "communicate",
        key: str | None = None,
    ) -> None:
        self.amana.messages.send(
            person,
            message_class="transactional",
            purpose=purpose,
            channel="email",
            words={"ar": said},
            values=values,
            key=key,
        )
