"""A shop of twelve tables in PostgreSQL: its people, its map, and a copy for each turn."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

import sqlalchemy as sa

from amana.domain.source.model import SourceMap
from amana.domain.source.outcome import Sought
from amana.domain.source.parse import parse
from amana.storage.address import ServerAddress
from amana.storage.floor import Floor, floor, reached_floor

AREA: Final = "bench_erasure"
SHOP: Final = "bench_shop"
TURN: Final = "bench_turn"
ROWS_A_PERSON: Final = 25
TABLES: Final = (
    "customer",
    "address",
    "login",
    "visit",
    "device",
    "orders",
    "order_line",
    "payment",
    "message",
    "review",
    "reply",
    "newsletter",
)
_STEP: Final = 104_729
"""A prime: its multiples lead through all people, so that one person's rows lie far apart."""
MAP: Final = """\
amana: 1
service: bench
source: shop
approved: true
tables:
  customer:
    erase: delete
    person: {email: email}
    fold: [email]
    columns:
      email: {is: email, type: email}
      name: {is: name}
      phone: {is: phone}
  address:
    erase: delete
    via: {customer: {table: customer, on: {customer_id: id}}}
    columns: {line: {is: address}}
  login:
    erase: delete
    via: {customer: {table: customer, on: {customer_id: id}}}
    columns: {ip: {is: device}}
  visit:
    erase: delete
    via: {customer: {table: customer, on: {customer_id: id}}}
    columns: {agent: {is: device}}
  device:
    erase: delete
    via: {customer: {table: customer, on: {customer_id: id}}}
    columns: {token: {is: device}}
  orders:
    erase: change
    via: {customer: {table: customer, on: {customer_id: id}, clear: true}}
    columns:
      ship_name: {is: name, erase: pseudonym}
      phone: {is: phone, erase: constant, value: "0"}
    plain: [id, total]
  order_line:
    erase: change
    via: {order: {table: orders, on: {order_id: id}}}
    columns: {engraving: {is: note, erase: clear}}
    plain: [number, product]
  payment:
    erase: keep
    reason: Tax law
    until: P10Y
    via: {order: {table: orders, on: {order_id: id}}}
    columns: {payer: {is: name}}
  message:
    erase: delete
    via: {customer: {table: customer, on: {customer_id: id}}}
    unlink: {parent: {table: message, on: {parent_id: id}}}
    columns: {body: {is: note}}
  review:
    erase: change
    via: {customer: {table: customer, on: {customer_id: id}, clear: true}}
    columns:
      byline: {is: name, erase: pseudonym}
      body: {is: note, erase: keep, reason: Others answered it}
  reply:
    erase: change
    via:
      author: {table: customer, on: {author_id: id}, clear: true}
      review: {table: review, on: {review_id: id}, owns: false}
    columns:
      byline: {is: name, erase: pseudonym, of: author}
      named: {is: name, erase: clear, of: review}
      body: {is: note, erase: keep, reason: Others answered it}
  newsletter:
    erase: delete
    via: {customer: {table: customer, on: {email: email}}}
    columns: {email: {is: email, type: email}}
    plain: [topic]
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shop:
    """The filled shop, from which every turn gets a copy."""

    address: ServerAddress
    people: int

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Make the copy in which one turn erases, and drop it afterwards."""
        with connected(self.address, "postgres") as server:
            server.change("drop_turn")
            server.change("make_turn")
            try:
                yield
            finally:
                server.change("drop_turn")

    def some(self, first: int, count: int) -> list[Sought]:
        """Return so many people from the ``first`` on, in an order that scatters them over all."""
        places = (1 + (first + at) * _STEP % self.people for at in range(count))
        return [person(place) for place in places]


def person(number: int) -> Sought:
    """Return one of the shop's people, as a request names them."""
    return Sought(
        person=str(number),
        identifiers={"email": (f"person-{number}@mail.example",)},
        pseudonym=f"erased-{number:017}",
    )


def mapping() -> SourceMap:
    """Return the shop's map."""
    return parse(MAP)


def make_shop(address: ServerAddress, people: int) -> tuple[Shop, int]:
    """Make the shop anew and fill it; return it with the number of its rows."""
    with connected(address, "postgres") as server:
        server.change("drop_shop")
    with floor(address, database=SHOP, area=AREA) as shop:
        shop.script("tables")
        for table in TABLES:
            shop.change(f"fill_{table}", people=people, **_steps(table))
        shop.script("keys")
        shop.change("settle")
        rows = int(shop.rows("rows")[0]["count"])
    return Shop(address=address, people=people), rows


def _steps(table: str) -> dict[str, int]:
    return {} if table in {"customer", "newsletter"} else {"step": _STEP}


@contextmanager
def connected(address: ServerAddress, database: str) -> Iterator[Floor]:
    """Connect to a database that is there, each statement by itself."""
    with reached_floor(address, database=database, area=AREA) as reached:
        yield reached


def url_of(address: ServerAddress, database: str) -> str:
    """Return the address of a database as a source is given it."""
    return sa.URL.create(
        "postgresql",
        username=address.user,
        password=address.password,
        database=database,
        query={"host": address.host, "port": str(address.port)},
    ).render_as_string(hide_password=False)
