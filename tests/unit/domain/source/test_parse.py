"""A source's map is read whole or refused with all that is wrong with it."""

import pytest

from amana.domain.policy.parse import parse as parse_policy
from amana.domain.source.errors import SourceMapErrors
from amana.domain.source.model import ColumnFate, RowFate
from amana.domain.source.parse import parse

POLICY = """\
amana: 1
service: store
title: {en: "Privacy"}
controller: {name: {en: "Shop"}}
languages: [en]
data: {email: {}, name: {}}
purposes: {orders: {basis: contract, name: {en: "orders"}}}
promises: {M1: {collect: [email], for: [orders]}}
"""
MAP = """\
amana: 1
service: store
source: shop
approved: true
tables:
  customer:
    erase: delete
    person: {email: email, own: id}
    fold: [email]
    restrict: frozen
    columns:
      email: {is: email, type: email}
      name: {is: name}
    plain: [id]
  comment:
    table: shop_comment
    schema: shop
    key: [id]
    erase: change
    via:
      author: {table: customer, on: {author_id: id}, clear: true}
      mentioned: {table: customer, on: {about_id: id}, owns: false, clear: true}
    unlink:
      parent: {table: comment, on: {parent_id: id}}
    columns:
      byline: {is: name, erase: constant, value: "—", of: author}
      about: {is: name, erase: pseudonym, of: mentioned}
      body: {is: name, erase: keep, reason: "Others answered it", until: P2Y}
"""
HEAD = "amana: 1\nservice: store\nsource: shop\ntables:\n"
PEOPLE = "  customer: {erase: delete, person: {email: email}}\n"


def codes(text: str) -> list[str]:
    """Return the codes of what is wrong with the text."""
    with pytest.raises(SourceMapErrors) as raised:
        parse(text)
    return [problem.code for problem in raised.value.problems]


def test_a_map_is_read_with_its_tables_links_and_fates() -> None:
    """Tables keep the order of the file; links say whose rows are, columns what becomes of them."""
    found = parse(MAP, policy=parse_policy(POLICY, texts={}))
    assert (found.service, found.source, found.approved) == ("store", "shop", True)
    customer, comment = found.tables.values()
    assert customer.person == {"email": ("email",), "own": ("id",)}
    assert (customer.fate, customer.fold) == (RowFate.DELETE, ("email",))
    assert (comment.schema, comment.name, comment.key) == ("shop", "shop_comment", ("id",))
    author, mentioned = comment.via
    assert (author.table, author.columns, author.to) == ("customer", ("author_id",), ("id",))
    assert (author.owns, mentioned.owns) == (True, False)
    assert [column.fate for column in comment.columns] == [
        ColumnFate.CONSTANT,
        ColumnFate.PSEUDONYM,
        ColumnFate.KEEP,
    ]


def test_a_table_names_its_columns_once() -> None:
    """Each column that the map speaks of is there once, whatever it is for."""
    found = parse(MAP).tables
    assert found["customer"].named == ("email", "id", "name", "frozen")
    assert found["comment"].named == (
        "id",
        "author_id",
        "about_id",
        "parent_id",
        "byline",
        "about",
        "body",
    )
    assert found["customer"].column("name") is found["customer"].columns[1]
    assert found["customer"].column("id") is None


def test_a_kind_of_identifier_stands_in_one_column_or_in_several() -> None:
    """Each finds the person; the order of the file stays."""
    text = HEAD + "  c: {erase: delete, person: {email: [mail, billing], own: id}}\n"
    table = parse(text).tables["c"]
    assert table.person == {"email": ("mail", "billing"), "own": ("id",)}
    assert table.identifying == (("email", "mail"), ("email", "billing"), ("own", "id"))
    assert table.named == ("mail", "billing", "id")


def test_a_category_must_be_one_of_the_policy() -> None:
    """With the policy at hand what it does not declare is refused, and so is another service."""
    policy = parse_policy(POLICY.replace("name: {}", "phone: {}"), texts={})
    with pytest.raises(SourceMapErrors) as raised:
        parse(MAP, policy=policy)
    assert {problem.code for problem in raised.value.problems} == {"policy.undeclared"}
    other = parse_policy(POLICY.replace("service: store", "service: other"), texts={})
    with pytest.raises(SourceMapErrors) as raised:
        parse(MAP, policy=other)
    assert [problem.code for problem in raised.value.problems] == ["source_map.other_service"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "source_map.nothing_written"),
        ("- a", "policy.wrong_shape"),
        ("amana: 1\nservice: store\nsource: shop\n", "policy.missing_key"),
        (HEAD.replace("tables:\n", "tables: {}\n"), "policy.empty_value"),
        (HEAD + "  customer: 3\n", "policy.wrong_shape"),
        (HEAD + "  Customer!: {erase: delete, person: {email: email}}\n", "policy.wrong_id"),
        (HEAD + "  customer: {erase: vanish, person: {email: email}}\n", "policy.unknown_value"),
        (HEAD + "  customer: {erase: delete, person: {email: []}}\n", "policy.empty_value"),
        (HEAD + "  c: {erase: delete, person: {email: {a: b}}}\n", "policy.wrong_shape"),
        (HEAD + "  c: {erase: delete, person: {email: [a, a]}}\n", "policy.repeated_value"),
        (
            HEAD + PEOPLE + "  o: {erase: delete, via: {c: {table: customer}}}\n",
            "policy.missing_key",
        ),
        (
            HEAD + PEOPLE + "  o: {erase: delete, via: {c: {table: customer, on: {}}}}\n",
            "policy.empty_value",
        ),
        (
            HEAD + "  c: {erase: delete, person: {email: e}, times: {collection: {a: b}}}\n",
            "policy.wrong_shape",
        ),
        (HEAD + PEOPLE + "  o: {erase: delete, via: {c: 1}}\n", "policy.wrong_shape"),
        (HEAD + PEOPLE + "  o: {erase: delete, unlink: {c: 1}}\n", "policy.wrong_shape"),
        (
            HEAD + "  customer: {erase: delete, person: {email: email}, columns: {a: 1}}\n",
            "policy.wrong_shape",
        ),
    ],
)
def test_what_is_no_map_is_refused_at_its_place(text: str, code: str) -> None:
    """Shapes, ids and words are checked as those of a policy are."""
    assert codes(text) == [code]


@pytest.mark.parametrize(
    ("tables", "code"),
    [
        (
            PEOPLE + "  o: {erase: delete, via: {c: {table: custmer, on: {c: id}}}}\n",
            "source_map.unknown_table",
        ),
        (
            PEOPLE + "  o: {erase: delete, via: {c: {table: customer, on: {c: id}}},"
            " unlink: {u: {table: nobody, on: {u: id}}}}\n",
            "source_map.unknown_table",
        ),
        (PEOPLE + "  o: {erase: delete}\n", "source_map.unreachable"),
        (
            PEOPLE + "  a: {erase: delete, via: {b: {table: b, on: {b: id}}}}\n"
            "  b: {erase: delete, via: {a: {table: a, on: {a: id}}}}\n",
            "source_map.circle",
        ),
        (
            PEOPLE + "  a: {erase: delete, via: {p: {table: customer, on: {p: id}},"
            " up: {table: a, on: {up: id}}}}\n",
            "source_map.circle",
        ),
        (
            "  customer: {erase: delete, person: {email: email}, fold: [phone]}\n",
            "source_map.unknown_fold",
        ),
        (
            (
                "  customer: {erase: delete, person: {email: email}, plain: [name],"
                " columns: {name: {is: name}}}\n"
            ),
            "source_map.column_twice",
        ),
        (
            (
                "  customer: {erase: delete, person: {email: email}, restrict: name,"
                " columns: {name: {is: name}}}\n"
            ),
            "source_map.column_twice",
        ),
        (
            (
                "  customer: {erase: delete, person: {email: email},"
                " columns: {name: {is: name, of: who}}}\n"
            ),
            "source_map.unknown_link",
        ),
        (
            PEOPLE + "  other: {table: customer, erase: delete, person: {own: id}}\n",
            "source_map.table_twice",
        ),
        (
            "  customer: {erase: change, person: {email: email}, columns: {name: {is: name}}}\n",
            "source_map.fate_missing",
        ),
        (
            PEOPLE + "  m: {erase: delete, via: {c: {table: customer, on: {c: id}, owns: false,"
            " clear: true}}, columns: {to: {is: name, of: c}}}\n",
            "source_map.fate_missing",
        ),
        ("  customer: {erase: keep, person: {email: email}}\n", "source_map.reason_missing"),
        (
            (
                "  customer: {erase: change, person: {email: email},"
                " columns: {name: {is: name, erase: keep}}}\n"
            ),
            "source_map.reason_missing",
        ),
        (
            (
                "  customer: {erase: change, person: {email: email},"
                " columns: {name: {is: name, erase: constant}}}\n"
            ),
            "source_map.constant_misplaced",
        ),
        (
            (
                "  customer: {erase: change, person: {email: email},"
                ' columns: {name: {is: name, erase: clear, value: "x"}}}\n'
            ),
            "source_map.constant_misplaced",
        ),
        (
            PEOPLE + "  o: {erase: change, via: {c: {table: customer, on: {c: id}}}}\n",
            "source_map.would_dangle",
        ),
        (
            PEOPLE + "  o: {erase: keep, reason: Tax, via: {c: {table: customer, on: {c: id},"
            " clear: true}}}\n",
            "source_map.would_dangle",
        ),
        (
            PEOPLE
            + "  o: {erase: delete, via: {c: {table: customer, on: {c: id}, owns: false}}}\n",
            "source_map.would_dangle",
        ),
    ],
)
def test_what_cannot_be_carried_out_is_named_before_any_database_is_asked(
    tables: str, code: str
) -> None:
    """Circles, tables of nobody, columns named twice and rows left dangling are found at once."""
    assert codes(HEAD + tables) == [code]


def test_a_table_that_is_kept_as_a_whole_needs_no_word_on_each_column() -> None:
    """The table's own reason holds for all of it, beside a person who is kept as well."""
    keep = "  customer: {erase: keep, reason: Tax law, until: P10Y, person: {email: email}}\n"
    orders = (
        "  o: {erase: keep, reason: Tax law, via: {c: {table: customer, on: {c: id}}},"
        " columns: {name: {is: name}}}\n"
    )
    found = parse(HEAD + keep + orders)
    assert found.tables["o"].column("name") is not None


def test_times_name_moments_and_a_zone_that_are_known() -> None:
    """Else nothing could end by them."""
    times = "times: {someday: at}, zone: No/Where"
    table = f"  customer: {{erase: delete, person: {{email: email}}, {times}}}\n"
    assert {"source_map.unknown_moment", "source_map.unknown_zone"} <= set(codes(HEAD + table))


def test_a_column_is_kept_by_its_own_fate_or_its_rows() -> None:
    """Where rows change, only what says so stays."""
    tables = parse(MAP).tables
    assert tables["comment"].keeps("body")
    assert not tables["comment"].keeps("byline")
    assert not tables["customer"].keeps("email")
