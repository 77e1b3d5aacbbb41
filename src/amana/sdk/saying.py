"""What an application says where a question had no yes: one table of words for every framework."""

from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Final

from amana.domain.words import Language, Words

PROBLEM: Final = "application/problem+json"
"""The media type of RFC 9457."""
RETRY_S: Final = 30
"""After how many seconds it is worth asking again where no answer came."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """An answer of the application: its status, its title, and one or two sentences."""

    status: HTTPStatus
    title: Words
    text: Words

    def problem(self, language: Language, *, code: str, **more: Any) -> dict[str, Any]:  # noqa: ANN401 - members of JSON
        """Return the problem (RFC 9457) in this language, with the code and what else is told."""
        return {
            "title": self.title.say(language),
            "detail": self.text.say(language),
            "status": int(self.status),
            "code": code,
            **more,
        }


REFUSED: Final = Said(
    status=HTTPStatus.FORBIDDEN,
    title=Words(ar="لا تسمح سياستنا بهذا", en="Our policy does not permit this"),
    text=Words(ar="لم يُفعل ببياناتك شيء.", en="Nothing was done with your data."),
)
UNANSWERED: Final = Said(
    status=HTTPStatus.SERVICE_UNAVAILABLE,
    title=Words(ar="حاول مرة أخرى", en="Please try again"),
    text=Words(
        ar="لم نتمكن الآن من التحقق من أن سياستنا تسمح بهذا، فلم نفعل شيئًا. "
        "حاول مرة أخرى بعد نصف دقيقة.",
        en="We could not check just now whether our policy permits this, so nothing was done. "
        "Please try again in half a minute.",
    ),
)
REJECTED: Final = Said(
    status=HTTPStatus.INTERNAL_SERVER_ERROR,
    title=Words(ar="لم يتم هذا", en="This did not work"),
    text=Words(
        ar="ثمة خطأ في إعداداتنا، فلم يُفعل ببياناتك شيء. وقد أُبلغنا به.",
        en="Something is set up wrongly on our side, so nothing was done with your data. "
        "We have been told of it.",
    ),
)
