"""The same erasure by hand: by the statements of one who knows the shop, and row by row."""

from collections.abc import Sequence
from typing import Any, Final, TypeAlias

from amana.cli.benchmarks.sources.shop import TURN, connected
from amana.domain.source.outcome import Sought
from amana.storage.address import ServerAddress
from amana.storage.floor import Floor

Row: TypeAlias = dict[str, Any]
_FIND: Final = ("find_customers", "find_orders", "find_reviews", "know_keys")
_CHANGE: Final = (
    "unlink_messages",
    "change_orders",
    "change_lines",
    "change_reviews",
    "change_replies",
    "change_named",
)
_DELETE: Final = tuple(
    f"delete_{table}"
    for table in ("address", "login", "visit", "device", "message", "newsletter", "customer")
)
_OF_CUSTOMER: Final = ("address", "login", "visit", "device")


def by_sets(address: ServerAddress, persons: Sequence[Sought], *, read_back: bool) -> int:
    """Erase them in one transaction by set statements; return how many rows were changed.

    The floor: it reads no structure, checks no map, and proves nothing but, where ``read_back``,
    that by a second look after the commit nothing is left.
    """
    with connected(address, TURN) as shop:
        shop.change("begin")
        shop.change("given")
        shop.change(
            "give",
            emails=[_email(person) for person in persons],
            pseudonyms=[person.pseudonym for person in persons],
        )
        for name in _FIND:
            shop.change(name)
        done = sum(shop.change(name) for name in (*_CHANGE, *_DELETE))
        shop.change("commit")
        if read_back and shop.rows("read_back")[0]["count"]:
            raise AssertionError
        return done


def row_by_row(address: ServerAddress, persons: Sequence[Sought]) -> int:
    """Erase them one after another, each row by its key, by a statement and a commit of its own.

    This is how the best open tool goes about it. Return how many rows were changed.
    """
    with connected(address, TURN) as shop:
        return sum(_one_person(shop, person) for person in persons)


def _one_person(shop: Floor, person: Sought) -> int:
    """Erase one person."""
    email, pseudonym = _email(person), person.pseudonym
    customer = shop.rows("row_customer", email=email)[0]["id"]

    def each(found: str, change: str, **by: object) -> int:
        rows = shop.rows(found, **by)
        return sum(shop.change(change, **row, **_named(change, pseudonym)) for row in rows)

    done = 0
    for message in shop.rows("row_message", customer=customer):
        done += each("row_answer", "row_change_answer", message=message["id"])
    done += each("row_message", "row_delete_message", customer=customer)
    for order in shop.rows("row_order", customer=customer):
        done += each("row_order_line", "row_change_order_line", order=order["id"])
    done += each("row_order", "row_change_order", customer=customer)
    for review in shop.rows("row_review", customer=customer):
        done += each("row_named", "row_change_named", review=review["id"])
    done += each("row_review", "row_change_review", customer=customer)
    done += each("row_reply", "row_change_reply", customer=customer)
    for table in _OF_CUSTOMER:
        done += each(f"row_{table}", f"row_delete_{table}", customer=customer)
    done += each("row_newsletter", "row_delete_newsletter", email=email)
    return done + shop.change("row_delete_customer", id=customer)


def _named(change: str, pseudonym: str) -> dict[str, str]:
    named = change in {"row_change_order", "row_change_review", "row_change_reply"}
    return {"pseudonym": pseudonym} if named else {}


def _email(person: Sought) -> str:
    return person.identifiers["email"][0]
