"""Every row of the promises' specification can be said, decided and proven in its kind."""

import re
from collections.abc import Mapping
from typing import Any

from amana.domain.decision.rule import Doing, Effect, Need, Rule
from amana.domain.evidence.question import FlowBroken
from amana.domain.promises import KINDS
from amana.domain.promises.kind import Kind, Terms

LENGTHS = {"W": 21, "C": 17, "M": 22, "K": 19, "A": 37}
KINDS_OF_ROWS = {
    "collect": "W2 W3 W4 C1 C2 M1 M2 M3 M4 M9 M11 K1 K5 K10 A4 A5",
    "use": "W5 W6 W7 W8 W9 C3 C4 M5 M6 M8 K6 K11 A6",
    "only": "W14 W21 C5 K13 A2",
    "never": "C10",
    "share": "W15 W16 W17 C11 C12 M10 M12 K14 K15 K16 A7 A8 A9 A10",
    "choice": "W18 C6 M7 K18",
    "message": "C7 M16 K7 K8 A30",
    "cookie": "M13 K9 K17",
    "protect": "W10 W11 W13 C8 C9 M14 M15 K2 K19 A12 A13 A14 A15 A37",
    "verify": "W12 K12",
    "retain": "A16 A17 A18 A19",
    "right": "M18 M19 A1 A21 A22 A23 A24 A25 A26 A27 A28 A29 A31",
    "breach": "A20",
    "children": "A32",
    "change": "C14 M21 A33",
    "locate": "A11",
    "scope": "W19 C13 C17 M20 K3 A3",
    "publish": "M17",
    "monitor": "W1",
    "law": "W20 A35",
    "contact": "C16 A34",
    "accept": "C15 M22 K4 A36",
}
# Names that are written in Latin letters in Arabic too.
NAMES = re.compile(r"\b(IP|JSON|CSV|PDF)\b|«[a-z ]+»")


def test_every_row_of_the_five_services_has_its_forms(
    rows: Mapping[str, tuple[object, ...]],
) -> None:
    """No row is left out, and none is made up."""
    expected = {f"{letter}{n}" for letter, last in LENGTHS.items() for n in range(1, last + 1)}
    assert set(rows) == expected


def test_every_row_is_of_the_kind_that_the_specification_gives_it(
    rows: Mapping[str, tuple[object, ...]],
) -> None:
    """The first form of a row is of the row's kind; each kind has rows."""
    assert list(KINDS_OF_ROWS) == list(KINDS)
    for name, ids in KINDS_OF_ROWS.items():
        assert all(isinstance(rows[row][0], KINDS[name].form) for row in ids.split()), name
    assert sum(len(ids.split()) for ids in KINDS_OF_ROWS.values()) == len(rows)


def test_each_form_reads_as_an_english_sentence(
    kind: Kind[Any], form: object, terms: Terms
) -> None:
    """It begins with a capital, ends with a full stop, and nothing is missing in between."""
    said = kind.words(form, terms, "en")
    assert re.fullmatch(r"[A-Z].*\.", said), said
    assert "None" not in said
    assert not re.search(r"  | [,.;:]|[,;:.]{2}|[\u0600-\u06ff]", said), said


def test_each_form_reads_as_an_arabic_sentence(kind: Kind[Any], form: object, terms: Terms) -> None:
    """It ends with a full stop, and holds no Latin letter but names."""
    said = kind.words(form, terms, "ar")
    assert said.endswith(".")
    assert not re.search(r"[A-Za-z]", NAMES.sub("", said)), said
    assert not re.search(r"  | [،.؛:,]|[،؛:.]{2}|,|;", said), said


def test_each_rule_names_something_and_demands_only_what_can_be_met(
    kind: Kind[Any], form: object
) -> None:
    """No pattern is an empty set, every requirement has a need, every event belongs to its need."""
    rules: tuple[Rule, ...] = kind.rules(form)
    for rule in rules:
        patterns = (rule.data, rule.purposes, rule.recipients, rule.natures, rule.occasions)
        assert rule.doings
        assert all(pattern is None or pattern for pattern in patterns)
        assert rule.effect is not Effect.REQUIRE or rule.needs
        assert (rule.event is None) == (Need.EVENT not in rule.needs)
        assert (rule.group_size is None) == (Need.AGGREGATE not in rule.needs)


def test_nothing_permits_a_sale(kind: Kind[Any], form: object) -> None:
    """Whatever permits a disclosure names its natures or its recipient, and no sale is among."""
    for rule in kind.rules(form):
        if rule.effect is Effect.PERMIT and Doing.DISCLOSE in rule.doings:
            assert rule.natures is None or not rule.natures & {"sell", "rent", "trade"}
            assert rule.natures is not None or rule.recipients == frozenset({"person"})


def test_a_proof_that_can_be_broken_can_also_be_kept(kind: Kind[Any], form: object) -> None:
    """Breaking questions come with showing ones, and evidence of acts has an age limit."""
    proof = kind.proof(form)
    assert proof.shows or not proof.breaks
    assert len(set(proof.shows)) == len(proof.shows)
    assert not any(isinstance(question, FlowBroken) for question in proof.shows)
    assert proof.fresh_for is not None or not proof.breaks
