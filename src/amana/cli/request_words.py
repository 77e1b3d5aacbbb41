"""What ``amana requests`` says of a request, its plan and its progress; never whose it is."""

from collections.abc import Iterator

from amana.acts.requests.at_most import rows_of
from amana.acts.requests.list_requests import RequestShown
from amana.acts.requests.plan import PlannedTable
from amana.acts.requests.progress import Progress
from amana.domain.period import Period
from amana.domain.request.carrying import PartState
from amana.domain.words import Language
from amana.storage.request_parts import PartRow
from amana.storage.requests import RequestRow
from amana.wording.bidi import legible
from amana.wording.catalogue import say
from amana.wording.duration import say_period


def line_of(row: RequestRow, language: Language) -> str:
    """Return a request in a line."""
    return say(
        "requests.one",
        language,
        id=str(row.id),
        kind=row.kind.say(language),
        state=say(f"requests.state.{row.state.value}", language),
        safe=row.safe_until.isoformat(timespec="minutes"),
        latest=row.latest_until.isoformat(timespec="minutes"),
    )


def shown_lines(shown: RequestShown, language: Language) -> Iterator[str]:
    """Yield a request, its article, where one can complain, and marks that are taken off."""
    yield line_of(shown.row, language)
    sure = "by_article" if shown.row.certain else "by_unsure_article"
    yield say(f"requests.{sure}", language, article=shown.row.article)
    for each in shown.authorities:
        yield say("requests.complain", language, authority=each.say(language))
    for part in shown.parts:
        if part.lifting:
            yield _part(part, language)


def progress_lines(progress: Progress, language: Language) -> Iterator[str]:
    """Yield a request, its plan table by table, and what each source has done."""
    yield line_of(progress.row, language)
    for planned in progress.plan:
        for table in planned.tables:
            yield _table(planned.source, table, language)
        if planned.fault is not None:
            fields = {"source": planned.source, "fault": planned.fault}
            yield legible(say("desk.cli.not_counted", language, **fields))
    if not progress.plan and not progress.parts:
        yield say("desk.cli.no_sources", language)
    for part in progress.parts:
        yield _part(part, language)
        if part.state is not PartState.RUNNING:
            yield from _at_most(part, language)
    if progress.needs_somebody:
        yield say("desk.needs_somebody", language)


def _table(source: str, table: PlannedTable, language: Language) -> str:
    said = say(
        "desk.cli.table",
        language,
        source=source,
        table=table.table,
        found=str(table.found),
        fate=say(f"desk.fate.{table.fate.value}", language),
    )
    if table.reason is None:
        return legible(said)
    kept = say("desk.cli.stays", language, reason=table.reason)
    if table.until is None:
        return legible(f"{said} {kept}")
    period = say_period(Period.parse(table.until), language)
    return legible(f"{said} {kept} {say('desk.until', language, period=period)}")


def _at_most(part: PartRow, language: Language) -> Iterator[str]:
    """Yield what passes did at most whose end nobody saw."""
    if part.at_most:
        done = part.state is PartState.DONE
        yield say("desk.at_most.done" if done else "desk.at_most", language)
    for each in part.at_most:
        said = say(
            "desk.at_most.table",
            language,
            table=str(each["table"]),
            deleted=rows_of(each, "deleted"),
            changed=rows_of(each, "changed") + rows_of(each, "unlinked"),
        )
        yield legible(f"  {said}")


def _part(part: PartRow, language: Language) -> str:
    words = "desk.lifting" if part.lifting else "desk.part"
    state = say(f"{words}.{part.state.value}", language)
    said = say("desk.cli.part", language, source=part.source, state=state)
    if part.attempts:
        said += " · " + say("desk.tries", language, count=str(part.attempts))
    return legible(said if part.fault is None else f"{said} ({part.fault})")
