"""The clause that makes a sentence conditional, in the sentence's own words."""

import re
from typing import Final

_CLAUSE: Final = re.compile(
    r"(?<!\w)(?:if|unless|provided that|in case|in the event|where (?=you|we|the|it|this|required|"
    r"necessary)|when (?=you|we|required|necessary|personal|it)|subject to|as long as|until|"
    r"(?:و|ف)?(?:إذا|اذا|ما لم|مالم|إلا إذا|إلا في|شريطة|بشرط|في حالة|في حال|في حالات|عند "
    r"(?=الضرورة|الاقتضاء|الحاجة|ضرورة|مشاركة)|عندما|متى|طالما|ما دام|حيثما|إن (?=كنت|شئت|رغبت|"
    r"لم)))(?!\w)[^.;؛:!?؟()]{0,240}",
    re.IGNORECASE,
)
_COMMA_AFTER: Final = re.compile(r"[,،]")


def condition(text: str) -> tuple[int, int] | None:
    """Return the span of the first conditional clause, up to the comma that ends it."""
    match = _CLAUSE.search(text)
    if match is None:
        return None
    start, end = match.span()
    opens = not text[:start].strip()
    comma = _COMMA_AFTER.search(text, start, end)
    if comma and opens:
        end = comma.start()
    end = start + len(text[start:end].rstrip(" ,،)"))
    return start, end
