"""The forms in which a copy is handed out: one prepared copy is written in any of them."""

from collections.abc import Iterator
from enum import StrEnum

from amana.acts.copies import csv_form, html_form, json_form
from amana.acts.copies.fetching import OpenedCopy
from amana.domain.words import Language


class CopyForm(StrEnum):
    """In which form a copy is written."""

    HTML = "html"
    """To be read and printed, in the person's language."""
    JSON = "json"
    CSV = "csv"
    PORTABLE = "portable"
    """JSON with what is the person's to take along (GDPR article 20)."""
    PORTABLE_CSV = "portable_csv"

    @property
    def media_type(self) -> str:
        """What the file is."""
        if self in {CopyForm.CSV, CopyForm.PORTABLE_CSV}:
            return csv_form.MEDIA_TYPE
        return html_form.MEDIA_TYPE if self is CopyForm.HTML else json_form.MEDIA_TYPE

    def file_name(self, service: str) -> str:
        """Return what the file is called: nothing in it is about a person."""
        what = "my-data-to-take-along" if "portable" in self.value else "my-data"
        if self in {CopyForm.CSV, CopyForm.PORTABLE_CSV}:
            return f"{service}-{what}.zip"
        return f"{service}-{what}.{'html' if self is CopyForm.HTML else 'json'}"


def written(copy: OpenedCopy, form: CopyForm, language: Language) -> Iterator[bytes]:
    """Yield the copy in this form, a bounded part of it at once. Raises ``CopyGone``."""
    portable = form in {CopyForm.PORTABLE, CopyForm.PORTABLE_CSV}
    if form in {CopyForm.CSV, CopyForm.PORTABLE_CSV}:
        return csv_form.csv_form(copy, language=language, portable=portable)
    if form is CopyForm.HTML:
        return html_form.html_form(copy, language=language)
    return json_form.json_form(copy, portable=portable)
