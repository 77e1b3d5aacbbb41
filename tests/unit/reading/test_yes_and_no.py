"""What waits for a yes and what goes on until a no: told apart, and never one promise."""

from collections.abc import Mapping
from typing import Any

import pytest
import yaml

from amana.domain.policy.parse import parse
from amana.domain.policy.plan import plan
from amana.reading import as_policy, read
from amana.reading.drafting.stance import Stance, stance

_ASKED = [
    "We never share it without your consent.",
    "We send offers only if you have opted in.",
    "We publish your photo unless you opt in to more.",
    "You can withdraw your consent to marketing at any time.",
    "We text you with your permission, and you can opt out any time.",
    "نرسل إليك عروضًا إن وافقت، ولك أن تسحب موافقتك في أي وقت.",
    "لا نرسل إليك رسائل تسويقية إلا بموافقتك، ويمكنك سحبها متى شئت.",
    "لا نشاركها دون إذنك.",
    "نراسلك بعد أن تأذن لنا.",
]
_REFUSABLE = [
    "Unless you tell us otherwise, we will e-mail you offers about similar products.",
    "We send you offers until you unsubscribe.",
    "We share it provided that you have not objected.",
    "If you do not tell us otherwise, we assume your consent to offers.",
    "You may opt out of the newsletter.",
    "ما لم تعترض، نرسل إليك عروضًا.",
    "نراسلك بالعروض إلا إذا طلبت منا التوقف.",
    "نعدّ سكوتك موافقة على العروض.",
]


def _promises(text: str) -> list[Mapping[str, Any]]:
    """Return the promises of a draft that parses."""
    source, texts = as_policy(read(text.encode()), service="x", settled=False)
    parse(source, texts=texts)
    return list(yaml.safe_load(source)["promises"].values())


@pytest.mark.parametrize(
    ("sentence", "waits"),
    [(each, Stance.ASKED) for each in _ASKED] + [(each, Stance.REFUSABLE) for each in _REFUSABLE],
)
def test_a_consent_and_an_objection_are_told_apart(sentence: str, waits: Stance) -> None:
    """To take a consent back is no objection, and silence is no consent."""
    assert stance(sentence) is waits


@pytest.mark.parametrize(
    "sentence",
    [
        "We collect your name.",
        "If you do not agree, do not use the site.",
        "We may share it without your consent.",
    ],
)
def test_a_sentence_of_neither_waits_for_nothing(sentence: str) -> None:
    """Not to agree to a text is no choice about an act."""
    assert stance(sentence) is None


@pytest.mark.parametrize(
    ("sentence", "by"),
    [
        ("نرسل إليك عروضًا بالبريد الإلكتروني إن وافقت، ولك أن تسحب موافقتك في أي وقت.", "opt_in"),
        ("لا نرسل إليك رسائل تسويقية إلا بموافقتك، ويمكنك سحبها متى شئت.", "opt_in"),
        ("You can withdraw your consent to marketing at any time.", "opt_in"),
        ("You may unsubscribe from our newsletter at any time.", "opt_out"),
        ("ما لم تعترض، نرسل إليك عروضًا.", "opt_out"),
        ("يمكنك إلغاء الاشتراك في النشرة في أي وقت.", "opt_out"),
    ],
)
def test_a_choice_is_made_as_its_sentence_says(sentence: str, by: str) -> None:
    """Before the act, or at any time after it."""
    (promise,) = _promises(sentence)
    assert promise["by"] == by


@pytest.mark.parametrize(
    ("asked", "refusable"),
    [
        (
            "لا نرسل إليك رسائل تسويقية إلا بموافقتك، ويمكنك سحبها متى شئت.",
            (
                "Unless you tell us otherwise, we will e-mail you offers about similar products. "
                "You can unsubscribe by one click."
            ),
        ),
        (
            "نشارك بريدك الإلكتروني مع شركائنا إذا وافقت.",
            "Unless you object, we share your e-mail with our partners.",
        ),
        (
            "You can choose to receive our newsletter with your consent.",
            "You may unsubscribe from our newsletter at any time.",
        ),
    ],
)
def test_an_opt_in_and_an_opt_out_are_never_one_promise(asked: str, refusable: str) -> None:
    """In whichever language and order they stand."""
    for text in (f"{asked}\n\n{refusable}", f"{refusable}\n\n{asked}"):
        for promise in _promises(text):
            said = " ".join(
                each
                for quoted in promise["quote"].values()
                for each in (quoted if isinstance(quoted, list) else [quoted])
            )
            assert not (asked in said and refusable.partition(". ")[0] in said)


@pytest.mark.parametrize(
    ("sentence", "waits"),
    [
        ("We share your e-mail with our partners with your consent.", ["consent"]),
        ("We share your e-mail with the insurer that you choose.", ["own_choice"]),
        ("نشارك بريدك مع شركة التأمين التي تختارها أنت، بموافقتك.", ["consent", "own_choice"]),
        ("We share your e-mail with our partners.", None),
    ],
)
def test_a_disclosure_waits_for_what_its_sentence_says(
    sentence: str, waits: list[str] | None
) -> None:
    """A consent, an own choice, or nothing."""
    (promise,) = (each for each in _promises(sentence) if "share" in each)
    assert promise.get("if") == waits


def test_a_limit_that_speaks_of_a_consent_says_so_to_who_confirms_it() -> None:
    """The form of a limit on collecting has no place for a consent."""
    source, _ = as_policy(
        read("البيانات الصحية، ولا نجمعها إلا بموافقتك الصريحة.".encode()), service="x"
    )
    assert "# only: the sentence speaks of a consent or an objection; to be confirmed" in source


def test_a_draft_never_lets_silence_be_the_consent_that_it_declares() -> None:
    """The purpose of an opt-out rests on another basis, which a person has to confirm."""
    source, texts = as_policy(
        read(b"You may unsubscribe from our newsletter at any time."), service="x"
    )
    assert "marketing: {basis: legitimate_interest}  # basis: to be confirmed" in source
    found = plan(parse(source, texts=texts), against=None)
    assert "consent_by_silence" not in {remark.code for remark in found.remarks}
