"""The registers of processing in the form that is asked for, to be kept as a file."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, Final

from fastapi import Response
from fastapi.responses import JSONResponse

from amana.acts.documents.processing_forms import (
    customers_csv,
    customers_html,
    register_csv,
    register_html,
)
from amana.domain.words import Language
from amana.http.printed import printed

_MARK: Final = "\ufeff"
"""By it spreadsheet programs know that the file is UTF-8."""


class RegisterForm(StrEnum):
    """Forms of a register."""

    JSON = "json"
    CSV = "csv"
    HTML = "html"


def register_answer(made: Mapping[str, Any], form: RegisterForm, language: Language) -> Response:
    """Return the register as a file of JSON or CSV, or as a page to print."""
    if form is RegisterForm.HTML:
        return printed(register_html(made, language))
    if form is RegisterForm.CSV:
        return spreadsheet(register_csv(made, language), "register-of-processing")
    return _values(made, "register-of-processing")


def customers_answer(made: Mapping[str, Any], form: RegisterForm, language: Language) -> Response:
    """Return what is done for customers in the same forms."""
    if form is RegisterForm.HTML:
        return printed(customers_html(made, language))
    if form is RegisterForm.CSV:
        return spreadsheet(customers_csv(made, language), "register-for-customers")
    return _values(made, "register-for-customers")


def spreadsheet(text: str, name: str) -> Response:
    """Return CSV as a file that spreadsheet programs read as UTF-8."""
    kind = "text/csv; charset=utf-8"
    return Response(_MARK + text, media_type=kind, headers=kept_as(name, RegisterForm.CSV))


def _values(made: Mapping[str, Any], name: str) -> Response:
    return JSONResponse(dict(made), headers=kept_as(name, RegisterForm.JSON))


def kept_as(name: str, form: StrEnum) -> dict[str, str]:
    """Return the header by which a browser keeps the answer as a file."""
    return {"content-disposition": f'attachment; filename="{name}.{form.value}"'}
