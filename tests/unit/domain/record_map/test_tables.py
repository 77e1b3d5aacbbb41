"""The ``tables`` section of a map: strict, with line and column."""

import pytest

from amana.domain.policy.errors import PolicyErrors
from amana.domain.policy.parse import parse as parse_policy
from amana.domain.record.types import ValueType
from amana.domain.record_map.parse import parse
from amana.domain.record_map.table_forms import tables_schema

MAP = """\
amana: 1
service: shop
tables:
  customers:
    person: id
    table: "Customers of ours"
    schema: shop
    record: id
    occasion: came_by
    plain: [price, currency]
    columns:
      mail: {is: email, type: email}
      عمود: {is: name}
    consent: {news: agreed}
    objection: {quality: left}
"""


def _problems(text: str) -> list[tuple[str, int]]:
    with pytest.raises(PolicyErrors) as caught:
        parse(text)
    return [(problem.code, problem.line) for problem in caught.value.problems]


def test_a_table_is_read_whole() -> None:
    """Names stay as they are written, in whatever script."""
    table = parse(MAP).tables["customers"]
    assert (table.schema, table.name, table.person) == ("shop", "Customers of ours", "id")
    assert [(c.name, c.category, c.type) for c in table.columns] == [
        ("mail", "email", ValueType.EMAIL),
        ("عمود", "name", ValueType.TEXT),
    ]
    assert (table.consent, table.objection) == ({"news": "agreed"}, {"quality": "left"})
    assert table.named == ("mail", "عمود", "id", "price", "currency", "came_by", "agreed", "left")
    bare = "amana: 1\nservice: shop\ntables:\n  t: {person: id, columns: {a: {is: name}}}\n"
    assert parse(bare).tables["t"].schema == "public"


def test_what_is_wrong_is_told_by_its_line() -> None:
    """A table without columns, a column without a category, names that the database would cut."""
    head = "amana: 1\nservice: shop\ntables:\n"
    assert _problems(head + "  t: 5\n") == [("policy.wrong_shape", 4)]
    assert _problems(head + "  t: {person: id}\n") == [("policy.missing_key", 4)]
    assert _problems(head + "  t: {person: id, columns: {}}\n") == [("policy.empty_value", 4)]
    assert _problems(head + "  t: {person: id, columns: {a: x}}\n") == [("policy.wrong_shape", 4)]
    assert _problems(head + "  t: {columns: {a: {is: name}}}\n") == [("policy.missing_key", 4)]
    assert _problems(head + "  T: {person: id, columns: {a: {is: name}}}\n") == [
        ("policy.wrong_id", 4)
    ]
    long = "ع" * 40
    wrong = head + f"  t: {{person: {long}, columns: {{a: {{is: name}}}}}}\n"
    assert _problems(wrong) == [("policy.wrong_value", 4)]
    assert _problems(head + "  t: {person: id, columns: {a: {}}, consent: {n: []}}\n") == [
        ("policy.missing_key", 4),
        ("policy.wrong_shape", 4),
    ]


def test_the_section_has_a_schema() -> None:
    """For editors: what may stand in a table, and what must."""
    table = tables_schema()["additionalProperties"]
    assert isinstance(table, dict)
    assert table["required"] == ["person", "columns"]


def test_a_choice_of_a_purpose_that_the_policy_does_not_declare_is_refused() -> None:
    """As is a category: both are named with what is declared."""
    policy = parse_policy(POLICY, texts={})
    both = MAP.replace("news:", "orders:").replace("quality:", "orders:")
    assert "customers" in parse(both, policy=policy).tables
    with pytest.raises(PolicyErrors) as caught:
        parse(MAP.replace("news:", "orders:"), policy=policy)
    assert [problem.fields["value"] for problem in caught.value.problems] == ["quality"]


POLICY = """\
amana: 1
service: shop
title: {ar: "إشعار", en: "Notice"}
controller: {name: {ar: "متجر", en: "Store"}, email: privacy@example.org}
languages: [ar, en]
data: {email: {}, name: {}}
purposes: {orders: {is: "dpv:ServiceProvision", basis: contract}}
promises:
  M1: {collect: email, for: orders}
"""
