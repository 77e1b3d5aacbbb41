"""``amana bench decision``: one decision in this process, beside Cedar, Casbin and a look-up.

A dozen rules are said to each of them, and every question is asked of all before anything is
timed: they must give the same answers, the refusals too. Then each question is timed in turn with
each of them, run by run, so that a slow minute of the machine meets all alike.
"""

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from statistics import median
from time import perf_counter
from typing import Final

from amana.cli.benchmarks import decision_peers
from amana.cli.benchmarks.decision_rules import BOOK, Asked, questions
from amana.cli.benchmarks.result import Figure, Outcome, of_runs
from amana.cli.errors import AnswersDiffer
from amana.domain.decision.compiled import compiled
from amana.domain.decision.evaluate import evaluate

MEDIAN_BAR_US: Final = 3
SPEEDUP_BAR: Final = 40
RUNS: Final = 9
RUNS_IN_FULL: Final = 25
TIMED: Final = 40
"""Questions that are timed, spread over all."""
_CALLS: Final = {"prepared": 2000, "floor": 2000, "full": 50, "evaluated": 50}
_CALLS_OF_PEERS: Final = 50
_MICRO: Final = 1_000_000
_INSTALL: Final = "cedarpy, casbin: uv sync --group dev, or pip install cedarpy casbin"

_Answering = Callable[[], object]


def measure(*, full: bool, tell: Callable[[str], None]) -> Outcome:
    """Return the medians over all questions and runs. Raises ``AnswersDiffer``."""
    asked = list(questions())
    peers = {"cedarpy": decision_peers.cedar(), "casbin": decision_peers.casbin()}
    present = {name: ask for name, ask in peers.items() if ask is not None}
    if len(present) < len(peers):
        tell(_INSTALL)
    permitted = _compare(asked, present)
    timed = asked[:: max(1, len(asked) // TIMED)]
    runs = RUNS_IN_FULL if full else RUNS
    ways = [_ways(each, present) for each in timed]
    took: dict[str, list[float]] = {name: [] for name in ways[0]}
    for run in range(1, runs + 1):
        for name, values in took.items():
            values.append(median(_micros(way[name], _calls(name)) for way in ways))
        tell(f"{run}/{runs}: {took['prepared'][-1]:.2f} µs")
    return Outcome(
        size={
            "runs": runs,
            "rules": len(BOOK.rules),
            "compared": len(asked),
            "permitted": permitted,
            "timed": len(timed),
            "load_percent": round(os.getloadavg()[0] * 100),
        },
        figures=tuple(_figures(took)),
    )


def _compare(asked: Sequence[Asked], peers: Mapping[str, decision_peers.Ask]) -> int:
    """Return how many are permitted, once all have answered every question alike."""
    book, permitted = compiled(BOOK), 0
    for each in asked:
        answer = book.answer(each.question, each.facts)
        said = {name: ask(each)() for name, ask in peers.items()}
        other = evaluate(BOOK, each.question, each.facts)
        if other != answer or any(yes is not answer.permitted for yes in said.values()):
            raise AnswersDiffer(question=str(each.question), answers=str(said))
        permitted += answer.permitted
    return permitted


def _ways(asked: Asked, peers: Mapping[str, decision_peers.Ask]) -> dict[str, _Answering]:
    """Return all ways to answer one question, each with what can be prepared prepared."""
    question, facts = asked.question, asked.facts
    book = compiled(BOOK)
    prepared = book.prepare(question)
    prepared.answer(facts)
    known = {(question.doing, asked.data, str(asked.context["purpose"])): True}
    key = next(iter(known))
    return {
        "prepared": lambda: prepared.answer(facts),
        "floor": lambda: known.get(key),
        "full": lambda: book.prepare_anew(question).answer(facts),
        "evaluated": lambda: evaluate(BOOK, question, facts),
        **{name: ask(asked) for name, ask in peers.items()},
    }


def _calls(name: str) -> int:
    return _CALLS.get(name, _CALLS_OF_PEERS)


def _micros(answer: _Answering, calls: int) -> float:
    """Return how long one call takes, in microseconds, the loop around it included."""
    began = perf_counter()
    for _ in range(calls):
        answer()
    return (perf_counter() - began) / calls * _MICRO


def _figures(took: Mapping[str, list[float]]) -> Iterator[Figure]:
    yield from of_runs("median_us", took["prepared"], "µs", bar=MEDIAN_BAR_US)
    yield from of_runs("full_us", took["full"], "µs")
    yield from of_runs("evaluated_us", took["evaluated"], "µs")
    yield from of_runs("floor_us", took["floor"], "µs")
    for peer, bar in (("cedarpy", SPEEDUP_BAR), ("casbin", None)):
        if peer in took:
            pairs = zip(took[peer], took["prepared"], strict=True)
            yield from of_runs(f"{peer}_us", took[peer], "µs")
            ratios = [theirs / ours for theirs, ours in pairs]
            yield from of_runs(f"speedup_over_{peer}", ratios, "", bar=bar, at_least=True)
