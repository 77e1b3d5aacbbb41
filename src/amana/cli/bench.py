"""``amana bench NAME``: the one door to the benchmarks."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Final

import typer

from amana.cli.benchmarks import (
    audience,
    banner,
    bulk,
    choices,
    decision,
    http,
    ledger,
    mail,
    start,
)
from amana.cli.benchmarks.gdpr import run as gdpr
from amana.cli.benchmarks.result import Benchmark, Figure, Outcome, as_json
from amana.cli.benchmarks.sources import ageing, copy, erasure
from amana.cli.errors import NoSuchBenchmark
from amana.cli.exits import Exit
from amana.cli.help import language_of
from amana.cli.printing import Format, FormatOption, print_json, print_notice, print_text
from amana.domain.words import Language
from amana.wording.catalogue import say

BENCHMARKS: Final[Mapping[str, Benchmark]] = {
    "audience": audience.measure,
    "choices": choices.measure,
    "banner": banner.measure,
    "bulk": bulk.measure,
    "copy": copy.measure,
    "decision": decision.measure,
    "erasure": erasure.measure,
    "gdpr": gdpr.measure,
    "http": http.measure,
    "ledger": ledger.measure,
    "mail": mail.measure,
    "retention": ageing.measure,
    "start": start.measure,
}


SMOKE: Final[Mapping[str, Benchmark]] = {
    "choices": choices.measure_smoke,
    "copy": copy.measure_smoke,
    "erasure": erasure.measure_smoke,
    "gdpr": gdpr.measure_smoke,
    "mail": mail.measure_smoke,
    "retention": ageing.measure_smoke,
}
"""Those that have a small size, to see that all of it works."""


def bench(  # noqa: PLR0913 - each is an option of the command
    context: typer.Context,
    name: Annotated[str, typer.Argument()],
    *,
    full: Annotated[bool, typer.Option("--full")] = False,
    smoke: Annotated[bool, typer.Option("--smoke")] = False,
    form: FormatOption = Format.TEXT,
    save: Annotated[Path | None, typer.Option("--save", dir_okay=False)] = None,
) -> int:
    """Run a benchmark; exit with 1 where a figure is beyond its bar."""
    if name not in BENCHMARKS:
        raise NoSuchBenchmark(known=", ".join(BENCHMARKS))
    measure = SMOKE.get(name, BENCHMARKS[name]) if smoke else BENCHMARKS[name]
    outcome = measure(full=full, tell=print_notice)
    if save is not None:
        text = json.dumps(as_json(name, outcome), ensure_ascii=False, indent=2)
        save.write_text(f"{text}\n", encoding="utf-8")
    if form is Format.JSON:
        print_json(as_json(name, outcome))
    else:
        print_text(_table(outcome, language_of(context)))
    return Exit.OK if outcome.met else Exit.FAILED


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("bench")(bench)


def _table(outcome: Outcome, language: Language) -> str:
    size = ", ".join(f"{name} {count}" for name, count in outcome.size.items())
    return "\n".join([size, *(_line(figure, language) for figure in outcome.figures)])


def _line(figure: Figure, language: Language) -> str:
    value = f"{figure.name:<24}{figure.value:>10.2f} {figure.unit:<3}"
    if figure.bar is None:
        return value
    verdict = say("bench.met" if figure.met else "bench.missed", language)
    return f"{value}  {'>=' if figure.at_least else '<='} {figure.bar:g}  {verdict}"
