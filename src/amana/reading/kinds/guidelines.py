"""What holds of kinds whatever their weights: the guidelines that a careful reader follows."""

from typing import Final

from amana.reading.features import Features

_RULED_OUT: Final = frozenset({"collect", "use", "share"})
"""Acts that a ban names, so that its words speak for them too."""
_OF_SECOND_HALVES: Final = frozenset({"never", "only"})


def in_order(kinds: tuple[str, ...], piece: Features) -> tuple[str, ...]:
    """Put the kinds in the order of the sentence.

    A collection that states its purpose is a collection first and a use second, unless the
    sentence or its heading speaks of the use before. What is ruled out but for an
    exception is a limit before it is a disclosure. What is flatly ruled out is a ban before it
    is the act that it rules out. A second half that only bans or limits is not what the
    sentence is about.
    """
    if any(piece.has(mark) for mark in ("#also", "#also_limited")):
        main = next((kind for kind in kinds if kind not in _OF_SECOND_HALVES), kinds[0])
        return _first(main, kinds)
    if kinds[0] in _RULED_OUT and "never" in kinds and piece.has("#banned"):
        return _first("never", kinds)
    if kinds[0] == "use" and "collect" in kinds and not _uses_as_such(piece):
        return _first("collect", kinds)
    if "only" in kinds and piece.has("#limited"):
        return _first("only", kinds)
    return kinds


def may_be(kind: str, piece: Features) -> bool:
    """Tell whether the words can bear a kind: a ban needs words that rule something out."""
    if kind != "never":
        return True
    return any(piece.has(mark) for mark in ("#banned", "#also", "#denied"))


def _first(kind: str, kinds: tuple[str, ...]) -> tuple[str, ...]:
    """Put one kind before the others."""
    return (kind, *(other for other in kinds if other != kind))


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
