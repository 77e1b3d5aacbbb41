"""Two documents read as one: the texts of a policy in two languages that stand in two files."""

from dataclasses import replace
from typing import Final

from amana.domain.policy.proposal import Reading

BETWEEN: Final = "\n\n"


def together(one: Reading, other: Reading) -> Reading:
    """Return both as one document: the second's places count from the end of the first."""
    ahead = len(one.text) + len(BETWEEN)
    shifted = (
        replace(each, start=each.start + ahead, end=each.end + ahead) for each in other.proposals
    )
    return Reading(
        text=one.text + BETWEEN + other.text,
        media=one.media if one.media == other.media else "text/plain",
        encoding=one.encoding if one.encoding == other.encoding else "utf-8",
        proposals=(*one.proposals, *shifted),
        warnings=tuple(dict.fromkeys((*one.warnings, *other.warnings))),
    )
