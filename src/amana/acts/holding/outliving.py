"""What a legal hold keeps in a source stays to be erased: once it is lifted, that goes on."""

from uuid import UUID

from amana.domain.source.holding import HeldScope, reason_text
from amana.domain.vocabulary.requests import RequestKind
from amana.storage.request_parts import PartRow
from amana.storage.work import Work


def note_what_outlives(work: Work, request: UUID) -> bool:
    """Tell whether a hold in force keeps something of an erasure, and note by which it does.

    As long as one does, by what the person is known has to stay. The caller commits.
    """
    parts = [each for each in work.parts.of(request) if each.kind is RequestKind.ERASURE]
    if not any(each.kept for each in parts):
        return False
    found = [
        hold.id
        for hold in work.holds.on_requests([request]).get(request, ())
        if any(_keeps(hold.scope, each) for each in parts)
    ]
    for hold in found:
        work.holds.limit(request, hold)
    return bool(found)


def _keeps(scope: HeldScope, part: PartRow) -> bool:
    """Tell whether what stays of a part stays by this hold, or may."""
    if scope.source not in {None, part.source}:
        return False
    tables = (str(each["table"]) for each in part.kept)
    reasons = {each.get("reason") for each in part.kept}
    return reason_text(scope) in reasons or any(scope.covers(part.source, one) for one in tables)
