"""``amana customers``: on whose instruction the service handles data of their end users."""

from collections.abc import Iterator, Mapping
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, Final

import typer

from amana.acts.act import OPERATOR, Act
from amana.acts.customers.register import (
    customers_json,
    describe_customer,
    end_customer,
    register_customer,
)
from amana.assembly import reached
from amana.cli.errors import ValueMissing
from amana.cli.help import language_of
from amana.cli.printing import Format, FormatOption, print_json, print_notice, print_text
from amana.domain.words import ENGLISH, Language
from amana.settings import load
from amana.storage.customers import DescribedCustomer, NamedCustomer
from amana.storage.database import Storage
from amana.wording.bidi import legible
from amana.wording.catalogue import say

_COMMAND: Final = "amana customers"


class Deed(StrEnum):
    """What can be done with customers."""

    LIST = "list"
    REGISTER = "register"
    DESCRIBE = "describe"
    END = "end"


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command(name="customers")(customers)


def customers(  # noqa: PLR0913 - each is an option of the command
    context: typer.Context,
    deed: Annotated[Deed, typer.Argument()],
    customer: Annotated[str | None, typer.Argument(metavar="ID")] = None,
    *,
    service: Annotated[str, typer.Option("--service", metavar="NAME")],
    name: Annotated[str | None, typer.Option("--name", metavar="WORDS")] = None,
    contact: Annotated[str | None, typer.Option("--contact", metavar="WORDS")] = None,
    instruction: Annotated[str | None, typer.Option("--instruction", metavar="WORDS")] = None,
    representative: Annotated[str | None, typer.Option("--representative", metavar="WORDS")] = None,
    officer: Annotated[str | None, typer.Option("--officer", metavar="WORDS")] = None,
    purpose: Annotated[list[str] | None, typer.Option("--purpose", metavar="ID")] = None,
    data: Annotated[Path | None, typer.Option("--data", metavar="FOLDER")] = None,
    form: FormatOption = Format.TEXT,
) -> None:
    """List the customers, those that ended too, register one, describe one, or end one.

    Whose end users people are is said by the service's program: no id of a person stands in a
    command.
    """
    language = language_of(context)
    with reached(load(data=data)) as storage:
        if deed is not Deed.LIST:
            one = _needed("ID", customer)
            with storage.work(service) as work:
                act = Act(actor=OPERATOR, work=work)
                if deed is Deed.END:
                    end_customer(act, one)
                elif deed is Deed.DESCRIBE:
                    said = DescribedCustomer(
                        representative=representative,
                        officer=officer,
                        purposes=tuple(purpose or ()),
                    )
                    describe_customer(act, one, said)
                else:
                    new = NamedCustomer(
                        id=one,
                        name=_needed("--name", name),
                        contact=_needed("--contact", contact),
                        instruction=_needed("--instruction", instruction),
                    )
                    register_customer(act, new)
            print_notice(say(f"customers.done_{deed.value}", language))
        _list(storage, service, form, language)


def _needed(name: str, value: str | None) -> str:
    if value is None:
        raise ValueMissing(command=_COMMAND, name=name)
    return value


def _list(storage: Storage, service: str, form: Format, language: Language) -> None:
    with storage.reading(service) as view:
        found = customers_json(view)
    if form is Format.JSON:
        print_json({"customers": found})
    else:
        lines = [line for each in found for line in _lines(each, language)]
        print_text("\n".join(lines) or say("customers.none", language))


def _lines(row: Mapping[str, Any], language: Language) -> Iterator[str]:
    """Yield what a customer is, and what the policy has no more of what is named for it."""
    yield say(
        "customers.line" if row["ended_at"] is None else "customers.line_ended",
        language,
        id=row["id"],
        name=legible(row["name"]),
        contact=legible(row["contact"]),
        instruction=legible(row["instruction"]),
    )
    if row["dropped"]:
        purposes = (", " if language == ENGLISH else "، ").join(row["dropped"])
        yield "  " + say("customers.dropped", language, purposes=purposes)
