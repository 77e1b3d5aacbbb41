"""A breach as an example's office notes it, tells of it and hands its form in, within its hours."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, Final

SUBJECT: Final = "ورقة ضاعت"
_WORDS: Final = {"ar": "ضاعت ورقة فيها اسمك.", "en": "A sheet with your name was lost."}


def tell_of_breach(
    post: Callable[[str, Mapping[str, object]], Mapping[str, Any]],
    person: str,
    *,
    contact: str,
    law: str,
) -> None:
    """Note it by Amana's doors, have its letter sent to the person, and hand in the law's form."""
    then = (datetime.now(UTC) - timedelta(hours=1)).isoformat()
    facts: dict[str, object] = {
        "title": "ورقة ضائعة",
        "nature": ["confidentiality"],
        "severity": "high",
        "discovered": then,
        "aware": then,
        **dict.fromkeys(("what", "consequences", "measures", "advice"), _WORDS),
        "contact": contact,
        "lead": "مكتب الخصوصية",
        "categories": ["name"],
    }
    here = f"/v1/breaches/{post('/v1/breaches', facts)['breach']}"
    post(f"{here}/affected", {"persons": [person]})
    post(
        f"{here}/notice",
        {
            "ar": {"subject": SUBJECT, "text": _WORDS["ar"]},
            "en": {"subject": "A lost sheet", "text": _WORDS["en"]},
        },
    )
    post(f"{here}/send", {})
    post(f"{here}/handed-in", {"law": law, "phase": "initial", "how": "البوابة، رقم 12"})
