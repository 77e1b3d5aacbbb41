"""What a recipient is told: whom it is about, and what it is to do with what it holds of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from amana.acts.in_force import in_force, published
from amana.domain.ledger import canonical
from amana.domain.request.telling import TOLD_OF
from amana.domain.source.outcome import Sought
from amana.domain.vocabulary.requests import RequestKind
from amana.domain.words import ARABIC, LANGUAGES, Language
from amana.storage.requests import RequestRow
from amana.storage.work import View
from amana.wording.catalogue import say

FORM: Final = "amana-recipient-1"
_WANTED: Final[Mapping[RequestKind, str]] = {
    RequestKind.ERASURE: "erase",
    RequestKind.PART_ERASURE: "erase",
    RequestKind.CORRECTION: "correct",
    RequestKind.RESTRICTION: "restrict",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A letter to a recipient; its subject says nothing of anybody."""

    language: Language
    subject: str
    text: str = field(repr=False)


def letter_of(view: View, row: RequestRow, sought: Sought) -> Letter:
    """Return the letter, in the policy's first language."""
    policy = published(view, in_force(view)).policy
    spoken = next((each for each in LANGUAGES if each == policy.languages[0]), ARABIC)
    house = policy.controller.name.say(spoken)
    known = [
        say("recipients.known_by", spoken, kind=kind, value=value)
        for kind, values in sorted(sought.identifiers.items())
        for value in values
    ]
    lines = [
        say(f"recipients.letter.{_WANTED[row.kind]}", spoken, name=house),
        "\n".join(known),
        say("recipients.answer", spoken, request=str(row.id)),
    ]
    subject = say("recipients.subject", spoken, name=house)
    return Letter(language=spoken, subject=subject, text="\n\n".join(lines))


def message_of(service: str, row: RequestRow, sought: Sought) -> bytes:
    """Return the message to a recipient's program; the same bytes at every try.

    Its form is in docs/how-to/tell-recipients.md.
    """
    if row.kind not in TOLD_OF:
        raise TypeError
    return canonical.write(
        {
            "form": FORM,
            "service": service,
            "request": str(row.id),
            "act": _WANTED[row.kind],
            "whole": row.kind is RequestKind.ERASURE,
            "identifiers": {kind: tuple(sorted(v)) for kind, v in sought.identifiers.items()},
        }
    )
