"""Both languages say the same things, and the pages ask for nothing that is not there."""

import re
import string
from pathlib import Path

from services_app.speaking import speaking

TEMPLATES = Path(__file__).parents[3] / "examples/services_app/services_app/templates"
MARKUP = re.compile(r"{%.*?%}|{{.*?}}|<[^>]*>", re.DOTALL)


def _fields(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_both_languages_have_the_same_keys_and_fields() -> None:
    """Nothing is missing in one of them, and each text takes the same fields."""
    words = speaking().words
    assert words["ar"].keys() == words["en"].keys()
    assert all(_fields(words["ar"][key]) == _fields(words["en"][key]) for key in words["ar"])


def test_the_templates_hold_no_words_of_their_own() -> None:
    """Whatever a person reads comes from the wording, but for the languages' own names."""
    for path in TEMPLATES.glob("*.html"):
        bare = re.sub(
            r"{%.*?%}|{{.*?}}|<[^>]*>", " ", path.read_text(encoding="utf-8"), flags=re.DOTALL
        )
        words = re.findall(r"[A-Za-z]{3,}", bare)
        assert set(words) <= {"doctype", "html", "privacy", "maeen", "example"}, path.name


def test_the_style_sheet_knows_no_left_and_right() -> None:
    """One sheet serves both directions."""
    sheet = (TEMPLATES.parent / "static" / "style.css").read_text(encoding="utf-8")
    assert re.search(r"\b(left|right)\b", sheet) is None
