"""The report: what the policy page shows, as text, as JSON, or as a page in one file."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final
from zoneinfo import ZoneInfo

from amana.acts.policy_page import PolicyPage
from amana.domain.words import Language
from amana.http.reports.facts import report_json
from amana.http.reports.html import report_html
from amana.http.reports.text import report_text

__all__ = ["MEDIA", "ReportForm", "report_text", "write_report"]


class ReportForm(StrEnum):
    """What the report is written as."""

    TEXT = "text"
    JSON = "json"
    HTML = "html"


MEDIA: Final[Mapping[ReportForm, str]] = {
    ReportForm.TEXT: "text/plain; charset=utf-8",
    ReportForm.JSON: "application/json",
    ReportForm.HTML: "text/html; charset=utf-8",
}


def write_report(page: PolicyPage, form: ReportForm, language: Language, zone: ZoneInfo) -> str:
    """Return the report, without a line feed at its end: alike for the server and the program."""
    if form is ReportForm.JSON:
        return report_json(page)
    if form is ReportForm.HTML:
        return report_html(page, language, zone)
    return report_text(page, language, zone)
