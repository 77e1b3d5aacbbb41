"""What commands print: results as text or JSON, in the language of who reads them."""

import json
import sys
from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Annotated, TypeAlias

import typer

from amana.wording.bidi import legible

Json: TypeAlias = bool | int | float | str | Sequence["Json"] | Mapping[str, "Json"] | None
"""What a command may print as JSON."""


class Format(StrEnum):
    """The forms in which most commands print their result."""

    TEXT = "text"
    JSON = "json"


FormatOption: TypeAlias = Annotated[Format, typer.Option("--format")]
"""The option ``--format text|json``, alike in every command that has just these two."""


def print_json(value: Json) -> None:
    """Print a value as JSON: Arabic stays legible, and no sign steers a terminal."""
    print_text(legible(json.dumps(value, ensure_ascii=False, indent=2), lines=True))


def print_text(text: str) -> None:
    """Print a result to standard output, with a line feed, at once."""
    print(text, flush=True)


def print_part(text: str) -> None:
    """Print a part of a long result as it is: the rest follows."""
    print(text, end="")


def print_notice(text: str) -> None:
    """Print a message for the person at the terminal to standard error, apart from the result."""
    print(text, file=sys.stderr, flush=True)
