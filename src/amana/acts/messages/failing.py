"""Tell the application of messages that will never arrive."""

from amana.acts.events.tell import EventKind, tell
from amana.acts.messages.judging import Judged
from amana.storage.work import Work


def tell_failed(work: Work, judged: Judged, *, why: str | None) -> None:
    """Tell of a message to a known person that failed and is not tried again; ``why`` is a code.

    What the policy or the person's choice refused has not failed, and is not told.
    """
    message = judged.message
    fields = {
        "message": str(message.id),
        "message_class": message.message_class.value,
        "channel": message.channel.value,
        "why": why,
    }
    tell(work, EventKind.MESSAGE_FAILED, fields, person=judged.person)
