"""What a document contradicts in itself, and what it leaves unsaid."""

import pytest

from amana.domain.policy.finding import Sort
from amana.reading import read
from amana.reading.observations import observations

WHOLE = (
    "We collect your e-mail address to create your account. We keep your e-mail for 2 years. "
    "You may ask for a copy of your data. Nobody under 16 may sign up as a child. "
    "Contact us at privacy@shop.example."
)


def _found(text: str, sort: Sort) -> dict[str, list[tuple[str, ...]]]:
    """Return the sentences of each observation of a sort, by code."""
    proposals = read(text.encode()).proposals
    found: dict[str, list[tuple[str, ...]]] = {}
    for each in observations(proposals):
        if each.sort is sort:
            sentences = tuple(proposals[place].text for place in each.places)
            found.setdefault(each.code, []).append(sentences)
    return found


@pytest.mark.parametrize(
    ("code", "first", "second"),
    [
        ("sold_and_never_sold", "We share your e-mail with advertisers.",
         "We never sell your personal data."),
        ("sold_and_never_sold", "نشارك بريدك الإلكتروني مع المعلنين.",
         "لا نبيع بياناتك الشخصية أبدًا."),
        ("shared_and_never_shared", "We share your e-mail with our partners.",
         "We never share your personal data with third parties."),
        ("shared_and_never_shared", "نشارك رقم هاتفك مع شركائنا.",
         "لا نشارك بياناتك الشخصية مع أي طرف ثالث."),
        ("used_and_never_used", "We use your e-mail for marketing.",
         "We never use your personal data for marketing."),
        ("collected_and_never_collected", "We collect your location.",
         "We never collect your location."),
        ("used_beyond_its_limit", "We use your e-mail for marketing.",
         "Your e-mail is used only for payment and for nothing else."),
        ("shared_beyond_its_limit", "We share your phone number with advertisers.",
         "We share your phone number only with couriers."),
        ("two_ages", "Nobody under 16 may sign up as a child.",
         "Children under 13 may not use the service."),
        ("two_periods", "We keep your orders for 5 years.", "We keep your orders for 2 years."),
        ("two_periods", "نحتفظ بطلباتك خمس سنوات.", "نحتفظ بطلباتك سنتين."),
    ],
)  # fmt: skip
def test_a_contradiction_is_shown_with_both_sentences(code: str, first: str, second: str) -> None:
    """Whichever stands first."""
    for text in (f"{first}\n\n{second}", f"{second}\n\n{first}"):
        (sentences,) = _found(text, Sort.CONTRADICTION)[code]
        assert set(sentences) == {first, second}


@pytest.mark.parametrize(
    "text",
    [
        "We share your e-mail with couriers. We never sell your personal data.",
        "We share your phone with our partners. We never share your e-mail with our partners.",
        "We use your e-mail for payments. We never use your e-mail for marketing.",
        "We keep your orders for 5 years. We keep your photos for 2 years.",
        "We share your e-mail with advertisers. لا نبيع بياناتك الشخصية أبدًا.",
    ],
)
def test_what_both_can_be_kept_contradicts_nothing(text: str) -> None:
    """Other data, receivers and purposes; of two languages the alignment speaks."""
    assert not _found(text, Sort.CONTRADICTION)


def test_a_whole_policy_leaves_nothing_unsaid() -> None:
    """Purpose, period, contact, rights and children are there."""
    assert not _found(WHOLE, Sort.GAP)


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        ("no_period", "We keep your e-mail for 2 years. "),
        ("no_contact", "Contact us at privacy@shop.example."),
        ("no_rights", "You may ask for a copy of your data. "),
        ("no_children", "Nobody under 16 may sign up as a child. "),
    ],
)
def test_what_is_not_said_is_named(code: str, sentence: str) -> None:
    """Each as soon as its sentence is taken away."""
    assert set(_found(WHOLE.replace(sentence, ""), Sort.GAP)) == {code}


@pytest.mark.parametrize(
    ("sentence", "gap"),
    [
        ("We transfer your data abroad.", True),
        ("We transfer your data abroad, to Ireland.", False),
        ("ننقل بياناتك إلى خارج الدولة.", True),
        ("We never transfer your data abroad.", False),
    ],
)
def test_a_transfer_without_a_place_is_named(sentence: str, *, gap: bool) -> None:
    """Unless it names a country, or rules the transfer out."""
    assert ("transfer_without_place" in _found(sentence, Sort.GAP)) is gap


def test_a_text_that_promises_nothing_is_no_policy_with_gaps() -> None:
    """A shopping list lacks no contact."""
    assert observations(read(b"Milk, bread, cheese.").proposals) == ()
