"""``amana requests plan|approve|progress``: what a request does in the sources."""

import time
from collections.abc import Sequence
from contextlib import suppress
from typing import Final
from uuid import UUID

from amana.acts.act import OPERATOR, Act
from amana.acts.requests.carry_out import begin, carry_out_erasure
from amana.acts.requests.parts import give_up_part, retry_part
from amana.acts.requests.plan import plan_request
from amana.acts.requests.progress import Progress, progress_json, progress_of
from amana.acts.requests.sought import note_categories
from amana.acts.sources.opening import OpenSource
from amana.cli.errors import ValueMissing
from amana.cli.printing import Format, print_json, print_notice, print_text
from amana.cli.request_words import progress_lines
from amana.domain.words import Language
from amana.storage.database import Storage
from amana.wording.catalogue import say

_PAUSE_S: Final = 1.0


def make_plan(storage: Storage, service: str, request: UUID, open_source: OpenSource) -> None:
    """Count what the request will find in each source, and keep the counts."""
    plan_request(storage, service, request, open_source, actor=OPERATOR)


def approve(storage: Storage, service: str, request: UUID) -> None:
    """Carry a proven request out in our own records; workers carry it through the sources."""
    with storage.work(service) as work:
        person = begin(Act(actor=OPERATOR, work=work), request)
    if person is not None:
        carry_out_erasure(storage, service, request, person=person, actor=OPERATOR)


def note(storage: Storage, service: str, request: UUID, categories: Sequence[str]) -> None:
    """Note which data an erasure in part is to erase. Raises what :func:`note_categories` does."""
    with storage.work(service) as work:
        note_categories(Act(actor=OPERATOR, work=work), request, categories)


def settle_part(
    storage: Storage, service: str, request: UUID, source: str | None, *, give_up: bool
) -> None:
    """Try again what failed in a source, or say that it is not to be done.

    Raises ``ValueMissing`` and ``NotFound``.
    """
    if not source:
        raise ValueMissing(command="amana requests", name="--source")
    with storage.work(service) as work:
        act = Act(actor=OPERATOR, work=work)
        (give_up_part if give_up else retry_part)(act, request, source)


def show_progress(  # noqa: PLR0913 - which request, and how it is shown
    storage: Storage,
    service: str,
    request: UUID,
    *,
    follow: bool,
    form: Format,
    language: Language,
) -> None:
    """Print how far it is; followed, again with each change until it ends or somebody stops.

    What is looked at goes on by itself: stopping the look (Ctrl-C) loses nothing.
    """
    shown = _look(storage, service, request)
    _print(shown, form, language)
    with suppress(KeyboardInterrupt):
        while follow and not shown.over:
            time.sleep(_PAUSE_S)
            last, shown = shown, _look(storage, service, request)
            if (shown.row, shown.parts) != (last.row, last.parts):
                _print(shown, form, language)
        return
    print_notice(say("desk.cli.stopped", language))


def _look(storage: Storage, service: str, request: UUID) -> Progress:
    with storage.reading(service) as view:
        return progress_of(view, request)


def _print(progress: Progress, form: Format, language: Language) -> None:
    if form is Format.JSON:
        print_json(progress_json(progress))
        return
    for line in progress_lines(progress, language):
        print_text(line)
