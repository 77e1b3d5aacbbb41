"""A map file is read whole or refused with all that is wrong with it."""

import json
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from amana.domain.period import Period
from amana.domain.policy.parse import parse as parse_policy
from amana.domain.record.types import ValueType
from amana.domain.record_map.errors import MapErrors
from amana.domain.record_map.model import Keyed
from amana.domain.record_map.parse import parse
from amana.domain.record_map.schema import schema

SPEC = Path(__file__).parents[4] / "spec" / "map-language.schema.json"
POLICY = """\
amana: 1
service: shop
title: {en: "Privacy"}
controller: {name: {en: "Shop"}}
languages: [en]
data: {email: {}, call: {name: {en: "calls"}}}
purposes: {orders: {basis: contract, name: {en: "orders"}}}
promises: {M1: {collect: [email], for: [orders]}}
"""
MAP = """\
amana: 1
service: shop
records:
  profile:
    key: own
    fields:
      email: {is: email, type: email}
      note: {is: email, type: text}
  recording:
    fields: {call: {is: call, type: url}}
events:
  caller_told: {within: PT2H}
"""


def test_a_map_is_read_with_its_types_fields_and_events() -> None:
    """Types keep the order of the file, and say how their records are found again."""
    found = parse(MAP, policy=parse_policy(POLICY, texts={}))
    assert found.service == "shop"
    profile = found.records["profile"]
    assert profile.keyed is Keyed.OWN
    assert [(f.id, f.category, f.type) for f in profile.fields.values()] == [
        ("email", "email", ValueType.EMAIL),
        ("note", "email", ValueType.TEXT),
    ]
    assert profile.categories(["email", "note"]) == {"email"}
    assert found.records["recording"].keyed is Keyed.NONE
    assert found.events == {"caller_told": Period(hours=2)}


@pytest.mark.parametrize(
    ("change", "code", "place"),
    [
        (("{is: email, type: email}", "{is: mail, type: email}"), "misspelled_reference", (7, 19)),
        (("type: email", "type: emial"), "misspelled_value", (7, 32)),
        (("{is: email, type: email}", "{type: email}"), "missing_key", (7, 14)),
        (("{is: email, type: email}", "email"), "wrong_shape", (7, 14)),
        (("key: own", "kee: own"), "misspelled_key", (5, 5)),
        (("  profile:", "  Pro file:"), "wrong_id", (4, 3)),
        (("      email: {is", "      E mail: {is"), "wrong_id", (7, 7)),
        (("fields: {call: {is: call, type: url}}", "key: none"), "missing_key", (10, 5)),
        (("fields: {call: {is: call, type: url}}", "fields: {}"), "empty_value", (10, 13)),
        (("fields: {call: {is: call, type: url}}", "fields: all"), "wrong_shape", (10, 13)),
        (
            ("  recording:\n    fields: {call: {is: call, type: url}}", "  recording: no"),
            "wrong_shape",
            (9, 14),
        ),
        (("within: PT2H", "within: 2h"), "wrong_value", (12, 25)),
        (("caller_told", "Caller"), "wrong_id", (12, 3)),
        (("events:", "event:"), "misspelled_key", (11, 1)),
        (("amana: 1", "amana: 2"), "wrong_value", (1, 8)),
        (("service: shop", "service: other"), "other_service", (2, 10)),
    ],
)
def test_each_mistake_has_its_place(
    change: tuple[str, str], code: str, place: tuple[int, int]
) -> None:
    """Line and column, both from 1."""
    with pytest.raises(MapErrors) as refused:
        parse(MAP.replace(*change, 1), policy=parse_policy(POLICY, texts={}))
    found = refused.value.problems[0]
    assert (found.code.partition(".")[2], found.line, found.column) == (code, *place)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "map.nothing_written"),
        ("# nothing\n", "map.nothing_written"),
        ("- a list", "policy.wrong_shape"),
        ("records: {", "policy.not_yaml"),
        ("records: &a {}", "policy.yaml_feature"),
        ("a" * 1_000_001, "policy.too_large"),
    ],
)
def test_what_is_no_map_is_refused_as_such(text: str, code: str) -> None:
    """Also what is too long, and what YAML can do that a map has no use for."""
    with pytest.raises(MapErrors) as refused:
        parse(text)
    assert refused.value.problems[0].code == code


def test_without_a_policy_any_category_may_be_named() -> None:
    """Only a policy can tell which are declared."""
    assert parse(MAP.replace("is: call", "is: anything")).records["recording"].fields
    with pytest.raises(MapErrors):
        parse(MAP.replace("is: call", "is: [a, list]"))
    with pytest.raises(MapErrors):
        parse(MAP.replace("fields: {call: {is: call, type: url}}", "fields: {call: no}"))


@given(text=st.text(alphabet=st.sampled_from("amnservicdkyfltp:{}[],- \n1?&*!#\"'|"), max_size=120))
def test_any_text_is_a_map_or_its_errors(text: str) -> None:
    """Nothing else is raised, whatever stands in the file."""
    with suppress(MapErrors):
        assert parse(text).service


def test_the_schema_in_the_specification_is_the_generated_one() -> None:
    """Run ``tools/specify.py`` after changing a form."""
    written = json.dumps(schema(), ensure_ascii=False, indent=2) + "\n"
    assert SPEC.read_text(encoding="utf-8") == written


def test_the_schema_takes_a_map_and_refuses_unknown_keys() -> None:
    """As the reader does."""
    Draft202012Validator.check_schema(schema())
    validator = Draft202012Validator(schema())
    good = {
        "amana": 1,
        "service": "shop",
        "records": {"profile": {"fields": {"email": {"is": "email", "type": "email"}}}},
        "events": {"caller_told": {"within": "PT2H"}},
    }
    assert validator.is_valid(good)
    assert not validator.is_valid(good | {"more": 1})
    assert not validator.is_valid(good | {"records": {"profile": {"key": "own"}}})
