"""Two languages of one policy: which sentences correspond, and what only one says."""

from pathlib import Path

import pytest

from amana.domain.policy.parse import parse
from amana.reading import as_policy, read
from amana.reading.alignment import correspondence

ARABIC = (
    "# ما نجمعه\n\nنجمع اسمك ورقم هاتفك.\n\nنجمع موقعك لنعرض لك أقرب محطة.\n\n"
    "# المشاركة\n\nنشارك رقم هاتفك مع شركات التوصيل.\n\nلا نبيع بياناتك الشخصية أبدًا.\n\n"
    "# الحفظ\n\nنحتفظ بطلباتك خمس سنوات.\n\n"
)
ENGLISH = (
    "# What we collect\n\nWe collect your name and your phone number.\n\n"
    "# Sharing\n\nWe share your phone number and your e-mail with delivery companies.\n\n"
    "We never sell your personal data.\n\n"
    "# Retention\n\nWe keep your orders for 2 years.\n\n"
)


@pytest.mark.parametrize("text", [ARABIC + ENGLISH, ENGLISH + ARABIC])
def test_sentences_that_say_the_same_correspond_in_order(text: str) -> None:
    """Whichever language stands first; the Arabic is always the first side."""
    proposals = read(text.encode()).proposals
    pairs = {
        proposals[each.first[0]].text: proposals[each.second[0]].text
        for each in correspondence(proposals)
        if each.first and each.second
    }
    assert pairs == {
        "ما نجمعه": "What we collect",
        "نجمع اسمك ورقم هاتفك.": "We collect your name and your phone number.",
        "المشاركة": "Sharing",
        "نشارك رقم هاتفك مع شركات التوصيل.": (
            "We share your phone number and your e-mail with delivery companies."
        ),
        "لا نبيع بياناتك الشخصية أبدًا.": "We never sell your personal data.",
        "الحفظ": "Retention",
        "نحتفظ بطلباتك خمس سنوات.": "We keep your orders for 2 years.",
    }


def test_what_one_language_says_and_the_other_does_not_is_shown() -> None:
    """A whole sentence, a datum, a period."""
    proposals = read((ARABIC + ENGLISH).encode()).proposals
    found = correspondence(proposals)
    alone = [proposals[n].text for each in found if not each.second for n in each.first]
    assert alone == ["نجمع موقعك لنعرض لك أقرب محطة."]
    differing = {
        (difference.slot, difference.first, difference.second)
        for each in found
        for difference in each.differences
    }
    assert differing == {("data", (), ("email",)), ("period", ("P5Y",), ("P2Y",))}


def test_of_doubtful_readings_no_slot_is_compared() -> None:
    """Nor where the kinds differ: the example's two texts say one thing, read unsurely."""
    folder = Path(__file__).parents[3] / "examples" / "services_app"
    texts = [(folder / f"privacy.{each}.md").read_text(encoding="utf-8") for each in ("ar", "en")]
    proposals = read("\n\n".join(texts).encode()).proposals
    compared = 0
    for each in correspondence(proposals):
        slots = {difference.slot for difference in each.differences} - {"kind"}
        sure = all(proposals[n].confidence >= 0.6 for n in (*each.first, *each.second))
        assert sure or not slots
        assert not slots or slots == {difference.slot for difference in each.differences}
        compared += bool(slots)
    assert compared


def test_each_passage_stands_in_one_correspondence_in_its_order() -> None:
    """None is lost, and none twice."""
    folder = Path(__file__).parents[2] / "documents"
    for name in ("seen/enar.txt", "seen/aren.txt", "aside/alternating.md"):
        proposals = read((folder / name).read_bytes()).proposals
        found = correspondence(proposals)
        for side, language in (("first", "ar"), ("second", "en")):
            places = [n for each in found for n in getattr(each, side)]
            assert places == [n for n, p in enumerate(proposals) if p.language == language]


def test_one_language_corresponds_to_nothing() -> None:
    """Nor does one with a guest: a title or an address in the other."""
    assert correspondence(read(ENGLISH.encode()).proposals) == ()
    assert correspondence(read((ENGLISH + "\n\nشكرًا\n").encode()).proposals) == ()


def test_what_corresponds_and_says_the_same_is_one_promise_though_no_list_holds_its_words() -> None:
    """A sentence without data of its own joins its translation, and no other."""
    text = (
        "# Keeping\n\nWe delete it after two years.\n\nContact us at a@shop.example.\n\n"
        "# الحفظ\n\nنحذفها بعد سنتين.\n\nتواصل معنا على a@shop.example.\n"
    )
    source, texts = as_policy(read(text.encode()), service="x")
    promises = parse(source, texts=texts).promises.values()
    assert all(set(promise.quotes) == {"ar", "en"} for promise in promises)
