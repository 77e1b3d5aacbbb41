"""Whatever a database is like, what is proposed for it is a map that fits it."""

from hypothesis import given, settings
from hypothesis import strategies as st

from amana.domain.proposal.looks import Look, Tally
from amana.domain.proposal.proposal import propose
from amana.domain.proposal.writing import written
from amana.domain.source.fit import misfits
from amana.domain.source.parse import parse
from amana.domain.source.structure import (
    ColumnKind,
    ForeignKey,
    Structure,
    StructureColumn,
    StructureTable,
)

TABLES = [
    *["users", "customers", "staff_members", "orders", "order_lines", "invoices", "addresses"],
    *["reviews", "messages", "sessions", "products", "countries", "المرضى", "user groups"],
    *["Table", "table", "no: name #", "2024", "visits", "settings", "carts", "notes\nof"],
]
COLUMNS = [
    *["email", "phone", "full_name", "name", "password", "address", "city", "total_price"],
    *["status", "body", "created_at", "ip", "الجوال", "notes", "true", 'a "quoted": one', "dob"],
]
KEYS = ["user_id", "customer_id", "owner", "created_by", "order_id", "parent_id", "staff_member_id"]
KINDS = st.sampled_from(list(ColumnKind))


@st.composite
def structures(draw: st.DrawFn) -> Structure:
    """Draw a database: keys in circles, to themselves, of two columns, that may be null or not."""
    names = draw(st.lists(st.sampled_from(TABLES), min_size=1, max_size=5, unique=True))
    return Structure(dialect="sqlite", tables={name: draw(tables(name, names)) for name in names})


@st.composite
def tables(draw: st.DrawFn, name: str, names: list[str]) -> StructureTable:
    """Draw a table that may refer to any other."""
    own = draw(st.lists(st.sampled_from(COLUMNS), max_size=6, unique=True))
    keys = draw(st.lists(st.sampled_from(KEYS), max_size=4, unique=True))
    columns = {"id": StructureColumn(name="id", kind=ColumnKind.INTEGER, type="", nullable=False)}
    for each in own:
        columns[each] = StructureColumn(
            name=each,
            kind=draw(KINDS),
            type="",
            nullable=draw(st.booleans()),
            length=draw(st.sampled_from([None, 1, 10, 200])),
        )
    for each in keys:
        columns[each] = StructureColumn(
            name=each, kind=ColumnKind.INTEGER, type="", nullable=draw(st.booleans())
        )
    foreign = tuple(
        ForeignKey(columns=(each,), table=draw(st.sampled_from(names)), to=("id",))
        for each in keys
        if draw(st.booleans())
    )
    uniques = tuple((each,) for each in (*own, *keys) if draw(st.integers(0, 4)) == 0)
    wide: tuple[str, ...] = (keys[0], "id") if keys else ()
    primary = draw(st.sampled_from([("id",), ("id",), ("id",), wide]))
    return StructureTable(
        name=name,
        schema=None,
        columns=columns,
        primary_key=primary,
        uniques=(*uniques, ("id",)),
        foreign_keys=foreign,
    )


@st.composite
def looks(draw: st.DrawFn, structure: Structure) -> dict[str, dict[str, Tally]]:
    """Draw how the columns of some tables look."""
    found = {}
    for name, table in structure.tables.items():
        if draw(st.booleans()):
            found[name] = {each: draw(tallies()) for each in table.columns}
    return found


@st.composite
def tallies(draw: st.DrawFn) -> Tally:
    """Draw a tally."""
    looked = draw(st.sampled_from([0, 3, 40]))
    look = draw(st.sampled_from(list(Look)))
    counted = draw(st.integers(0, looked))
    return Tally(
        looked=looked,
        distinct=draw(st.integers(0, looked)),
        counts={look: counted, Look.LETTERS: looked},
    )


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_a_proposal_is_a_map_that_fits_its_database(data: st.DataObject) -> None:
    """It is read as it is written, and nothing of it differs from the database or would dangle."""
    structure = data.draw(structures())
    proposal = propose(structure, data.draw(looks(structure)), service="shop", source="shop")
    if not proposal.tables:
        return
    mapping = parse(written(proposal, lambda reason: f"{reason.why}: {dict(reason.fields)}"))
    assert not mapping.approved
    assert [(type(each).__name__, each.fields) for each in misfits(mapping, structure)] == []
