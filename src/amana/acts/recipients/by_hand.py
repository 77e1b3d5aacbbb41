"""What a person of the desk does: see what to tell a recipient, and note that it was told."""

from typing import Final
from uuid import UUID

from amana.acts.act import Act
from amana.acts.recipients.errors import NoAnswerAwaited, NotToBeTold
from amana.acts.recipients.telling_words import Letter, letter_of
from amana.acts.recipients.told import note_told
from amana.acts.requests.sought import sought_in
from amana.acts.requests.stepping import entry_about, person_of
from amana.domain.ledger.entry import Json
from amana.domain.request.telling import NoticeState, WayKind

READ: Final = "read-recipient-letter"
ANSWER: Final = "note-recipient-answer"


def letter_by_hand(act: Act, request: UUID, recipient: str) -> Letter:
    """Return what to tell a recipient, and commit that it was read: it says who somebody is.

    Raises ``NotFound``, and ``NotToBeTold`` where nothing is to be told.
    """
    work = act.work
    row = work.requests.one(request, hold=True)
    notice = work.recipients.one(request, recipient)
    sought = sought_in(work, request)
    if notice.state is not NoticeState.WAITING or sought is None:
        raise NotToBeTold
    letter = letter_of(work, row, sought)
    work.commit(entry_about(act, row, READ, _body(recipient), person_of(work, row)))
    return letter


def told_by_hand(act: Act, request: UUID, recipient: str) -> None:
    """Note that a recipient was told by hand, and commit.

    Raises ``NotFound``, and ``NotToBeTold`` of who was told, or is not to be told yet.
    """
    work = act.work
    work.requests.one(request, hold=True)
    notice = work.recipients.one(request, recipient)
    if not note_told(act, notice, WayKind.BY_HAND, by_hand=True):
        raise NotToBeTold
    work.over()


def answered_by_hand(act: Act, request: UUID, recipient: str) -> None:
    """Note that a recipient answered in words, and commit.

    Raises ``NotFound``, and ``NoAnswerAwaited`` of who answered, or was not told.
    """
    work = act.work
    row = work.requests.one(request, hold=True)
    notice = work.recipients.one(request, recipient)
    if not work.recipients.answered(notice):
        raise NoAnswerAwaited
    work.commit(entry_about(act, row, ANSWER, _body(recipient), person_of(work, row)))


def _body(recipient: str) -> dict[str, Json]:
    return {"recipient": recipient}
