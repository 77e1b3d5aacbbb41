"""Measure how often numbers that are none are taken for card numbers (decision record 0155).

    python tools/card_rates.py [--numbers 100000] [--seed 7]

Prints, for each kind of number, how many of a hundred random ones would be cut in free text.
"""

import argparse
import random  # noqa: TID251 - a measurement that can be repeated needs a seed
import sys
from collections.abc import Callable, Mapping
from typing import Final

from amana.domain.record.cards import holds_card

Draw = random.Random


def _digits(draw: Draw, count: int) -> str:
    return "".join(draw.choices("0123456789", k=count))


def _solid(count: int) -> Callable[[Draw], str]:
    return lambda draw: _digits(draw, count)


def _mobile(draw: Draw) -> str:
    code, size = draw.choice(
        (("974", 8), ("966", 9), ("971", 9), ("20", 10), ("49", 11), ("44", 10))
    )
    return f"{draw.choice(('+', '00', ''))}{code} {_digits(draw, size)}"


def _order(draw: Draw) -> str:
    return f"ORD-{draw.randint(2015, 2035)}-{_digits(draw, 8)}"


def _prices(draw: Draw) -> str:
    return ", ".join(str(draw.randint(1, 99) * 100) for _ in range(6))


def _days(draw: Draw) -> str:
    days = (
        f"{draw.randint(1, 28):02}-{draw.randint(1, 12):02}-{draw.randint(2015, 2035)}"
        for _ in "ab"
    )
    return " - ".join(days)


def _egyptian(draw: Draw) -> str:
    year, month, day = draw.randint(0, 99), draw.randint(1, 12), draw.randint(1, 28)
    born = f"{draw.choice('23')}{year:02}{month:02}{day:02}"
    return f"{born}{draw.randint(1, 35):02}{_digits(draw, 5)}"


KINDS: Final[Mapping[str, Callable[[Draw], str]]] = {
    **{f"{count} random digits": _solid(count) for count in (*range(12, 21), 24)},
    "telephone numbers": _mobile,
    "order numbers with a year": _order,
    "six prices in a list": _prices,
    "two dates": _days,
    "Egyptian identity numbers": _egyptian,
}


def main() -> int:
    """Print a line for each kind."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--numbers", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=7)
    given = parser.parse_args()
    draw = Draw(given.seed)
    for kind, make in KINDS.items():
        taken = sum(holds_card(make(draw)) for _ in range(given.numbers))
        print(f"{kind:<28} {100 * taken / given.numbers:6.2f} %")  # noqa: T201 - what it is for
    return 0


if __name__ == "__main__":
    sys.exit(main())
