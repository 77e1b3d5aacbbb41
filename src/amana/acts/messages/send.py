"""Have a message sent: words in one language or both, of which the person's own is chosen."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final
from uuid import UUID

from amana.acts.act import Act
from amana.acts.messages.put_out import Outgoing, put_out
from amana.domain.message.errors import BadContent
from amana.domain.vocabulary.messages import Channel, MessageClass
from amana.domain.words import LANGUAGES, Language
from amana.storage.work import View

MOST_FIELDS: Final = 50
LONGEST_FIELD: Final = 2_000
_FIELD: Final = re.compile(r"\{([a-z][a-z0-9_]{0,40})\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a message says in one language; ``{name}`` stands for a value."""

    subject: str = field(repr=False)
    text: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class ToSend:
    """A message that an application wants sent."""

    person: str = field(repr=False)
    message_class: MessageClass
    purpose: str
    channel: Channel
    words: Mapping[Language, Said]
    values: Mapping[str, str] = field(default_factory=dict, repr=False)
    """What is filled in; a value that looks like a field stays what it is."""
    language: Language | None = None
    """The person's, where the application knows it."""
    key: str | None = field(default=None, repr=False)
    due: datetime | None = None
    series: UUID | None = None


def send(act: Act, given: ToSend) -> UUID:
    """Put the message out, and commit; return its id. Raises what ``put_out`` does.

    Whether it may be sent is decided when it is sent, under lock.
    """
    work = act.work
    language = _language(work, given)
    said = given.words[language]
    made = put_out(
        work,
        Outgoing(
            person=given.person,
            message_class=given.message_class,
            purpose=given.purpose,
            channel=given.channel,
            language=language,
            subject=_filled("subject", said.subject, given.values),
            text=_filled("text", said.text, given.values),
            key=given.key,
            due=given.due,
            series=given.series,
        ),
    )
    work.over()
    return made


def _language(view: View, given: ToSend) -> Language:
    """Return the language to write in: the one named, else the person's last, else the first.

    The person's last is the one in which they met the policy.
    """
    met = (each.language for each in view.people.acceptances(given.person))
    for wanted in (given.language, next(met, None), *LANGUAGES):
        if wanted is not None and wanted in given.words:
            return wanted
    raise BadContent(what="text", why="empty")


def _filled(what: str, words: str, values: Mapping[str, str]) -> str:
    """Fill values in, all at once; a field without a value raises ``BadContent``."""
    long = any(len(each) > LONGEST_FIELD for each in values.values())
    if long or len(values) > MOST_FIELDS or set(_FIELD.findall(words)) - values.keys():
        raise BadContent(what=what, why="field")
    return _FIELD.sub(lambda found: values[found[1]], words)
