"""``amana bench http``: a sealed record through HTTP against the same route over one statement.

The same uvicorn process serves both, behind the same gates; the same clients ask over loopback.
A pair is a second of each, one after the other. Evidence of reads is committed as the settings
say: ``fast`` and ``strict`` are measured beside one another.
"""

import os
import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final
from uuid import uuid4

from amana.acts.act import OPERATOR, Act
from amana.acts.found_service import found_service
from amana.acts.records.apply_map import apply_map
from amana.acts.sequencing import Sequencing
from amana.assembly import Running, prepared
from amana.cli.benchmarks.http_load import BARE, CLIENTS, PERSONS, SERVICE, Load, serving
from amana.cli.benchmarks.result import Figure, Outcome, of_runs
from amana.domain.ledger.entry import EvidenceMode
from amana.domain.policy.parse import parse
from amana.settings import Settings
from amana.storage.query import queries

RATIO_BAR: Final = 0.8
PAIRS: Final = 9
PAIRS_IN_FULL: Final = 25
A_SIDE_S: Final = 1.0
_LETTERS: Final = str.maketrans("0123456789", "ghijklmnop")
"""Keys without digits, which now and then would be the number of a card, and refused."""
POLICY: Final = f"""\
amana: 1
service: {SERVICE}
title: {{ar: "سياسة", en: "Policy"}}
controller: {{name: {{ar: "الدار", en: "The House"}}, email: privacy@house.example}}
languages: [ar, en]
laws: [qatar]
data:
  name: {{}}
  email: {{is: "pd:EmailAddress"}}
  phone: {{is: "pd:TelephoneNumber"}}
  note: {{is: "pd:Opinion", name: {{ar: "ملاحظات", en: "notes"}}}}
purposes:
  orders: {{is: "dpv:ServiceProvision", basis: contract}}
promises:
  P1: {{collect: [name, email, phone, note], from: person, at: [registration], for: [orders]}}
  P2: {{use: [name, email, phone, note], for: [orders]}}
"""
MAP: Final = f"""\
amana: 1
service: {SERVICE}
records:
  profile:
    key: own
    fields:
      name: {{is: name, type: text}}
      email: {{is: email, type: email}}
      phone: {{is: phone, type: phone}}
      note: {{is: note, type: text}}
"""


@dataclass(frozen=True, slots=True)
class _Side:
    """Requests a second of one kind, a value for each pair: the floor's and ours."""

    bare: list[float] = field(default_factory=list)
    sealed: list[float] = field(default_factory=list)

    def ratios(self) -> list[float]:
        return [ours / floor for ours, floor in zip(self.sealed, self.bare, strict=True)]


def measure(*, full: bool, tell: Callable[[str], None]) -> Outcome:
    """Return the medians of all pairs."""
    pairs = PAIRS_IN_FULL if full else PAIRS
    with tempfile.TemporaryDirectory(prefix="amana-bench-") as folder, ExitStack() as stack:
        Path(folder).chmod(0o711)  # root hands the database to another account, which must pass
        settings = Settings(data=Path(folder) / "data")
        amana = stack.enter_context(prepared(settings))
        key = _set_up(amana)
        stack.enter_context(Sequencing(amana.storage, amana.sequencer))
        loads = {}
        for mode in (EvidenceMode.STRICT, EvidenceMode.FAST):
            port = stack.enter_context(serving(replace(settings, evidence=mode)))
            loads[mode] = Load(port=port, key=key)
        strict, fast = loads[EvidenceMode.STRICT], loads[EvidenceMode.FAST]
        _fill(strict)
        sides = {"read": _Side(), "read_strict": _Side(), "write": _Side()}
        for pair in range(1, pairs + 1):
            _pair(sides["read"], lambda prefix: _read(fast, prefix))
            _pair(sides["read_strict"], lambda prefix: _read(strict, prefix))
            _pair(sides["write"], lambda prefix: _write(strict, prefix))
            last = {name: side.ratios()[-1] for name, side in sides.items()}
            tell(f"{pair}/{pairs}: " + ", ".join(f"{n} {r:.2f}" for n, r in last.items()))
    return Outcome(
        size={
            "pairs": pairs,
            "clients": CLIENTS,
            "persons": PERSONS,
            # Processes that wanted a processor in the last minute, times a hundred.
            "load_percent": round(os.getloadavg()[0] * 100),
        },
        figures=_figures(sides),
    )


def _set_up(amana: Running) -> str:
    """Put policy, map and floor in place, and return the service's key."""
    founded = found_service(amana.storage, parse(POLICY, texts={}), source=POLICY, texts={})
    with amana.storage.work(SERVICE) as work:
        apply_map(Act(actor=OPERATOR, work=work), MAP)
    with amana.storage.administration() as connection:
        connection.execute(queries("bench_http")["make"])
    return founded.key or ""


def _fill(load: Load) -> None:
    """Put the records in place that are read."""
    for prefix in ("", BARE):
        load.each([load.write(f"p-{number}", prefix) for number in range(PERSONS)])


def _pair(side: _Side, rate: Callable[[str], float]) -> None:
    """Measure the floor and ours, one after the other."""
    side.bare.append(rate(BARE))
    side.sealed.append(rate(""))


def _read(load: Load, prefix: str) -> float:
    return load.rate(A_SIDE_S, lambda number: load.read(number, prefix))


def _write(load: Load, prefix: str) -> float:
    """Write new records of persons who are known: a new person costs a key besides."""
    return load.rate(
        A_SIDE_S,
        lambda number: load.write(
            uuid4().hex.translate(_LETTERS), prefix, person=f"p-{number % PERSONS}"
        ),
    )


def _figures(sides: dict[str, _Side]) -> tuple[Figure, ...]:
    found: list[Figure] = []
    for name, side in sides.items():
        bar = RATIO_BAR if name in {"read", "write"} else None
        found += of_runs(f"{name}_ratio", side.ratios(), "", bar=bar, at_least=True)
        found += of_runs(f"{name}_per_s", side.sealed, "/s")[:1]
        found += of_runs(f"{name}_bare_per_s", side.bare, "/s")[:1]
    return tuple(found)
