"""What a demonstration checks of itself: over HTTP and on the public files, as anybody could."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import escape
from typing import Final

import httpx

from amana.assembly import Running
from amana.cli.public_files import open_place
from amana.cli.showing.mailbox import Mailbox, Received
from amana.domain.evidence.proof import State
from amana.domain.ledger.note import parse_key
from amana.domain.ledger.tile import KEY_PATH
from amana.domain.ledger.verify import verify_log
from amana.domain.words import LANGUAGES, Language
from amana.storage.ledger.signing import check_signature

_DIRECTIONS: Final = {"ar": 'dir="rtl"', "en": 'dir="ltr"'}
_PATIENCE_S: Final = 30
_LOOK_EVERY_S: Final = 0.05


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One thing that was looked at. ``key`` names its words in the catalogue."""

    key: str
    holds: bool


def checks(
    amana: Running, url: str, service: str, *, played: bool, mail: Mailbox | None
) -> Iterator[Check]:
    """Look at a service that is served.

    Where its people's stories were played, acts must have left their evidence; with a mailbox,
    mail must tell of the change.
    """
    with httpx.Client(base_url=url, timeout=_PATIENCE_S) as visitor:
        yield Check(key="front", holds=visitor.get("/").status_code == httpx.codes.OK)
        for language in LANGUAGES:
            holds = _page_is_whole(amana, visitor, service, language)
            yield Check(key=f"page_{language}", holds=holds)
        yield Check(key="console_shut", holds=_is_shut(visitor, service))
    _catch_up(amana, service)
    yield Check(key="ledger", holds=_ledger_is_sound(amana, service))
    states = amana.public.summary(service).states
    yield Check(key="none_broken", holds=not states.get(State.BROKEN))
    if mail is not None:
        yield Check(key="told", holds=mail.wait_for(_tells_of_change, at_most_s=_PATIENCE_S))
    if played:
        yield Check(key="some_kept", holds=states.get(State.KEPT, 0) > 1)


def _page_is_whole(amana: Running, visitor: httpx.Client, service: str, language: Language) -> bool:
    """Tell whether the page shows every passage of the text, in its direction."""
    answer = visitor.get(f"/{service}/privacy", params={"lang": language})
    page = amana.public.policy_page(service, language=language, version=None)
    shown = _folded(answer.text)
    return (
        answer.status_code == httpx.codes.OK
        and _DIRECTIONS[language] in answer.text
        and (bool(page.passages) or language not in page.languages)
        and all(_folded(escape(passage.text)) in shown for passage in page.passages)
    )


def _tells_of_change(letter: Received) -> bool:
    """Tell whether a letter leads to the policy."""
    return "/privacy" in letter.text


def _folded(text: str) -> str:
    """Fold white space, and write the quotes as one renderer does."""
    return " ".join(text.replace("&quot;", "&#34;").replace("&#x27;", "&#39;").split())


def _is_shut(visitor: httpx.Client, service: str) -> bool:
    """Tell whether somebody without a session is kept out of the console."""
    answer = visitor.get(f"/console/{service}")
    return answer.status_code in {
        httpx.codes.UNAUTHORIZED,
        httpx.codes.FORBIDDEN,
        httpx.codes.SEE_OTHER,
        httpx.codes.NOT_FOUND,
    }


def _catch_up(amana: Running, service: str) -> None:
    """Wait until every act so far is in the ledger: another thread may be at it just now."""
    deadline = time.monotonic() + _PATIENCE_S
    while amana.sequencer.lag(service).waiting and time.monotonic() < deadline:
        if amana.sequencer.catch_up(service).busy:
            time.sleep(_LOOK_EVERY_S)
    amana.sequencer.publish(service)


def _ledger_is_sound(amana: Running, service: str) -> bool:
    """Check the public files from the first leaf to the signature."""
    with open_place(str(amana.public.published / service)) as read:
        return _verify(read)


def _verify(read: Callable[[str], bytes | None]) -> bool:
    published = read(KEY_PATH)
    if published is None:
        return False
    key = parse_key(published.decode("utf-8").removesuffix("\n"))
    verdict = verify_log(read, key=key, check=check_signature)
    return verdict.sound and verdict.leaves > 0
