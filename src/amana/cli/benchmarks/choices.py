"""``amana bench choices``: receipts a second, and how people stood among very many choices.

Real words are brought in as an import brings them, each with evidence of its own, between parts of
many more that only fill the tables. Then receipts of real ones are handed out one after another,
each with its ledger proof; their states and histories are read; and it is asked who of all agreed.
"""

import os
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Final
from uuid import UUID

from amana.acts.act import OPERATOR
from amana.acts.choices.audience import Audiences
from amana.acts.choices.bring_in import SaidElsewhere, bring_in
from amana.acts.choices.choosing import Choosing
from amana.acts.doors.choices import ChoicesDoor
from amana.acts.found_service import found_service
from amana.assembly import Running, prepared, sequencer_of
from amana.cli.benchmarks.audience import POLICY, SERVICE
from amana.cli.benchmarks.choices_many import Many
from amana.cli.benchmarks.result import Figure, Outcome, of_runs
from amana.domain.choice.word import Word
from amana.domain.decision.question import Question
from amana.domain.decision.rule import Doing
from amana.domain.policy.parse import parse
from amana.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Sizes:
    """How much is measured."""

    many: int
    """Words that fill the tables."""
    real: int = 2_000
    """Words that were brought in, with evidence."""
    receipts: int = 300
    sets: int = 7
    """How often it is asked who of all agreed."""


USUAL: Final = Sizes(many=100_000)
FULL: Final = Sizes(many=10_000_000)
SMALL: Final = Sizes(many=1_000, real=60, receipts=3, sets=1)
_PURPOSE: Final = "news"
_SAID: Final = datetime(2024, 1, 1, tzinfo=UTC)
_MS: Final = 1_000
_MB: Final = 1 << 20
_QUESTION: Final = Question(
    doing=Doing.MESSAGE,
    data=frozenset({"email"}),
    purposes=frozenset({_PURPOSE}),
    channel="email",
)


def measure(*, full: bool, tell: Callable[[str], None]) -> Outcome:
    """Return how fast receipts and states come; ``full`` makes ten million choices first."""
    return measured(FULL if full else USUAL, tell)


def measure_smoke(*, full: bool, tell: Callable[[str], None]) -> Outcome:
    """Do the same with few words, to see that all of it works."""
    del full
    return measured(SMALL, tell)


def measured(sizes: Sizes, tell: Callable[[str], None]) -> Outcome:
    """Make the words, and measure."""
    with tempfile.TemporaryDirectory(prefix="amana-bench-") as folder:
        Path(folder).chmod(0o711)  # root hands the database to another account, which must pass
        data = Path(folder) / "data"
        settings = Settings(data=data)
        with prepared(settings) as amana:
            found_service(amana.storage, parse(POLICY, texts={}), source=POLICY, texts={})
            bringing = _Bringing(amana=amana, sizes=sizes, tell=tell)
            many = Many(
                storage=amana.storage,
                service=SERVICE,
                purpose=_PURPOSE,
                promise="P1",
                people=sizes.many,
            )
            began = perf_counter()
            many.fill(bringing.some)
            many.fold()
            _fold(amana, bringing.brought)
            made = perf_counter() - began
            tell(f"{sizes.many:,} in {made:,.0f} s")
            sequencer_of(settings, amana.storage).catch_up(SERVICE)
            figures = _figures(amana, sizes)
            stored = sum(each.stat().st_size for each in data.rglob("*") if each.is_file())
            words = _words(amana)
    return Outcome(
        size={
            "choices": words,
            "with_evidence": bringing.brought,
            "receipts": sizes.receipts,
            "load_percent": round(os.getloadavg()[0] * 100),
        },
        figures=(
            *figures,
            Figure(
                name="brought_in_per_s", value=round(bringing.brought / bringing.took, 1), unit="/s"
            ),
            Figure(name="made_in_s", value=round(made), unit="s"),
            Figure(name="stored_mb", value=round(stored / _MB), unit="MB"),
        ),
    )


@dataclass(slots=True, kw_only=True)
class _Bringing:
    """Brings real people's words in, some after each part of the others."""

    amana: Running
    sizes: Sizes
    tell: Callable[[str], None]
    brought: int = 0
    took: float = 0.0

    def some(self, filled: int) -> None:
        """Bring in as many as belong to so many others."""
        upto = self.sizes.real * filled // self.sizes.many
        told = [
            SaidElsewhere(
                number=number,
                given=Choosing(
                    person=f"p-{number}", word=Word.CONSENT, purposes=frozenset({_PURPOSE})
                ),
                said_at=_SAID,
            )
            for number in range(self.brought, upto)
        ]
        began = perf_counter()
        bring_in(self.amana.storage, SERVICE, told, actor=OPERATOR)
        self.took += perf_counter() - began
        self.brought = upto
        self.tell(f"{filled:,}")


def _fold(amana: Running, people: int) -> None:
    """Give the real people numbers, as the others count as having, and fold their words in."""
    with amana.storage.work(SERVICE) as work:
        keys = [work.sealer.person_key(f"p-{number}") for number in range(people)]
        work.persons.give_numbers_to(keys)
        work.choice_sets.fold()
        work.over()


def _figures(amana: Running, sizes: Sizes) -> tuple[Figure, ...]:
    entries = _entries(amana, sizes)
    choices = amana.choices
    states = [_timed(lambda p=p: choices.state_at(SERVICE, person=p, at=_SAID)) for p, _ in entries]  # type: ignore[misc]  # a default binds it
    histories = [_timed(lambda p=p: choices.history(SERVICE, person=p)) for p, _ in entries]  # type: ignore[misc]  # as above
    receipts = [
        _timed(lambda p=p, e=e: choices.receipt(SERVICE, person=p, entry=e))  # type: ignore[misc]  # as above
        for p, e in entries
    ]
    first, again, agreed = _sets(amana, sizes)
    return (
        Figure(name="receipts_per_s", value=round(_MS / median(receipts), 1), unit="/s"),
        *of_runs("receipt_ms", receipts, "ms"),
        *of_runs("state_ms", states, "ms"),
        *of_runs("history_ms", histories, "ms"),
        *of_runs("who_agreed_first_ms", first, "ms"),
        *of_runs("who_agreed_ms", again, "ms"),
        Figure(name="agreed", value=agreed, unit="people"),
    )


def _entries(amana: Running, sizes: Sizes) -> list[tuple[str, UUID]]:
    """Return some people, scattered, with the entry of their word."""
    count = min(sizes.receipts, sizes.real)
    found = []
    for person in (f"p-{place * sizes.real // count}" for place in range(count)):
        (line,) = amana.choices.history(SERVICE, person=person).lines
        if line.entry is not None:
            found.append((person, line.entry))
    return found


def _sets(amana: Running, sizes: Sizes) -> tuple[list[float], list[float], int]:
    """Return the times of a process that has no sets yet, and of one that has; and who agreed."""
    first, again, agreed = [], [], 0
    for _ in range(sizes.sets):
        door = ChoicesDoor(amana.storage, Audiences())
        first.append(_timed(lambda: door.audience(SERVICE, _QUESTION)))  # noqa: B023 - called at once
        again.append(_timed(lambda: door.audience(SERVICE, _QUESTION)))  # noqa: B023 - called at once
        agreed = len(door.audience(SERVICE, _QUESTION).numbers)
    return first, again, agreed


def _words(amana: Running) -> int:
    """Return how many words the history holds, counted."""
    with amana.storage.reading(SERVICE) as view:
        row = view.transaction.row("bench_choices", "said", service=SERVICE)
    return 0 if row is None else int(row["count"])


def _timed(what: Callable[[], object]) -> float:
    began = perf_counter()
    what()
    return (perf_counter() - began) * _MS
