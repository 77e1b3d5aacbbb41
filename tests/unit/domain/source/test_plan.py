"""A request goes through the tables in an order that their references allow."""

from amana.domain.source.model import Link, RowFate, SourceMap, SourceTable
from amana.domain.source.plan import deletion_order, find_order, ordered


def table(name: str, *to: str, fate: RowFate = RowFate.DELETE) -> SourceTable:
    """Return a table whose links lead to the others."""
    links = tuple(Link(id=f"l{i}", table=o, columns=(o,), to=("id",)) for i, o in enumerate(to))
    return SourceTable(id=name, name=name, fate=fate, via=links)


def mapping(*tables: SourceTable) -> SourceMap:
    """Return a map of the tables."""
    return SourceMap(service="s", source="d", tables={each.id: each for each in tables})


def test_rows_are_found_after_those_that_lead_to_them() -> None:
    """Whatever order the file has, a table follows all that its links lead to."""
    found = find_order(mapping(table("c", "b", "a"), table("b", "a"), table("a")).tables)
    assert [each.id for each in found] == ["a", "b", "c"]


def test_rows_are_deleted_before_those_that_they_refer_to() -> None:
    """A reference that the database keeps counts as much as a link; what stays is left out."""
    kept = table("kept", "a", fate=RowFate.KEEP)
    whole = mapping(table("a"), table("b", "a"), table("x"), kept)
    assert set(deletion_order(whole, {})) == {"a", "b", "x"}
    order = deletion_order(whole, {"b": ["x"], "x": ["a", "x", "kept"]})
    assert order == ("b", "x", "a")


def test_keys_in_a_circle_leave_the_order_of_the_links() -> None:
    """Only a database that looks when all is done can delete such rows."""
    whole = mapping(table("a"), table("b", "a"))
    assert deletion_order(whole, {"a": ["b"]}) == ("b", "a")


def test_what_follows_a_circle_is_left_out() -> None:
    """An order is given only for what has one."""
    assert ordered({"a": (), "b": ["c"], "c": ["b"], "d": ["c"]}) == ("a",)
