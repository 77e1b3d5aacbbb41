"""The report as one file: the policy page, with its style inside and nothing to fetch."""

from zoneinfo import ZoneInfo

from amana.acts.policy_page import PolicyPage
from amana.domain.words import Language
from amana.http.policy_layout import lay_out
from amana.http.rendering import Renderer, known_acts, static_file


def report_html(page: PolicyPage, language: Language, zone: ZoneInfo) -> str:
    """Return the report as HTML: the same facts as the page, all proofs opened."""
    layout = lay_out(page)
    return Renderer(zone=zone).text(
        "report.html",
        language,
        {
            "page": page,
            "blocks": layout.blocks,
            "unquoted_rows": layout.unquoted,
            "states": layout.states,
            "known_acts": known_acts(language),
            "sheet": static_file("amana.css").decode("utf-8"),
            "standalone": True,
        },
    )
