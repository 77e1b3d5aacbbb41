"""The slots of a piece, from what it shows."""

from typing import Final

from amana.domain.policy.proposal import Slots
from amana.reading.features import Features
from amana.reading.slots.condition import condition
from amana.reading.slots.negation import Negation, negation
from amana.reading.slots.period import period

PERSON: Final = "person"
AUTOMATIC: Final = "automatic"
THIRD_PARTY: Final = "third-party"

_TELLING: Final = frozenset(
    {"message", "choice", "change", "breach", "contact", "right", "verify", "accept"}
)
"""Kinds in which e-mail or phone is a way to somebody; in others it is data."""
_SPECIFIC: Final = 2
"""More specific terms than this make the bare *third parties* say nothing new."""


def fill(piece: Features, kinds: tuple[str, ...]) -> Slots:
    """Return the slots. Purposes and recipients only where the kinds speak of such."""
    clause = condition(piece.text)
    length = period(piece.words)
    return Slots(
        data=_data(piece),
        purposes=_purposes(piece, kinds),
        recipients=_recipients(piece, kinds),
        source=_source(piece) if "collect" in kinds else None,
        period=length[0] if length else None,
        condition=piece.text[clause[0] : clause[1]] if clause else None,
        negated=negation(piece.concepts)[0] is Negation.BANNED,
        who=piece.terms("who"),
        channel=piece.terms("channels") if _TELLING & set(kinds) else (),
    )


def _data(piece: Features) -> tuple[str, ...]:
    """Return the data terms; an e-mail address is not an address, nor an IP address."""
    terms = piece.terms("data")
    return tuple(term for term in terms if term != "address" or _own_words(piece))


def _own_words(piece: Features) -> bool:
    """Tell whether *address* stands for itself somewhere, not inside a longer term."""
    longer = [
        span for name in ("data:email", "data:ip_address") for span in piece.concepts.get(name, ())
    ]
    return any(
        not any(left <= start and end <= right for left, right in longer)
        for start, end in piece.concepts.get("data:address", ())
    )


def _purposes(piece: Features, kinds: tuple[str, ...]) -> tuple[str, ...]:
    """Return the purposes of a sentence that uses, collects, shares or limits data."""
    if not {"use", "collect", "share", "only", "choice", "message", "cookie", "never"} & set(kinds):
        return ()
    return piece.terms("purposes")


def _recipients(piece: Features, kinds: tuple[str, ...]) -> tuple[str, ...]:
    """Return who gets the data, where a sentence speaks of giving it."""
    if not {"share", "never", "only", "choice", "cookie", "publish"} & set(kinds):
        return ()
    terms = piece.terms("recipients")
    specific = tuple(term for term in terms if term != "other")
    return specific if len(specific) >= _SPECIFIC else terms


def _source(piece: Features) -> str | None:
    """Return where collected data comes from, as far as the words or the heading say so."""
    for concept, source in (
        ("elsewhere", THIRD_PARTY),
        ("automatic", AUTOMATIC),
        ("given", PERSON),
    ):
        if piece.has(concept):
            return source
    for concept, source in (("elsewhere", THIRD_PARTY), ("automatic", AUTOMATIC)):
        if concept in piece.heading or concept in piece.lead_in:
            return source
    return PERSON if "given" in piece.heading or "given" in piece.lead_in else None
