"""A club's membership service that answers Amana's signed questions. Python's library alone.

    AMANA_SECRET=whsec_… python service.py club.db

Prints the port that it listens on, on this machine. The contract: docs/reference/http-source.md.
"""

import base64
import binascii
import hashlib
import hmac
import json
import os
import sqlite3
import sys
import time
from contextlib import closing
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Final

TOLERANCE: Final = 300
LONGEST: Final = 16 * 1024 * 1024
TABLES: Final = """
create table if not exists member (id integer primary key, email text, name text, frozen integer);
create table if not exists visit (id integer primary key, member_id integer, place text, at text);
create table if not exists receipt (id integer primary key, buyer text, total text);
create table if not exists invite (id integer primary key, member_id integer, guest text);
"""
MEMBERS: Final = "select id from member where lower(email) in (select value from json_each(?))"
VISITS: Final = f"select id from visit where member_id in ({MEMBERS})"  # noqa: S608 - its own words
RECEIPTS: Final = "select id from receipt where lower(buyer) in (select value from json_each(?))"
INVITES: Final = f"select id from invite where member_id in ({MEMBERS})"  # noqa: S608 - its own words
GUESTS: Final = "select id from invite where lower(guest) in (select value from json_each(?))"
OWN: Final = {
    "member": (MEMBERS, "delete"),
    "visit": (VISITS, "change"),
    "receipt": (RECEIPTS, "keep"),
    "invite": (INVITES, "delete"),
}
DATA: Final = {
    "member": ("email", "name"),
    "visit": ("place",),
    "receipt": ("buyer",),
    "invite": ("guest",),
}
CATEGORIES: Final = {
    "email": {"member": "email", "invite": "guest"},
    "name": {"member": "name"},
    "place": {"visit": "place"},
}
"""In which columns what is of each category of the policy stands; what is kept is in none."""
MOMENTS: Final = {"visit": {"collection": "at"}}
"""Of tables whose rows end by age, the columns that say when a moment came: texts in UTC."""
WHY: Final = {"reason": "Tax law", "until": "P10Y"}
"""Whose rows are whose, and what an erasure does to them: this service knows it itself."""


def emails(person: dict[str, Any]) -> str:
    """Return a person's addresses, folded, as SQLite reads a list."""
    return json.dumps([each.lower() for each in person["identifiers"].get("email", [])])


def columns(asked: dict[str, Any]) -> dict[str, list[str]]:
    """Return by table the columns of the categories that a question names."""
    named: dict[str, list[str]] = {}
    for each in asked["categories"]:
        for table, column in CATEGORIES.get(each, {}).items():
            named.setdefault(table, []).append(column)
    return named


def theirs(table: str, named: list[str]) -> str:
    """Return the condition of somebody's rows with a value in one of these columns."""
    full = " or ".join(f"coalesce({column}, '') <> ''" for column in named)
    return f"id in ({OWN[table][0]}) and ({full})"


def find(data: sqlite3.Connection, asked: dict[str, Any]) -> dict[str, Any]:
    """Count the rows that are the persons'; of some categories alone those with such a value."""
    tables = []
    if "categories" in asked:
        for table, named in columns(asked).items():
            query = f"select id from {table} where {theirs(table, named)}"  # noqa: S608
            who = [(emails(each),) for each in asked["persons"]]
            rows = {row for each in who for row in data.execute(query, each)}
            counts = {"found": len(rows), "own": len(rows)}
            tables.append({"table": table, "fate": "change", **counts})
        return {"tables": tables}
    for table, (query, fate) in OWN.items():
        rows = {row for each in asked["persons"] for row in data.execute(query, (emails(each),))}
        tables.append({"table": table, "fate": fate, "found": len(rows), "own": len(rows)})
    return {"tables": tables}


def left(data: sqlite3.Connection, asked: dict[str, Any]) -> dict[str, Any]:
    """Look again for the identifiers themselves: also in rows of others, to which no way leads."""
    tables = [each for each in find(data, asked)["tables"] if each["found"]]
    if "email" in asked.get("categories", ["email"]):
        who = [(emails(each),) for each in asked["persons"]]
        named = {row for each in who for row in data.execute(GUESTS, each)}
        tables = [each for each in tables if each["table"] != "invite" or not named]
        if named:
            tables.append({"table": "invite", "fate": "delete", "found": len(named), "own": 0})
    return {"tables": tables}


def copy(data: sqlite3.Connection, asked: dict[str, Any]) -> list[dict[str, Any]]:
    """Return each row with what it holds about the person."""
    return [
        {"person": each["person"], "table": table, "values": dict(zip(columns, row, strict=True))}
        for each in asked["persons"]
        for table, columns in DATA.items()
        for row in data.execute(
            f"select {', '.join(columns)} from {table} where id in ({OWN[table][0]})",  # noqa: S608
            (emails(each),),
        )
    ]


def correct(data: sqlite3.Connection, asked: dict[str, Any]) -> dict[str, Any]:
    """Set columns in the persons' own rows."""
    changes = 0
    for each in asked["corrections"]:
        if each["column"] not in DATA.get(each["table"], ()):
            return {"state": "refused", "why": "unknown_column"}
        statement = (
            f"update {each['table']} set {each['column']} = ?"  # noqa: S608 - both are known
            f" where id in ({OWN[each['table']][0]})"
        )
        person = emails(asked["persons"][0])
        changes += data.execute(statement, (each["value"], person)).rowcount
    return {"changes": changes}


def restrict(data: sqlite3.Connection, asked: dict[str, Any]) -> dict[str, Any]:
    """Mark the members as only to be kept, or take the mark off."""
    statement = f"update member set frozen = ? where id in ({MEMBERS})"  # noqa: S608
    values = [(asked["on"], emails(each)) for each in asked["persons"]]
    return {"changes": sum(data.execute(statement, each).rowcount for each in values)}


def erase(data: sqlite3.Connection, asked: dict[str, Any]) -> dict[str, Any]:
    """Erase the persons. Asked again it finds nothing more to do, and says so."""
    gone = changed = invites = 0
    kept: dict[str, int] = {}
    for each in asked["persons"]:
        who = (emails(each),)
        if receipts := len(data.execute(RECEIPTS, who).fetchall()):
            kept[each["person"]] = receipts
        changed += data.execute(
            f"update visit set place = ?, member_id = null where id in ({VISITS})",  # noqa: S608
            (each["pseudonym"], *who),
        ).rowcount
        invites += data.execute(f"delete from invite where id in ({INVITES})", who).rowcount  # noqa: S608
        gone += data.execute(f"delete from member where id in ({MEMBERS})", who).rowcount  # noqa: S608
    return {
        "tables": [
            {"table": "member", "deleted": gone},
            {"table": "visit", "changed": changed},
            {"table": "invite", "deleted": invites},
            {
                "table": "receipt",
                "kept": sum(kept.values()),
                "kept_of": kept,
                **(WHY if kept else {}),
            },
        ]
    }


def erase_part(data: sqlite3.Connection, asked: dict[str, Any]) -> dict[str, Any]:
    """Empty the columns of the categories that are named, and leave all else as it is.

    By its address a member is found: it goes last.
    """
    tables = []
    for table, named in sorted(columns(asked).items(), reverse=True):
        empty = ", ".join(f"{column} = ''" for column in named)
        statement = f"update {table} set {empty} where {theirs(table, named)}"  # noqa: S608
        changed = sum(
            data.execute(statement, (emails(each),)).rowcount for each in asked["persons"]
        )
        tables.append({"table": table, "changed": changed})
    return {"tables": tables}


def over(asked: dict[str, Any]) -> tuple[str, list[str]]:
    """Return the condition of rows that are over: of each clause one bound holds.

    Raises ``KeyError`` for a table or a moment that this service does not know.
    """
    known = MOMENTS[asked["table"]]
    clauses, values = [], []
    for clause in asked["over"]:
        clauses.append(" or ".join(f"at.{known[each['moment']]} <= ?" for each in clause))
        values += [each["latest"] for each in clause]
    return " and ".join(f"({each})" for each in clauses), values


def visits_over(data: sqlite3.Connection, asked: dict[str, Any]) -> tuple[list[Any], list[Any]]:
    """Return the visits that are over and still say where, the oldest first, and those held."""
    condition, values = over(asked)
    rows = data.execute(
        "select at.id, at.at, at.member_id from visit at"  # noqa: S608 - names of this service
        f" where at.place is not null and {condition} order by at.at",
        values,
    ).fetchall()
    held = {row for each in asked["held"] for (row,) in data.execute(MEMBERS, (emails(each),))}
    return [row for row in rows if row[2] not in held], [row for row in rows if row[2] in held]


def due(data: sqlite3.Connection, asked: dict[str, Any]) -> dict[str, Any]:
    """Count what is over by its age, and what of that stays by a hold."""
    try:
        free, held = visits_over(data, asked)
    except KeyError:
        return {"state": "refused", "why": "no_clock"}
    said: dict[str, Any] = {"due": len(free), "held": len(held)}
    if free:
        said["over_s"] = seconds_over(asked, free[0][1])
    return said


def seconds_over(asked: dict[str, Any], came: str) -> int:
    """Return for how long a visit is over: the least of its clauses, of each the longest."""
    at = datetime.fromisoformat(came)
    lengths = [
        max(datetime.fromisoformat(each["latest"]) - at for each in clause)
        for clause in asked["over"]
    ]
    return max(0, int(min(lengths).total_seconds()))


def end_due(data: sqlite3.Connection, asked: dict[str, Any]) -> dict[str, Any]:
    """Forget of some visits that are over where they were and whose."""
    try:
        free, _ = visits_over(data, asked)
    except KeyError:
        return {"state": "refused", "why": "no_clock"}
    some = [(row[0],) for row in free[: asked["at_most"]]]
    data.executemany("update visit set place = null, member_id = null where id = ?", some)
    return {"ended": len(some)}


ACTS: Final = {
    "find": find,
    "left": left,
    "correct": correct,
    "restrict": restrict,
    "erase": erase,
    "erase_part": erase_part,
    "due": due,
    "end_due": end_due,
}


def answer(path: str, body: bytes) -> bytes:
    """Return the answer to a question whose signature held: all of an act in one transaction."""
    asked = json.loads(body)
    head = {"amana": 1, "act": asked["act"], "state": "done"}
    with closing(sqlite3.connect(path)) as data, data:
        if asked["act"] == "copy":
            rows = copy(data, asked)
            lines = [{**head, "rows": len(rows)}, *rows]
            return "".join(f"{json.dumps(each)}\n" for each in lines).encode()
        act = ACTS.get(asked["act"])
        said = {"state": "refused", "why": "unknown_act"} if act is None else act(data, asked)
        return json.dumps({**head, **said}).encode()


def signature(key: bytes, name: str, seconds: str, body: bytes) -> str:
    """Return a signature of Standard Webhooks."""
    mac = hmac.digest(key, f"{name}.{seconds}.".encode() + body, hashlib.sha256)
    return "v1," + base64.b64encode(mac).decode()


class Questions(BaseHTTPRequestHandler):
    """Takes signed questions; all else is refused without a word."""

    path_to_data = ""
    key = b""

    def do_POST(self) -> None:
        """Check the signature, answer, and sign the answer for this question alone."""
        length = int(self.headers.get("content-length", "0"))
        body = self.rfile.read(length) if 0 < length <= LONGEST else b""
        name = self.headers.get("webhook-id", "")
        if not body or not self.signed(name, body):
            self.send_error(401)
            return
        said = answer(self.path_to_data, body)
        seconds, receipt = str(int(time.time())), f"receipt-{name}"
        self.send_response(200)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(said)))
        self.send_header("webhook-id", receipt)
        self.send_header("webhook-timestamp", seconds)
        self.send_header("webhook-signature", signature(self.key, receipt, seconds, said))
        self.end_headers()
        self.wfile.write(said)

    def signed(self, name: str, body: bytes) -> bool:
        """Tell whether the question is signed, a short while ago."""
        seconds = self.headers.get("webhook-timestamp", "")
        given = self.headers.get("webhook-signature", "").split(" ")
        wanted = signature(self.key, name, seconds, body)
        lately = seconds.isdecimal() and abs(time.time() - int(seconds)) <= TOLERANCE
        return lately and any(hmac.compare_digest(wanted, each) for each in given)

    def log_message(self, *_: object) -> None:
        """Say nothing: an address of a person could stand in it."""


def main() -> None:
    """Serve until the end."""
    try:
        key = base64.b64decode(os.environ["AMANA_SECRET"].removeprefix("whsec_"), validate=True)
    except (KeyError, binascii.Error):
        sys.exit("AMANA_SECRET is to be whsec_ and the secret in base64")
    Questions.path_to_data, Questions.key = sys.argv[1], key
    with closing(sqlite3.connect(Questions.path_to_data)) as data:
        data.executescript(TABLES)
    with ThreadingHTTPServer(("127.0.0.1", 0), Questions) as server:
        print(server.server_address[1], flush=True)
        server.serve_forever()


if __name__ == "__main__":
    main()
