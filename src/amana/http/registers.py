"""The register of processing in the form that is asked for, to be kept as a file."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, Final

from fastapi import Response
from fastapi.responses import JSONResponse

from amana.acts.documents.processing_forms import register_csv, register_html
from amana.domain.words import Language
from amana.http.printed import printed

_MARK: Final = "\ufeff"
"""By it spreadsheet programs know that the file is UTF-8."""


class RegisterForm(StrEnum):
    """Forms of the register."""

    JSON = "json"
    CSV = "csv"
    HTML = "html"


def register_answer(made: Mapping[str, Any], form: RegisterForm, language: Language) -> Response:
    """Return the register as a file of JSON or CSV, or as a page to print."""
    if form is RegisterForm.HTML:
        return printed(register_html(made, language))
    name = {"content-disposition": f'attachment; filename="register-of-processing.{form.value}"'}
    if form is RegisterForm.CSV:
        text = _MARK + register_csv(made, language)
        return Response(text, media_type="text/csv; charset=utf-8", headers=name)
    return JSONResponse(dict(made), headers=name)
