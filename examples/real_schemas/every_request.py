"""Run every kind of request for one person through a database that ``build.py`` made.

``every_request.py NAME DATABASE EMAIL``: run by the Python in which Amana is installed; NAME is
``oscar`` or ``appointment``, whose reviewed map is used. It erases: take a database of no worth.
One with a password belongs in the variable ``DATABASE``.
"""

import argparse
import os
import secrets
from pathlib import Path

from amana.domain.source.outcome import Correction, Sought
from amana.domain.source.parse import parse
from amana.domain.source.values import PSEUDONYM_LENGTH
from amana.sources.errors import CannotRestrict
from amana.sources.sql_source import SqlSource

EXAMPLES = Path(__file__).parents[1]


def run(source, person):
    """Find, copy, correct, restrict and erase, and look what is left."""
    for each in source.find([person]):
        if each.found:
            print(f"found    {each.table}: {each.found}, {each.own} their own, to be: {each.fate}")
    rows = list(source.copy([person]))
    print(f"copied   {len(rows)} rows with {sum(len(row.values) for row in rows)} values")
    new = Correction(table="auth_user", column="first_name", value="نورة")
    print(f"correct  {source.correct(person, [new])} row")
    try:
        print(f"restrict {source.restrict([person]).rows} rows")
    except CannotRestrict as refused:
        print(f"restrict refused: {refused}")
    done = source.erase([person])
    for each in done.tables:
        if each.deleted or each.changed or each.kept:
            kept = f", kept {each.kept} ({each.reason}, {each.until})" if each.kept else ""
            print(f"erased   {each.table}: deleted {each.deleted}, changed {each.changed}{kept}")
    print(f"read     back {done.read_back} times; left over: {len(source.left([person]))} tables")


def main():
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("name", choices=("oscar", "appointment"))
    parser.add_argument("database", nargs="?", default=os.environ.get("DATABASE"))
    parser.add_argument("email")
    chosen = parser.parse_args()
    if chosen.database is None:
        parser.error("give the database's address, or set DATABASE")
    mapping = parse((EXAMPLES / chosen.name / "map.yaml").read_text(encoding="utf-8"))
    person = Sought(
        person="example",
        identifiers={"email": (chosen.email,)},
        pseudonym=secrets.token_hex(PSEUDONYM_LENGTH // 2),
    )
    run(SqlSource(chosen.database, mapping), person)


if __name__ == "__main__":
    main()
