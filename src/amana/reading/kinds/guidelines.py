"""What holds of kinds whatever their weights: the guidelines that a careful reader follows."""

import re
from collections.abc import Callable, Sequence
from typing import Final

from amana.reading.definitions import defined
from amana.reading.features import Features

_NEAR: Final = 2
"""Words between *only* and the receiver that it speaks of: *only with our*."""
_GUARDS: Final = re.compile(
    r"[*_\s]*(?:(?:please )?(?:do not|don.t|never)\s|(?:و|ف)?لا ت|يرجى عدم|نرجو)"
)
"""How advice to the reader begins."""
_DATE_WORDS: Final = 6
_DATED: Final = re.compile(
    r"[*_\s]*(?:(?:date of )?(?:the )?last (?:updated?|revised|revision|modified|reviewed)"
    r"|updated|revised|effective(?: date| as of| from)?|version|in force"
    r"|(?:تاريخ )?(?:آخر|اخر) (?:تحديث|تعديل|مراجعة)|حدثت|الإصدار|النسخة"
    r"|تاريخ (?:السريان|النفاذ|التحديث|الإصدار|النشر)|سارية? (?:من|منذ|اعتبار))(?!\w)[^\n]*\d",
    re.IGNORECASE,
)
_ACTS: Final = frozenset({"collect", "use", "share"})
_TAKING: Final = ("collect", "store", "automatic", "elsewhere", "receives")
_BESIDE_A_BAN: Final = frozenset(
    {"children", "cookie", "locate", "message", "protect", "publish", "retain", "verify"}
)
_COMPANIONS: Final = frozenset(
    {
        ("collect", "use"), ("share", "law"), ("choice", "message"), ("cookie", "choice"),
        ("publish", "choice"), ("share", "only"), ("retain", "law"), ("collect", "choice"),
        ("children", "never"), ("collect", "retain"), ("share", "choice"), ("locate", "only"),
        ("retain", "use"), ("cookie", "only"), ("use", "message"), ("locate", "never"),
        ("only", "collect"),
    }
)  # fmt: skip
"""Kinds that stand beside one another in ten or more passages of policies to learn from."""
_WITH_DATA: Final = ("collect", "store", "share", "use", "public")
"""Acts upon a child's data: a ban on joining is none of them."""
_LONGER: Final = frozenset({"longer", "more", "beyond", "after", "اطول", "اكثر", "ازيد", "بعد"})
"""What limits how long data is kept, and rules nothing out."""
_LIMITED: Final = ("share", "use", "give", "keep")
_OF_SECOND_HALVES: Final = frozenset({"never", "only"})


def in_order(kinds: tuple[str, ...], piece: Features) -> tuple[str, ...]:
    """Put the kinds in the order of the sentence.

    A second half that only bans or limits is not what the sentence is about. Otherwise the first
    of the guidelines (``_GUIDELINES``) that holds says which kind comes first.
    """
    if any(piece.has(mark) for mark in ("#also", "#also_limited")):
        aside = _OF_SECOND_HALVES | ({"protect"} if piece.has("last_four") else frozenset())
        return _first(next((kind for kind in kinds if kind not in aside), kinds[0]), kinds)
    for before, first, holds in _GUIDELINES:
        if first in kinds and (not before or kinds[0] in before) and holds(piece):
            return _first(first, kinds)
    return kinds


def is_companion(kind: str, main: str) -> bool:
    """Tell whether passages often say both, whichever comes first."""
    return (main, kind) in _COMPANIONS or (kind, main) in _COMPANIONS


def may_be(kind: str, piece: Features) -> bool:
    """Tell whether the words can bear a kind, whatever stands above them.

    A ban needs words that rule something out, and is no advice to guard a password; what we hand to
    somebody is not what we collect.
    """
    if kind == "collect":
        handed = piece.has("share") and piece.has("we") and piece.has("#recipient")
        return not handed or any(piece.has(act) for act in _TAKING)
    if kind != "never":
        return True
    if _GUARDS.match(piece.text) and piece.has("data:account_credentials"):
        return False
    return any(piece.has(mark) for mark in ("#banned", "#also", "#denied"))


def with_ban(kinds: tuple[str, ...], piece: Features) -> tuple[str, ...]:
    """Return the kinds with the ban that the words make, where no scorer found it.

    An act upon data that is flatly ruled out is no act that is done. Of children, cookies, places,
    messages and what is shown or kept it is said beside, and so is what a second half rules out.
    """
    if "never" in kinds:
        return kinds
    if piece.has("#also"):
        return (*kinds, "never")
    if not piece.has("#banned"):
        return kinds
    if kinds[0] in _ACTS:
        return ("never", *(kind for kind in kinds if kind not in _ACTS))
    limits = kinds[0] == "retain" and any(token.word in _LONGER for token in piece.words)
    guards = kinds[0] == "protect" and (
        piece.has("data:account_credentials") or not piece.has("we")
    )
    joins = kinds[0] == "children" and not any(piece.has(act) for act in _WITH_DATA)
    beside = kinds[0] in _BESIDE_A_BAN and may_be("never", piece)
    return (*kinds, "never") if beside and not (limits or guards or joins) else kinds


def with_limit(kinds: tuple[str, ...], piece: Features) -> tuple[str, ...]:
    """Return the kinds with the limit first where we say that we ask before we act."""
    asks = piece.has("ask_before") and piece.has("we")
    if not asks or not any(piece.has(act) for act in _LIMITED) or kinds[0] in ("only", "choice"):
        return kinds
    return ("only", *(kind for kind in kinds if kind not in ("only", "collect", "verify")))


def with_law(kinds: tuple[str, ...], piece: Features) -> tuple[str, ...]:
    """Return the kinds with *law* behind a disclosure to authorities that a law calls for."""
    asked = (
        "recipients:authorities" in piece.concepts and "purposes:legal_compliance" in piece.concepts
    )
    if kinds[0] != "share" or "law" in kinds or not asked:
        return kinds
    return (*kinds, "law")


def with_right(kinds: tuple[str, ...], piece: Features) -> tuple[str, ...]:
    """Return the kinds with the right first where a sentence opens by letting a person erase.

    How long the exception from it is kept is said beside.
    """
    opens = [end for start, end in piece.concepts.get("may_you", ()) if start <= 1]
    acts = [start for name in ("delete", "erase_own") for start, _ in piece.concepts.get(name, ())]
    lets = any(end <= act <= end + _NEAR for end in opens for act in acts)
    return _first("right", kinds) if lets and kinds[0] == "retain" else kinds


def states_date(piece: Features) -> bool:
    """Tell whether a short line says no more than since when a text stands: *Last updated: …*."""
    short = len(piece.words) <= _DATE_WORDS and not piece.has("policy")
    return short and _DATED.match(piece.text) is not None


def defines(piece: Features) -> bool:
    """Tell whether a piece says what a word means, and rules nothing out beside."""
    ruled_out = ("#banned", "#limited", "#also", "#also_limited")
    return defined(piece.text) is not None and not any(piece.has(mark) for mark in ruled_out)


def announces_limit(piece: Features) -> bool:
    """Tell whether a lead-in says that an act upon data is done *only as follows*."""
    return piece.has("#colon") and piece.has("only") and any(piece.has(act) for act in _LIMITED)


def _first(kind: str, kinds: tuple[str, ...]) -> tuple[str, ...]:
    """Put one kind before the others."""
    return (kind, *(other for other in kinds if other != kind))


def _to_those_alone(piece: Features) -> bool:
    """Tell whether a receiver follows at once on *only*: what is shared ends there."""
    receivers = [start for start, _ in piece.concepts.get("#recipient", ())]
    ends = [end for _, end in piece.concepts.get("only", ())]
    return any(end <= start <= end + _NEAR for end in ends for start in receivers)


def _opens_with_refusal(piece: Features) -> bool:
    """Tell whether a refusal comes first: *unless you object, we send you offers*."""
    refusals = [at for name in ("disagree", "opt_out") for at, _ in piece.concepts.get(name, ())]
    return any(at <= _NEAR for at in refusals)


def _uses_as_such(piece: Features) -> bool:
    """Tell whether use comes first: in the sentence, or in a heading that names a purpose."""
    visits = [s for name in ("automatic", "by_using") for s in piece.concepts.get(name, ())]
    uses = [
        start
        for start, _ in piece.concepts.get("use", ())
        if not any(left <= start < right for left, right in visits)
    ]
    collects = [start for start, _ in piece.concepts.get("collect", ())]
    if uses and (not collects or uses[0] < collects[0]):
        return True
    return bool(uses) and any(name.startswith("purposes:") for name in piece.heading)


_GUIDELINES: Final[Sequence[tuple[frozenset[str], str, Callable[[Features], bool]]]] = (
    (frozenset({"use"}), "collect", lambda piece: not _uses_as_such(piece)),
    (frozenset({"collect", "use", "share"}), "never", lambda piece: piece.has("#banned")),
    (frozenset({"share"}), "only", _to_those_alone),
    (frozenset({"message"}), "choice", _opens_with_refusal),
    (
        frozenset({"protect"}),
        "retain",
        lambda piece: piece.has("last_four") and piece.has("#period"),
    ),
    (
        frozenset(),
        "message",
        lambda piece: piece.has("#limited") and piece.has("message_thing"),
    ),
    (frozenset(), "only", lambda piece: piece.has("#limited")),
)
"""Where one of some kinds leads (none: any), which kind comes before it, and when.

A collection that states its purpose is a collection first and a use second, unless the sentence or
its heading speaks of the use before. What is flatly ruled out is a ban before it is the act; what
only some receive is a limit before it is a disclosure, and so is what is ruled out but for an
exception. What is kept for a time is kept, even four digits of a card. A message that is sent only
to who agreed is a message.
"""
