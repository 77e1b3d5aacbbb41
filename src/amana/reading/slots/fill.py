"""The slots of a piece, from what it shows."""

from collections.abc import Mapping
from typing import Final

from amana.domain.policy.proposal import HEADING_KIND, NO_KIND, Slots
from amana.reading.features import Features, outside
from amana.reading.kinds.above import kept_from
from amana.reading.slots.condition import condition
from amana.reading.slots.learned import SPEAKING, with_learned
from amana.reading.slots.period import period

PERSON: Final = "person"
AUTOMATIC: Final = "automatic"
THIRD_PARTY: Final = "third-party"

_OF_NO_DATA: Final = frozenset(
    {"accept", "breach", "change", "children", "contact", "law", "none", "right", "scope"}
)
"""Main kinds that promise nothing of single data: what they name is a way or a subject."""
_SUBJECT_TO_LAW: Final = frozenset({"share", "retain", "collect", "use", "only", "monitor"})
"""Main kinds of an act that serves the law where a law asks for it."""
_OF_OWN_PEOPLE: Final = frozenset({"monitor", "never", "only", "protect", "verify", "share", "use"})
"""Main kinds in which employees act, and are not those whose data it is."""
_NAMING_PURPOSES: Final = SPEAKING["purposes"] - {"collect", "retain"}
"""Kinds whose purposes words name. Of what is collected or kept the model alone says them: the
words there were right once in three times (71 of 211) in the policies to learn from."""
_TIMED: Final = frozenset({"retain", "breach", "change", "right", "contact", "collect"})
"""Kinds that hold for a time or promise an act within one."""
_ADDRESSES: Final = (("#email", "email"), ("#phone", "phone"))
_ABOVE: Final = (("elsewhere", THIRD_PARTY), ("automatic", AUTOMATIC), ("given", PERSON))
_SEEN_BY_MACHINES: Final = ("ip_address", "device", "browser_os", "usage_activity", "cookies")
"""Data that a machine tells, where nothing says where data comes from."""
_FROM: Final = frozenset({"from", "من"})
_NEAR: Final = 2
"""Words between *from* and whom it names."""
_INSIDE: Final[Mapping[str, tuple[str, ...]]] = {
    "email": ("channels:email", "by_mail"),
    "usage_activity": ("purposes:security_fraud",),
    "payment_card": ("other_card",),
    "phone": ("channels:phone",),
}
"""Longer terms of other sections in which one is no data: *by phone* is a way."""
_SPECIFIC: Final = 2
"""More specific terms than this make the bare *third parties* say nothing new."""


def fill(piece: Features, kinds: tuple[str, ...]) -> Slots:
    """Return the slots, each only where the kinds speak of such."""
    slots = by_words(piece, kinds)
    return slots if kinds[0] in (HEADING_KIND, NO_KIND) else with_learned(piece, kinds, slots)


def by_words(piece: Features, kinds: tuple[str, ...]) -> Slots:
    """Return the slots as words and rules alone give them."""
    clause = condition(piece.text)
    length = period(piece.words, piece.text) if _TIMED & set(kinds) else None
    return Slots(
        data=_data(piece, kinds) if kinds[0] not in _OF_NO_DATA else (),
        purposes=_purposes(piece, kinds),
        recipients=_recipients(piece, kinds),
        source=_source(piece) if "collect" in kinds else None,
        period=length[0] if length else None,
        condition=piece.text[clause[0] : clause[1]] if clause else None,
        negated=_negated(piece, kinds),
        who=_who(piece, kinds[0]),
        channel=_channels(piece) if SPEAKING["channel"] & set(kinds) else (),
    )


def _negated(piece: Features, kinds: tuple[str, ...]) -> bool:
    """Tell whether an act is flatly ruled out: in a ban, or a limit or place that is one."""
    banned = piece.has("#banned") or piece.has("#also")
    return "never" in kinds or (banned and bool({"only", "locate"} & set(kinds)))


def _channels(piece: Features) -> tuple[str, ...]:
    """Return the ways to somebody that are named, or of which an address is given."""
    given = [way for mark, way in _ADDRESSES if piece.has(mark)]
    return tuple(dict.fromkeys([*piece.terms("channels"), *given]))


def _data(piece: Features, kinds: tuple[str, ...]) -> tuple[str, ...]:
    """Return the data terms that stand for themselves, and not inside a longer term.

    What a sentence on cookies names besides is where they lie; a log of who looked holds the
    names of those who looked.
    """
    if kinds[0] == "cookie" and "collect" not in kinds:
        return ("cookies",)
    terms = tuple(term for term in piece.terms("data") if _stands_alone(piece, term))
    return tuple(term for term in terms if term != "name") if kinds[0] == "monitor" else terms


def _who(piece: Features, main: str) -> tuple[str, ...]:
    """Return whom it speaks of: of a child, whatever stands by it; nobody in no promise."""
    terms = piece.terms("who") if main != NO_KIND else ()
    if main == "children":
        return ("child", *(term for term in terms if term != "child"))
    return tuple(term for term in terms if term != "employee" or main not in _OF_OWN_PEOPLE)


def _stands_alone(piece: Features, term: str) -> bool:
    """Tell whether a term stands somewhere outside what makes it another thing."""
    longer = [span for name in _INSIDE.get(term, ()) for span in piece.concepts.get(name, ())]
    return bool(outside(piece.concepts.get(f"data:{term}", ()), longer))


def _purposes(piece: Features, kinds: tuple[str, ...]) -> tuple[str, ...]:
    """Return the purposes of a sentence that uses, collects, shares or limits data.

    Who is verified is verified for that; a message without another purpose communicates; an audit
    of those who look is oversight and no duty that data serves; what a law asks for serves it.
    """
    found = _named_purposes(piece, kinds)
    if "law" in kinds and kinds[0] in _SUBJECT_TO_LAW:
        return tuple(dict.fromkeys((*found, "legal_compliance")))
    return found


def _named_purposes(piece: Features, kinds: tuple[str, ...]) -> tuple[str, ...]:
    """Return the purposes that words name."""
    if not _NAMING_PURPOSES & set(kinds):
        return ()
    terms = piece.terms("purposes")
    if "verify" in kinds:
        others = () if kinds[0] == "verify" else terms
        return tuple(dict.fromkeys(("identity_verification", *others)))
    if kinds[0] == "monitor":
        return tuple(term for term in terms if term != "legal_compliance")
    return terms or (("communicate",) if kinds[0] == "message" else ())


def _recipients(piece: Features, kinds: tuple[str, ...]) -> tuple[str, ...]:
    """Return who gets the data, where a sentence speaks of giving it."""
    if not SPEAKING["recipients"] & set(kinds):
        return ()
    named = piece.terms("recipients") or (kept_from(piece) if "never" in kinds else ())
    terms = _receiving(named, kinds[0])
    specific = tuple(term for term in terms if term != "other")
    return specific if len(specific) >= _SPECIFIC else terms


def _receiving(terms: tuple[str, ...], main: str) -> tuple[str, ...]:
    """Return who receives by the main kind: staff is overseen, the law speaks of authorities."""
    if main == "law":
        return tuple(term for term in terms if term == "authorities")
    if main == "breach":
        return tuple(term for term in terms if term != "other")
    if main == "monitor":
        return terms if "staff" in terms else (*terms, "staff")
    if main == "publish":
        seen = tuple(term for term in terms if term != "staff")
        return seen if {"public", "other_users"} & set(seen) else (*seen, "public")
    return terms


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
    return THIRD_PARTY if _from_others(piece) else PERSON


def _from_others(piece: Features) -> bool:
    """Tell whether a receiver of data is named as who gives it: *from the bank*, *sends us*."""
    if piece.has("sends_us") and piece.has("#recipient"):
        return True
    own = piece.concepts.get("recipients:staff", ())
    return any(
        token.word in _FROM and (start, end) not in own
        for start, end in piece.concepts.get("#recipient", ())
        for token in piece.words[max(0, start - _NEAR) : start]
    )
