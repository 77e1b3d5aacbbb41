"""Note that a recipient was told, by whoever told it: its row and its entry."""

from typing import Final

from amana.acts.act import Act
from amana.acts.requests.held_notices import forget_when_told
from amana.acts.requests.stepping import entry_about, person_of
from amana.domain.request.telling import WayKind
from amana.storage.recipients import NoticeRow

TELL: Final = "tell-recipient"


def note_told(
    act: Act, notice: NoticeRow, kind: WayKind, *, answered: bool = False, by_hand: bool = False
) -> bool:
    """Note it once, and tell whether that is news; the caller commits."""
    work = act.work
    row = work.requests.one(notice.request, hold=True)
    entry = work.name_entry()
    news = work.recipients.told(notice, kind, answered=answered, by_hand=by_hand, entry=entry)
    if not news:
        return False
    body = {"recipient": notice.recipient, "how": kind.value, "answered": answered}
    work.put(entry_about(act, row, TELL, body, person_of(work, row)), identity=entry)
    forget_when_told(work, row)
    return True
