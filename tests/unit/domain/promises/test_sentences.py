"""How promises read: the sentence that each row's first form gives, word for word."""

from collections.abc import Mapping
from pathlib import Path

import pytest
import yaml

from amana.domain.promises import KINDS
from amana.domain.promises.kind import Terms

SENTENCES: Mapping[str, Mapping[str, str]] = yaml.safe_load(
    Path(__file__).with_name("sentences.yaml").read_text(encoding="utf-8")
)


@pytest.mark.parametrize("row", SENTENCES)
def test_the_promise_reads_as_a_person_would_say_it(
    row: str, rows: Mapping[str, tuple[object, ...]], terms: Terms
) -> None:
    """The sentence stands in each language as it was read aloud and approved."""
    form = rows[row][0]
    kind = next(kind for kind in KINDS.values() if isinstance(form, kind.form))
    assert kind.words(form, terms, "ar") == SENTENCES[row]["ar"]
    assert kind.words(form, terms, "en") == SENTENCES[row]["en"]


def test_every_kind_has_a_sentence_that_was_approved(
    rows: Mapping[str, tuple[object, ...]],
) -> None:
    """A kind of which nobody read a sentence fails here."""
    read = {type(rows[row][0]) for row in SENTENCES}
    assert not {name for name, kind in KINDS.items() if kind.form not in read}
