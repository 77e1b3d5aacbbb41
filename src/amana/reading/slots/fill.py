"""The slots of a piece, from what it shows."""

from typing import Final

from amana.domain.policy.proposal import Slots
from amana.reading.features import Features
from amana.reading.slots.condition import condition
from amana.reading.slots.period import period

PERSON: Final = "person"
AUTOMATIC: Final = "automatic"
THIRD_PARTY: Final = "third-party"

_TELLING: Final = frozenset(
    {"message", "choice", "change", "breach", "contact", "right", "verify", "accept"}
)
"""Kinds in which e-mail or phone is a way to somebody; in others it is data."""
_OF_NO_DATA: Final = frozenset(
    {"accept", "breach", "change", "children", "choice", "contact", "law", "none", "right", "scope"}
)
"""Main kinds that promise nothing of single data: what they name is a way or a subject."""
_TIMED: Final = frozenset({"retain", "breach", "change", "right", "contact", "collect"})
"""Kinds that hold for a time or promise an act within one."""
_ADDRESSES: Final = (("#email", "email"), ("#phone", "phone"), ("#url", "site"))
_ABOVE: Final = (("elsewhere", THIRD_PARTY), ("automatic", AUTOMATIC), ("given", PERSON))
_SEEN_BY_MACHINES: Final = ("ip_address", "device", "browser_os", "usage_activity", "cookies")
"""Data that a machine tells, where nothing says where data comes from."""
_SPECIFIC: Final = 2
"""More specific terms than this make the bare *third parties* say nothing new."""


def fill(piece: Features, kinds: tuple[str, ...]) -> Slots:
    """Return the slots, each only where the kinds speak of such."""
    clause = condition(piece.text)
    length = period(piece.words) if _TIMED & set(kinds) else None
    return Slots(
        data=_data(piece) if kinds[0] not in _OF_NO_DATA else (),
        purposes=_purposes(piece, kinds),
        recipients=_recipients(piece, kinds),
        source=_source(piece) if "collect" in kinds else None,
        period=length[0] if length else None,
        condition=piece.text[clause[0] : clause[1]] if clause else None,
        negated=_negated(piece, kinds),
        who=piece.terms("who"),
        channel=_channels(piece) if _TELLING & set(kinds) else (),
    )


def _negated(piece: Features, kinds: tuple[str, ...]) -> bool:
    """Tell whether an act is flatly ruled out: in a ban, or a limit or place that is one."""
    banned = piece.has("#banned") or piece.has("#also")
    return "never" in kinds or (banned and bool({"only", "locate"} & set(kinds)))


def _channels(piece: Features) -> tuple[str, ...]:
    """Return the ways to somebody that are named, or of which an address is given."""
    given = [way for mark, way in _ADDRESSES if piece.has(mark)]
    return tuple(dict.fromkeys([*piece.terms("channels"), *given]))


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
    speaking = {"use", "share", "only", "choice", "message", "cookie", "never", "verify", "monitor"}
    if not speaking & set(kinds):
        return ()
    return piece.terms("purposes")


def _recipients(piece: Features, kinds: tuple[str, ...]) -> tuple[str, ...]:
    """Return who gets the data, where a sentence speaks of giving it."""
    speaking = {"share", "never", "only", "publish", "law", "monitor", "breach"}
    if not speaking & set(kinds):
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
    for concept, source in _ABOVE:
        if concept in piece.heading or concept in piece.lead_in:
            return source
    if any(piece.has(f"data:{term}") for term in _SEEN_BY_MACHINES):
        return AUTOMATIC
    return THIRD_PARTY if piece.has("#recipient") else PERSON
