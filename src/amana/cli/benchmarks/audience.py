"""``amana bench audience``: who of ten million may get a message, and how soon a choice is kept.

The sets of one purpose lie in memory, a tenth of the people refused, three tenths agreed, a
thousand changed their mind since. Then choices are made one after another in a database of the
benchmark's own, each one transaction with its ledger entry; beside them stands the bare flush.
"""

import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Final

from pyroaring import BitMap

from amana.acts.choices.audience import proposed
from amana.acts.choices.choose import Choosing
from amana.acts.found_service import found_service
from amana.acts.in_force import Parsed, parsed
from amana.assembly import prepared
from amana.cli.benchmarks.result import Figure, Outcome, of_runs
from amana.domain.choice.word import State, Word
from amana.domain.decision.question import Question
from amana.domain.decision.rule import Doing
from amana.domain.policy.parse import parse
from amana.settings import Settings
from amana.storage.choice_sets import CHUNK, NO, YES, PurposeSets

SERVICE: Final = "bench-audience"
AUDIENCE_BAR_MS: Final = 10
CHOICE_BAR_MS: Final = 1
PEOPLE: Final = 10_000_000
RUNS: Final = 15
CHOICES: Final = 400
_CHANGED: Final = 1_000
_SCATTER: Final = 40_503
"""Odd, so that its multiples go through every number of a chunk."""
_FLUSHES: Final = 50
_MS: Final = 1_000
POLICY: Final = f"""\
amana: 1
service: {SERVICE}
title: {{en: Notice}}
controller: {{name: {{en: Bench}}, email: privacy@bench.example}}
languages: [en]
data: {{email: {{is: "pd:EmailAddress"}}}}
purposes:
  offers: {{is: "dpv:Marketing", basis: legitimate_interest}}
  news: {{is: "dpv:DirectMarketing", basis: consent, name: {{en: the newsletter}}}}
promises:
  P1: {{use: email, for: [offers, news], through: email}}
  P2: {{choice: offers, by: opt_out}}
"""


def measure(*, full: bool, tell: Callable[[str], None]) -> Outcome:
    """Return the medians of all runs; ``full`` makes ten times as many choices."""
    known, sets = parsed(POLICY, {}), _sets()
    took = {purpose: [_propose(known, sets, purpose) for _ in range(RUNS)] for purpose in _ASKED}
    tell(f"{PEOPLE:,}: {median(took['offers']):.2f} ms")
    count = CHOICES * (10 if full else 1)
    chosen, flushed = _choices(count)
    tell(f"{count}: {median(chosen):.2f} ms")
    return Outcome(
        size={
            "people": PEOPLE,
            "runs": RUNS,
            "choices": count,
            "load_percent": round(os.getloadavg()[0] * 100),
        },
        figures=(
            *of_runs("ten_million_ms", took["offers"], "ms", bar=AUDIENCE_BAR_MS),
            *of_runs("ten_million_by_consent_ms", took["news"], "ms", bar=AUDIENCE_BAR_MS),
            *of_runs("choice_ms", chosen, "ms", bar=CHOICE_BAR_MS),
            Figure(name="flush_ms", value=round(median(flushed), 3), unit="ms"),
        ),
    )


_ASKED: Final = ("offers", "news")


def _sets() -> PurposeSets:
    """Return sets of ten million, scattered over every chunk the same way in every run."""
    held = PurposeSets()
    for chunk in range(PEOPLE // CHUNK + 1):
        for answer, share in ((NO, CHUNK // 10), (YES, CHUNK * 3 // 10)):
            numbers = ((chunk + place) * _SCATTER % CHUNK for place in range(share))
            held.chunks[answer, chunk] = BitMap(numbers).shift(chunk * CHUNK)
    held.changes = [(place * _SCATTER % PEOPLE, State.OPTED_OUT) for place in range(_CHANGED)]
    return held


def _propose(known: Parsed, sets: PurposeSets, purpose: str) -> float:
    """Return how many milliseconds one proposal takes."""
    question = Question(
        doing=Doing.MESSAGE,
        data=frozenset({"email"}),
        purposes=frozenset({purpose}),
        channel="email",
    )
    began = perf_counter()
    proposed(known, question, agreed=sets.who(YES), refused=sets.who(NO), everybody=PEOPLE)
    return (perf_counter() - began) * _MS


def _choices(count: int) -> tuple[list[float], list[float]]:
    """Return how many milliseconds each choice takes, and each bare flush beside them."""
    with tempfile.TemporaryDirectory(prefix="amana-bench-") as folder:
        Path(folder).chmod(0o711)  # root hands the database to another account, which must pass
        data = Path(folder) / "data"
        with prepared(Settings(data=data)) as amana:
            found_service(amana.storage, parse(POLICY, texts={}), source=POLICY, texts={})
            words = (Word.OPT_OUT, Word.OPT_IN)
            took = [
                _timed(
                    lambda place=place: amana.choices.choose(  # type: ignore[misc]  # a default binds it
                        SERVICE,
                        Choosing(
                            person=f"p-{place // 2}",
                            word=words[place % 2],
                            purposes=frozenset({"offers"}),
                        ),
                    )
                )
                for place in range(count)
            ]
            flushed = _flushes(data)
    return took, flushed


def _flushes(folder: Path) -> list[float]:
    """Return what a durable write costs here: every commit waits for one."""
    with (folder / "flushed").open("wb", buffering=0) as file:

        def flush() -> None:
            file.write(b"x" * 4096)
            os.fsync(file.fileno())

        return [_timed(flush) for _ in range(_FLUSHES)]


def _timed(what: Callable[[], object]) -> float:
    began = perf_counter()
    what()
    return (perf_counter() - began) * _MS
