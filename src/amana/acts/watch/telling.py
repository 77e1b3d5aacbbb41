"""Tell of alarms over the channels that are set: in words by mail, in fields by webhook."""

import json
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final, Protocol

from amana.acts.fault import fault_of
from amana.acts.watch.finding import say_why
from amana.channels.mail import Letter, Relay
from amana.channels.webhook import Webhook
from amana.domain.words import LANGUAGES, Language
from amana.storage.database import Storage
from amana.storage.watch import Notice
from amana.wording.bidi import isolate
from amana.wording.catalogue import catalogue, fill, say

_GIVES_UP_AFTER: Final = timedelta(days=1)
_MOST: Final = 100
"""Notices of one turn; the next turn goes on."""
_log = logging.getLogger(__name__)


class Teller(Protocol):
    """A way to tell somebody of an alarm."""

    def tell(self, notice: Notice) -> None:
        """Tell it once, or raise what the channel raises."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MailTeller:
    """Tells by mail, in one language, a link to the page of operations with it."""

    relay: Relay
    to: tuple[str, ...] = field(repr=False)
    language: Language
    clock: Callable[[], datetime]
    public_url: str | None = None

    def tell(self, notice: Notice) -> None:
        """Send a letter whose id is the notice's."""
        self.relay.send(
            Letter(
                id=str(notice.id),
                to=self.to,
                subject=_subject(notice, self.language),
                text=_text(notice, self.language, self.public_url),
                language=self.language,
                at=self.clock(),
            )
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class WebhookTeller:
    """Tells by webhook."""

    webhook: Webhook
    clock: Callable[[], datetime]

    def tell(self, notice: Notice) -> None:
        """Post a message whose id is the notice's."""
        self.webhook.send(body_of(notice), message=str(notice.id), at=self.clock())


def send_notices(storage: Storage, tellers: Mapping[str, Teller]) -> int:
    """Send what is due over the channels that are set; return how many were sent.

    A notice is taken before it is sent and ended after: killed between the two, it is sent again
    under the same id.
    """
    sent = 0
    for _ in range(_MOST if tellers else 0):
        with storage.watching() as watch:
            notice = watch.take_notice(tellers.keys(), gives_up_after=_GIVES_UP_AFTER)
        if notice is None:
            break
        sent += _send(storage, tellers[notice.channel], notice)
    return sent


def _send(storage: Storage, teller: Teller, notice: Notice) -> bool:
    fault = fault_of(lambda: teller.tell(notice))
    with storage.watching() as watch:
        if fault is None or notice.last_try:
            watch.end_notice(notice.id, fault=fault)
        else:
            watch.fail_notice(notice.id, fault=fault)
    if fault is not None:
        extra = {"event": "alarm.untold", "code": fault}
        _log.warning("notice by %s: %s", notice.channel, fault, extra=extra)
    return fault is None


def body_of(notice: Notice) -> bytes:
    """Return the body of a webhook: figures and names, and the sentence in both languages."""
    data = {
        "alarm": str(notice.alarm),
        "kind": notice.kind,
        "service": notice.service or None,
        "subject": notice.subject or None,
        "why": notice.why,
        "fields": dict(notice.fields),
        "raised_at": notice.raised_at.isoformat(),
        "over_at": None if notice.over_at is None else notice.over_at.isoformat(),
        "text": {language: _sentence(notice, language) for language in LANGUAGES},
    }
    body = {
        "type": f"alarm.{notice.event}",
        "timestamp": notice.made_at.isoformat(),
        "data": data,
    }
    return json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode("utf-8")


def _subject(notice: Notice, language: Language) -> str:
    kind = say(f"watch.{notice.kind}", language)
    where = notice.service or say("alarm.whole", language)
    return say(f"alarm.subject.{notice.event}", language, kind=kind, where=isolate(where))


def _text(notice: Notice, language: Language, public_url: str | None) -> str:
    """Return the letter: what it is, how it is mended, and where to look."""
    lines = [say(f"alarm.text.{notice.event}", language), "", _sentence(notice, language)]
    mend = f"watch.{notice.kind}.{notice.why}.mend"
    words = catalogue(language).single.get(mend)
    if words is not None and notice.event != "over":
        lines.append(fill(words, mend, {"subject": notice.subject, **notice.fields}))
    if public_url is not None:
        where = f"/{notice.service}/operations" if notice.service else ""
        lines += ["", say("alarm.text.page", language), f"{public_url}/console{where}"]
    return "\n".join(lines) + "\n"


def _sentence(notice: Notice, language: Language) -> str:
    fields = {"subject": notice.subject, **notice.fields}
    return say_why(notice.kind, notice.why, fields, language, isolated=True)
