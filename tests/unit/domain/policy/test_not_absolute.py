"""That no system is wholly secure is said, and against what this one guards is published."""

from pathlib import Path

import pytest

from amana.domain.policy.notice import notice
from amana.domain.policy.parse import parse
from amana.domain.words import Language

ROOT = Path(__file__).parents[4]
A37 = "  A37: {protect: [email], by: [standards], not_absolute: true}\n"
SAID: dict[Language, str] = {
    "ar": "ولا يخلو نظام من احتمال الاختراق",
    "en": "No system is wholly secure",
}


@pytest.mark.promise("A37")
@pytest.mark.parametrize("language", SAID)
def test_the_notice_says_that_no_system_is_wholly_secure(
    text: str, texts: dict[Language, str], language: Language
) -> None:
    """In both languages, in the sentence of the promise itself; it calls for no proof."""
    policy = parse(text + A37, texts=texts)
    (said,) = [block.text for block in notice(policy, language) if block.promises == ("A37",)]
    assert SAID[language] in said
    promise = policy.promises["A37"]
    assert not promise.kind.proof(promise.form).questions


@pytest.mark.promise("A37")
def test_the_threat_model_is_published_and_says_what_is_not_stopped() -> None:
    """Whoever looks for it finds it, and each threat has a place for what does not stop it."""
    page = ROOT / "docs" / "explanation" / "threat-model.md"
    assert "explanation/threat-model.md" in (ROOT / "docs" / "README.md").read_text("utf-8")
    assert "docs/explanation/threat-model.md" in (ROOT / "SECURITY.md").read_text("utf-8")
    rows = [line for line in page.read_text("utf-8").splitlines() if line.startswith("| ")]
    threats = rows[rows.index(next(row for row in rows if row.startswith("| who |"))) + 1 :]
    assert len(threats) > 12
    assert {row.count(" | ") for row in threats} == {3}
