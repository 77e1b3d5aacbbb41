"""Identifiers that are written otherwise than they are known, where the map says ``fold``."""

from collections.abc import Callable
from dataclasses import replace

import pytest
import sqlalchemy as sa

from amana.domain.source.outcome import Sought
from amana.domain.source.parse import parse
from amana.sources.opening import Limits, engine_of
from amana.sources.sql_source import SqlSource

MAP = """\
amana: 1
service: club
source: club
tables:
  guest:
    erase: delete
    person: {email: email, phone: phone}
    fold: [email, phone]
    columns: {note: {is: phone, type: phone}}
"""
SAM = Sought(
    person="sam",
    identifiers={"email": ("sam@mail.example",), "phone": ("+97455129999",)},
    pseudonym="erased-" + "1" * 17,
)
SAMS = [
    ("sam@mail.example ", None),
    (" SAM@Mail.Example", None),
    (None, "+974 5512 9999"),
    (None, "00974-5512-9999"),
    (None, "(+974) 5512.9999"),
]
OTHERS = [("sam@mail.example.org", "+974 5512 9990"), (None, "55129999"), (None, "9997455129999")]


@pytest.mark.promise("A23")
@pytest.mark.parametrize("dialect", ["sqlite", "postgresql"])
def test_a_person_is_found_however_they_are_written(
    dialect: str, new_url: Callable[[str], str]
) -> None:
    """Rows with blanks, hyphens and 00 go; a number without its country may be another's."""
    url = new_url(dialect)
    lie_in = {None: "public"} if dialect == "postgresql" else {}
    engine = engine_of(url, Limits()).execution_options(schema_translate_map=lie_in)
    known = sa.MetaData()
    texts = [sa.Column(name, sa.String(40)) for name in ("email", "phone", "note")]
    key = sa.Column("id", sa.Integer, primary_key=True, autoincrement=False)
    guest = sa.Table("guest", known, key, *texts)
    with engine.begin() as connection:
        known.create_all(connection)
        rows = [
            {"id": at, "email": email, "phone": phone, "note": None}
            for at, (email, phone) in enumerate([*SAMS, *OTHERS])
        ]
        written = {"id": 99, "email": None, "phone": None, "note": "+974 5512 9999"}
        connection.execute(guest.insert(), [*rows, written])
    source = SqlSource(url, replace(parse(MAP), approved=True))
    assert [each.found for each in source.left([SAM])] == [len(SAMS) + 1]
    assert source.erase([SAM]).tables[0].deleted == len(SAMS)
    with engine.connect() as connection:
        assert [row.phone for row in connection.execute(sa.select(guest).order_by(guest.c.id))] == [
            *(phone for _, phone in OTHERS),
            None,
        ]
    assert [each.found for each in source.left([SAM])] == [1]
