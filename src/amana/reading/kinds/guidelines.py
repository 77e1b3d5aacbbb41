"""What holds of kinds whatever their weights: the guidelines that a careful reader follows."""

from amana.reading.features import Features


def in_order(kinds: tuple[str, ...], piece: Features) -> tuple[str, ...]:
    """Put the kinds in the order of the sentence.

    A collection that states its purpose is a collection first and a use second, unless the
    sentence speaks of use as such (*we collect and use*). What is ruled out but for an
    exception is a limit before it is a disclosure.
    """
    if kinds[0] == "use" and "collect" in kinds and not _uses_as_such(piece):
        return _first("collect", kinds)
    if "only" in kinds and piece.has("#limited"):
        return _first("only", kinds)
    return kinds


def _first(kind: str, kinds: tuple[str, ...]) -> tuple[str, ...]:
    """Put one kind before the others."""
    return (kind, *(other for other in kinds if other != kind))


def _uses_as_such(piece: Features) -> bool:
    """Tell whether the main clause uses: a collection comes first where only *which* does."""
    visits = [s for name in ("automatic", "by_using") for s in piece.concepts.get(name, ())]
    uses = [
        use
        for use in piece.concepts.get("use", [])
        if not any(start <= use[0] < end for start, end in visits)
    ]
    collects = piece.concepts.get("collect", [])
    relatives = [start for start, _ in piece.concepts.get("relative", ())]
    if not uses:
        return False
    if not collects or uses[0][0] < collects[0][0]:
        return True
    between = [start for start in relatives if collects[0][0] < start < uses[0][0]]
    return not between
