"""What holds for every document that is read."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amana.domain.policy.errors import PolicyErrors
from amana.domain.policy.parse import parse
from amana.domain.policy.plan import plan
from amana.domain.policy.proposal import Reading
from amana.reading import as_policy, read
from amana.reading.errors import NothingToRead

FRAGMENTS = [
    "We collect your name", "نجمع بياناتك", ". ", "؟ ", ": ", "\n", "\n\n", "- ", "• ", "# ",
    "1. ", "(a) ", "أ. ", "**Bold**", "---\n", "| a | b |", "e.g. ", "a@b.example", "«قول»",
    "\u202e", "\u0640", "٣٠ يومًا", "Title: We use it", "> ", "…", "(", ")", "\r\n", "\u2028",
    "\u200f", "http://x.example/a.b", "U.S. ", "x" * 90,
]  # fmt: skip
DOCUMENTS = st.one_of(
    st.text(max_size=200),
    st.lists(st.one_of(st.sampled_from(FRAGMENTS), st.text(max_size=5)), max_size=25).map("".join),
)
SENTENCES = [
    "We collect your e-mail.", "We never share your e-mail.", "نشارك بريدك مع المعلنين.",
    "لا نبيع بياناتك لأحد.", "We keep orders for 5 years.", "نحذف الطلبات بعد سنتين.",
    "We use your data only for delivery.", "We share your data with banks.", "\n\n",
    "You may unsubscribe.", "لا نستخدم بياناتك إلا لتوصيل طلبك.", "No ads.", "We store cookies.",
    "We notify you of a breach within 90 days.", "You may ask for a copy of your data.",
]  # fmt: skip
WORD = re.compile(r"[^\W_]")


def _read(text: str, name: str = "") -> Reading | None:
    """Read a document; one without a word is refused."""
    try:
        return read(b"\xef\xbb\xbf" + text.encode("utf-8", "replace"), name=name)
    except NothingToRead:
        assert not WORD.search(text) or name.endswith("html")
        return None


@given(text=DOCUMENTS, name=st.sampled_from(["", "a.md", "a.html"]))
def test_the_proposals_hold_every_letter_once_and_in_order(text: str, name: str) -> None:
    """Spans are exact, do not overlap, and leave out no letter or digit."""
    reading = _read(text, name)
    if reading is None:
        return
    last = 0
    for proposal in reading.proposals:
        assert proposal.start >= last
        assert proposal.text == reading.text[proposal.start : proposal.end]
        assert not WORD.search(reading.text[last : proposal.start])
        assert 0 <= proposal.confidence <= 1
        assert proposal.kinds
        last = proposal.end
    assert not WORD.search(reading.text[last:])


@given(text=DOCUMENTS)
def test_reasons_and_conditions_stand_in_the_sentence(text: str) -> None:
    """Nothing is given as a reason that a reader could not find there."""
    reading = _read(text)
    for proposal in reading.proposals if reading else ():
        for words in proposal.because.values():
            assert all(word in proposal.text for word in words)
        assert (proposal.slots.condition or "") in proposal.text


@pytest.mark.parametrize(
    "unit",
    ["a", "a ", "(", "a.", "- ", "لا ", "we collect data ", "if ", "*", "\n", "@a.", "#", "<"],
)
def test_a_long_line_of_anything_is_read_in_bounded_time(unit: str) -> None:
    """Nothing that repeats makes reading slower than its length does."""
    document = ("x " + unit * (300_000 // len(unit)) + " x").encode()
    assert read(document).proposals


@given(text=st.one_of(DOCUMENTS, st.lists(st.sampled_from(SENTENCES), min_size=1).map(" ".join)))
def test_a_draft_of_any_document_can_be_published_or_promises_nothing(text: str) -> None:
    """Whatever was read; only where no promise was found there is no policy."""
    reading = _read(text)
    if reading is None:
        return
    source, texts = as_policy(reading, service="x")
    if "\npromises: {}\n" in source:
        with pytest.raises(PolicyErrors):
            parse(source, texts=texts)
    else:
        assert plan(parse(source, texts=texts), against=None).publishable
