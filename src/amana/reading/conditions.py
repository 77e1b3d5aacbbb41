"""Items that are conditions of the passage before them, and promise nothing by themselves.

*… provided that (i) they have signed an agreement; and (ii) you have not objected* is one promise:
read alone, its second condition would be a right of the reader.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from amana.domain.policy.proposal import NO_KIND, Proposal, Role, Slots

_SURE: Final = 0.9
_PROVIDED: Final = re.compile(
    r"(?:\bprovid(?:ed|ing)(?: always)?(?: that)?|\bon (?:the )?condition(?: that)?"
    r"|\b(?:on|under|subject to) (?:all of )?(?:the following|these)(?: conditions| terms)?"
    r"|(?<!\w)[وف]?(?:شريطة|بشرط|على)(?: أن| ان)|(?<!\w)(?:شريطة|بشرط)"
    r"|(?<!\w)[وب]?(?:الشروط|شروط|الضوابط) (?:التالية|الآتية|الاتية))\s*[:：—–-]?[*_\s]*$",
    re.IGNORECASE,
)
_NUMBER: Final = re.compile(r"^\W*(?:\(?([ivx]{1,5})[).]|\(?([a-z])[).]|\(?(\d{1,2})[).-])")
_SERIES: Final = ("roman", "letter", "figure")
_ENDS: Final = re.compile(r"[.!?؟][\"'”’»)\]*_\s]*$")


def opens_conditions(text: str) -> bool:
    """Tell whether a passage ends in words that conditions follow."""
    return _PROVIDED.search(text[-80:]) is not None


def without_conditions(proposals: Sequence[Proposal]) -> tuple[Proposal, ...]:
    """Return the passages, those that only say a condition of one before as no promise.

    They end with the item that ends in a stop, or where items are counted in another way.
    """
    found = list(proposals)
    series: str | None = None
    before = ""
    for place, proposal in enumerate(proposals):
        if opens_conditions(before):
            series = _series(proposal.text)
        if series is None or proposal.role is not Role.ITEM or _series(proposal.text) != series:
            series = None
        else:
            found[place] = replace(
                proposal, kinds=(NO_KIND,), confidence=_SURE, because={}, slots=Slots()
            )
            series = None if _ENDS.search(proposal.text) else series
        before = proposal.text
    return tuple(found)


def _series(text: str) -> str:
    """Return by which sort of sign an item is counted; none where by no sign."""
    match = _NUMBER.search(text)
    signs = match.groups() if match else ()
    return next((name for name, sign in zip(_SERIES, signs, strict=False) if sign), "")
