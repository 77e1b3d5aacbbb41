"""What letters ask for, by the words that people use for it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amana.domain.letters.asking_for import asked_for
from amana.domain.vocabulary.requests import KINDS, RequestKind


@pytest.mark.promise("A27")
@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("Please delete all my data.", "erasure"),
        ("I use my right to be forgotten", "erasure"),
        ("Close my account now", "erasure"),
        ("أرجو حذف جميع بياناتي من عندكم", "erasure"),
        ("اِحذفوا حسابي لو سمحتم", "erasure"),
        ("Could I get a copy of my personal data?", "copy"),
        ("Subject access request", "copy"),
        ("What data do you hold about me?", "copy"),
        ("أريد نسخة من بياناتي", "copy"),
        ("ما هي المعلومات التي تحتفظون بها عني؟", "copy"),
        ("I want data portability to another shop", "portability"),
        ("أريد نقل بياناتي إلى متجر آخر", "portability"),
        ("Please correct my name, it is misspelt", "correction"),
        ("أرجو تصحيح اسمي", "correction"),
        ("Restrict the processing until you checked", "restriction"),
        ("أطلب تقييد استخدام بياناتي", "restriction"),
        ("I object to profiling", "objection"),
        ("Do not sell my personal information", "objection"),
        ("أعترض على استخدام بياناتي في الإعلان", "objection"),
        ("لا تبيعوا بياناتي", "objection"),
        ("I withdraw my consent", "withdrawal"),
        ("أسحب موافقتي", "withdrawal"),
        ("How can I complain about you?", "complaint"),
        ("كيف أقدم شكوى؟", "complaint"),
        ("With whom did you share my data?", "recipients"),
        ("لمن كشفتم معلوماتي؟", "recipients"),
    ],
)
def test_a_wish_is_known_by_its_words(said: str, kind: str) -> None:
    """In the letter or in its subject, whichever way it is written."""
    assert asked_for("", said) == {KINDS[kind]}
    assert asked_for(said, "") == {KINDS[kind]}


@pytest.mark.parametrize(
    "said",
    [
        "Where is my order?",
        "أين طلبي؟",
        "Please do not delete my account, I paid",
        "لا تحذفوا بياناتي",
        "> Please delete all my data",
        "unsubscribe",
        "I lost access to the car park",
    ],
)
def test_other_letters_are_none(said: str) -> None:
    """Nor are words that are denied, or only quoted."""
    assert asked_for("Hello", said) == frozenset()


def test_a_letter_may_ask_for_several() -> None:
    """Which of them is for its writer to say."""
    found = asked_for("", "Send me a copy of my data and then delete my data.")
    assert found == {RequestKind.COPY, RequestKind.ERASURE}


@given(st.text(max_size=300), st.text(max_size=3_000))
def test_anything_may_be_read(subject: str, text: str) -> None:
    """Whatever stands in a letter, it is one of the kinds or none."""
    assert asked_for(subject, text) <= frozenset(RequestKind)
