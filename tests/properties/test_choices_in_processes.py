"""What people choose holds in every process: no message that the state at its claim forbids.

Three processes choose and claim at random, about persons of several ids, while versions come into
effect by which consents lapse or are inherited. What each claim may say follows from the moments
between which everything happened: what was answered before the moment of the claim counts, and of
words at the same time either may be the last.
"""

import json
import secrets
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Final

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from amana.acts.doors.persons import PersonsDoor
from amana.domain.ledger.entry import Entry
from amana.storage import ServerAddress, Storage
from amana.storage.policies import Release

PROGRAM: Final = Path(__file__).parent / "programs" / "chooser.py"
POLICY: Final = """\
amana: 1
service: shop
title: {{en: Notice}}
controller: {{name: {{en: Shop}}, email: privacy@shop.example}}
languages: [en]
laws: [jordan]
data:
  email: {{is: "pd:EmailAddress"}}
purposes:
  offers: {{is: "dpv:Marketing", basis: legitimate_interest, name: {{en: offers}}}}
  news: {{is: "dpv:DirectMarketing", basis: consent, name: {{en: news}}}}
promises:
  P1: {{use: email, for: [offers, news], through: email}}
  P2: {{choice: offers, by: opt_out}}
  P3: {{choice: news, by: opt_in, confirmed: {confirmed}}}
"""
IDS: Final = ("a", "b", "c")
WORDS: Final = {
    "news": ("consent", "withdraw", "object"),
    "offers": ("opt_out", "opt_in", "object"),
}
FREE: Final = {"news": frozenset({"consent"}), "offers": frozenset({"opt_in"})}
"""By purpose the words after which a message may go."""
ORDERS: Final = st.lists(
    st.tuples(st.sampled_from(IDS), st.sampled_from(sorted(WORDS)), st.integers(0, 5)),
    min_size=1,
    max_size=8,
)
BETWEEN: Final = st.sampled_from(("nothing", "merge", "split", "material", "minor"))
ROUNDS: Final = st.lists(st.tuples(BETWEEN, ORDERS, ORDERS, ORDERS), min_size=1, max_size=5)


@dataclass(slots=True)
class Story:
    """What was said so far, as far as it decides."""

    joined: bool = False
    """Whether the ids ``a`` and ``b`` are one person."""
    era: int = 0
    """Counts the steps by which consents lapse."""
    said: list[Mapping[str, Any]] = field(default_factory=list)

    def group(self, person: str) -> frozenset[str]:
        """Return the ids that are the same person."""
        return frozenset({"a", "b"} if self.joined and person in {"a", "b"} else {person})

    def may_be(self, claim: Mapping[str, Any]) -> set[bool]:
        """Return what the answer to a claim may be."""
        about = [
            word
            for word in self.said
            if word["own"] in self.group(claim["own"]) and word["purpose"] == claim["purpose"]
        ]
        before = [word for word in about if word["began"] < claim["ended"]]
        last = [word for word in before if not _is_over(word, about, claim)]
        free = {self._frees(word) for word in last}
        unsaid = not any(word["ended"] < claim["claimed"] for word in about)
        return free | ({claim["purpose"] == "offers"} if unsaid else set())

    def _frees(self, word: Mapping[str, Any]) -> bool:
        lapsed = word["purpose"] == "news" and word["era"] != self.era
        return word["word"] in FREE[word["purpose"]] and not lapsed


def _is_over(
    word: Mapping[str, Any], about: Sequence[Mapping[str, Any]], claim: Mapping[str, Any]
) -> bool:
    """Tell whether another word came surely after this one and surely before the claim."""
    return any(
        word["ended"] < other["began"] and other["ended"] < claim["claimed"] for other in about
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Shop:
    """A service, and three processes that serve it."""

    storage: Storage
    service: str
    processes: Sequence["subprocess.Popen[str]"]
    versions: Iterator[int] = field(default_factory=lambda: iter(range(1_000_000)))

    def publish(self, *, material: bool | None) -> None:
        """Publish other words than before."""
        confirmed = "true" if next(self.versions) % 2 else "false"
        with self.storage.work(self.service) as work:
            work.policies.publish(
                Release(
                    source=POLICY.format(confirmed=confirmed),
                    languages=("en",),
                    texts={},
                    passages={"en": ()},
                    material=material,
                    reason=None if material is None else "said so",
                )
            )
            work.commit(Entry(act="publish", promises=(), body={}))

    def at_once(self, orders: Sequence[Sequence[Mapping[str, Any]]]) -> list[Mapping[str, Any]]:
        """Let all processes obey at the same time, and return what became of it."""
        for process, own in zip(self.processes, orders, strict=True):
            assert process.stdin is not None
            process.stdin.write(json.dumps({"service": self.service, "orders": own}) + "\n")
            process.stdin.flush()
        done: list[Mapping[str, Any]] = []
        for process in self.processes:
            assert process.stdout is not None
            done += json.loads(process.stdout.readline())
        return done


@pytest.fixture
def shop(server: ServerAddress, place: Path, storage: Storage, service: str) -> Iterator[Shop]:
    """Open a shop with three processes."""
    where = json.dumps({"address": asdict(server), "secrets": str(place / "secrets")})
    processes = [
        subprocess.Popen(
            [sys.executable, PROGRAM], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        for _ in range(3)
    ]
    for process in processes:
        assert process.stdin is not None
        process.stdin.write(where + "\n")
    made = Shop(storage=storage, service=service, processes=processes)
    made.publish(material=None)
    yield made
    for process in processes:
        process.communicate(timeout=30)


def _between(shop: Shop, story: Story, what: str, prefix: str) -> None:
    """Do what happens while nobody chooses."""
    persons = PersonsDoor(shop.storage)
    if what in {"material", "minor"}:
        shop.publish(material=what == "material")
        story.era += what == "material"
    elif what == "merge" and not story.joined:
        persons.merge(shop.service, person=f"{prefix}a", other=f"{prefix}b")
        story.joined = True
    elif what == "split" and story.joined:
        persons.split(shop.service, person=f"{prefix}a", other=f"{prefix}b")
        story.joined = False


def _orders(prefix: str, drawn: Sequence[tuple[str, str, int]]) -> list[Mapping[str, Any]]:
    """Return words and claims, as many of the one as of the other."""
    return [
        {
            "own": own,
            "person": prefix + own,
            "purpose": purpose,
            "word": WORDS[purpose][number] if number < len(WORDS[purpose]) else None,
        }
        for own, purpose, number in drawn
    ]


@pytest.mark.promise("M7", "W5", "C6", "K8")
@settings(
    max_examples=20,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(rounds=ROUNDS)
def test_no_process_permits_a_message_that_the_state_at_its_claim_forbids(
    shop: Shop, rounds: list[tuple[str, Any, Any, Any]]
) -> None:
    """Nor refuses one that it permits, whichever process the words were said to."""
    story, prefix = Story(), f"{secrets.token_hex(6)}-"
    for what, *drawn in rounds:
        _between(shop, story, what, prefix)
        done = shop.at_once([_orders(prefix, each) for each in drawn])
        story.said += [{**each, "era": story.era} for each in done if each["word"] is not None]
        for claim in (each for each in done if each["word"] is None):
            assert claim["permitted"] in story.may_be(claim), claim
