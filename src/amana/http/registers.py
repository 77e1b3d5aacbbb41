"""Registers of processing and released tables in the form that is asked for, kept as files."""

from collections.abc import Mapping
from enum import StrEnum
from itertools import chain
from typing import Any, Final

from fastapi import Response
from fastapi.responses import JSONResponse, StreamingResponse

from amana.acts.aggregates.showing import release_csv
from amana.acts.documents.processing_forms import (
    customers_csv,
    customers_html,
    register_csv,
    register_html,
)
from amana.domain.words import Language
from amana.http.printed import printed
from amana.storage.aggregates import ReleaseRow

_MARK: Final = "\ufeff"
"""By it spreadsheet programs know that the file is UTF-8."""
_CSV: Final = "text/csv; charset=utf-8"


class RegisterForm(StrEnum):
    """Forms of a register."""

    JSON = "json"
    CSV = "csv"
    HTML = "html"


class TableForm(StrEnum):
    """Forms of a released table of figures."""

    JSON = "json"
    CSV = "csv"


def register_answer(made: Mapping[str, Any], form: RegisterForm, language: Language) -> Response:
    """Return the register as a file of JSON or CSV, or as a page to print."""
    if form is RegisterForm.HTML:
        return printed(register_html(made, language))
    if form is RegisterForm.CSV:
        return _spreadsheet(register_csv(made, language), "register-of-processing")
    return _values(made, "register-of-processing")


def customers_answer(made: Mapping[str, Any], form: RegisterForm, language: Language) -> Response:
    """Return what is done for customers in the same forms."""
    if form is RegisterForm.HTML:
        return printed("".join(customers_html(made, language)))
    if form is RegisterForm.CSV:
        name = "register-for-customers"
        lines = chain([_MARK], customers_csv(made, language))
        return StreamingResponse(lines, media_type=_CSV, headers=_kept_as(name, form))
    return _values(made, "register-for-customers")


def table_answer(row: ReleaseRow, form: TableForm) -> Response:
    """Return a released table of figures as a file, each time the same bytes."""
    if form is TableForm.CSV:
        return _spreadsheet(release_csv(row), row.name)
    headers = _kept_as(row.name, form)
    return Response(row.content, media_type="application/json", headers=headers)


def _spreadsheet(text: str, name: str) -> Response:
    return Response(_MARK + text, media_type=_CSV, headers=_kept_as(name, RegisterForm.CSV))


def _values(made: Mapping[str, Any], name: str) -> Response:
    return JSONResponse(dict(made), headers=_kept_as(name, RegisterForm.JSON))


def _kept_as(name: str, form: StrEnum) -> dict[str, str]:
    return {"content-disposition": f'attachment; filename="{name}.{form.value}"'}
