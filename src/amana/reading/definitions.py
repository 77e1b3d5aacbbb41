"""What says only what a word means: it promises nothing, and tells what the word stands for."""

import re
from typing import Final

_POINTS: Final = re.compile("[\u064b-\u0652\u0670\u0640*_]")
_OPEN: Final = "[\"'“”‘«]"
_QUOTED: Final = rf"{_OPEN}(?P<term>[^\"“”«»]{{2,60}}?)[\"'“”’»]"
_LEAD: Final = r"^[\W\d]{0,6}(?:[a-z]\)|\(?[ivx]{1,4}\))?\s*"
_IN: Final = (
    r"(?:(?:in|for the purposes? of) (?:this|our) [\w ]{3,40}?,\s*)?"
    r"(?:the (?:term|expression|word)s?\s*)?"
)
_MEANT_AR: Final = r"و?(?:يقصد|نقصد|يعنى|نعني|المقصود|يراد|المراد)"
_DEFINING: Final = tuple(
    re.compile(_LEAD + pattern, re.IGNORECASE)
    for pattern in (
        (
            rf"{_IN}{_QUOTED}[\s,]*(?:\([^()]{{0,60}}\)\s*)?(?:shall |will )?"
            rf"(?:means?|refers? to|is defined as|stands? for|includes?|is any|are any)\b"
        ),
        rf"by {_QUOTED},? we mean\b",
        (
            rf"{_IN}(?P<term>(?!(?:this|that|it|which|such)\s)(?:(?-i:[A-Z])[\w-]*\s){{1,4}})"
            rf"(?:shall mean|means|is defined as)\b"
        ),
        rf"{_MEANT_AR}\s?(?:هنا )?ب?\s?(?:مصطلح |عبارة |كلمة )?{_QUOTED}",
        rf"{_MEANT_AR}\s(?:هنا )?ب(?P<term>[^\"“”«»:،,]{{2,40}}?)\s?:",
        rf"{_QUOTED}\s*:?\s*(?:تعني|يعني|تشير إلى|يشير إلى|يقصد ب|هي\b|هو\b|تشمل|كل\b)",
        rf"(?:تعني|يعني|يشير|تشير)\s(?:مصطلح |عبارة |كلمة )?{_QUOTED}",
    )
)


def defined(text: str) -> tuple[str, str] | None:
    """Return the word that a sentence defines, and what it says of it; ``None`` where it does not.

    A capitalised term without quotation marks counts before *means* alone.
    """
    plain = _POINTS.sub("", text)
    for pattern in _DEFINING:
        found = pattern.search(plain)
        if found is not None and found["term"].strip():
            return found["term"].strip(), plain[found.end() :]
    return None
