"""``amana documents``: what a law asks a service to have in writing, made from what is in force."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from amana.acts.documents.processing import register_for_customers, register_of_processing
from amana.acts.documents.processing_forms import (
    customers_csv,
    customers_html,
    register_csv,
    register_html,
)
from amana.assembly import reached
from amana.cli.help import language_of
from amana.cli.printing import print_json, print_part, print_text
from amana.settings import load


class Document(StrEnum):
    """Which document is wanted."""

    REGISTER = "register"
    FOR_CUSTOMERS = "register-for-customers"


class DocumentForm(StrEnum):
    """Forms of a document."""

    HTML = "html"
    CSV = "csv"
    JSON = "json"


def documents(
    context: typer.Context,
    document: Annotated[Document, typer.Argument()],
    *,
    service: Annotated[str, typer.Option("--service", metavar="NAME")],
    data: Annotated[Path | None, typer.Option("--data", metavar="FOLDER")] = None,
    form: Annotated[DocumentForm, typer.Option("--format")] = DocumentForm.HTML,
) -> None:
    """Print a register of processing: the service's own, or that of what it does for customers."""
    own = document is Document.REGISTER
    language = language_of(context)
    with reached(load(data=data)) as storage, storage.reading(service) as view:
        made = register_of_processing(view) if own else register_for_customers(view)
    if form is DocumentForm.JSON:
        print_json(made)
    elif own:
        written = register_csv if form is DocumentForm.CSV else register_html
        print_text(written(made, language).rstrip("\r\n"))
    else:
        parts = customers_csv if form is DocumentForm.CSV else customers_html
        for part in parts(made, language):
            print_part(part)


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("documents")(documents)
