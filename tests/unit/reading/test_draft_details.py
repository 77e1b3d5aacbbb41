"""What a draft says beyond the kind: names, occasions, how soon, at what cost, of which data."""

from collections.abc import Mapping
from typing import Any

import pytest
import yaml

from amana.domain.policy.parse import parse
from amana.reading import as_policy, read


def _draft(text: str) -> dict[str, Any]:
    source, texts = as_policy(read(text.encode()), service="x")
    parse(source, texts=texts)
    found: dict[str, Any] = yaml.safe_load(source)
    return found


def _promises(text: str) -> list[dict[str, object]]:
    """Return the promises without their quotes."""
    promises = _draft(text)["promises"].values()
    return [{item: said for item, said in each.items() if item != "quote"} for each in promises]


def _promise(text: str, kind: str) -> Mapping[str, object]:
    """Return the only promise of a kind."""
    (found,) = (each for each in _promises(text) if kind in each)
    return found


@pytest.mark.parametrize(
    ("heading", "name"),
    [
        ("سياسة الخصوصية لمطعم الرمان", "مطعم الرمان"),
        ("سياسة الخصوصية الخاصة بتطبيق هدهد", "تطبيق هدهد"),
        ("متجر «سنا» | سياسة الخصوصية", "متجر «سنا»"),
        ("سياسة خصوصية عيادة الربيع", "عيادة الربيع"),
        ("سياسة الخصوصية", "x"),
        ("سياسة الخصوصية للمستخدمين", "x"),
        ("Privacy Policy of Harbour Books", "Harbour Books"),
        ("Harbour Books Ltd. Privacy Notice", "Harbour Books Ltd."),
        ("Our Privacy Policy", "x"),
        ("Privacy Notice for Job Applicants", "x"),
    ],
)
def test_a_title_says_whose_policy_it_is(heading: str, name: str) -> None:
    """It is taken over as it stands; a title that names nobody names nobody."""
    body = "نجمع اسمك." if heading[0] > "z" else "We collect your name."
    found = _draft(f"# {heading}\n\n{body}\n")
    assert list(found["title"].values()) == [heading]
    assert list(found["controller"]["name"].values()) == [name]


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        (
            'This notice says how Kite Travel Ltd ("Kite", "we") handles your data.',
            "Kite Travel Ltd",
        ),
        ("At Harbour Books, we collect your name.", "Harbour Books"),
        ("تحترم شركة الشراع للسفر (ويشار إليها بـ«نحن») خصوصيتك وتجمع اسمك.", "شركة الشراع للسفر"),
        ("We (the shop) collect your name.", "x"),
    ],
)
def test_an_introduction_says_it_as_well(sentence: str, name: str) -> None:
    """A name is what is called *we* from there on."""
    found = _draft(f"{sentence}\n\n" + ("نجمع بريدك." if sentence[0] > "z" else "We use cookies."))
    assert list(found["controller"]["name"].values()) == [name]


@pytest.mark.parametrize(
    ("sentence", "occasion", "purpose"),
    [
        (
            "When you open an account we collect your name and phone number.",
            "registration",
            "account",
        ),
        ("We collect your e-mail address when you become a member.", "registration", "account"),
        ("We collect your name when you contact us.", "contact", "support"),
        ("نجمع اسمك ورقم هاتفك عند التسجيل.", "registration", "account"),
        ("عند حجز موعد نطلب اسمك ورقم هاتفك.", "booking", "provide_service"),
        ("نجمع عنوانك عندما تطلب منا شيئًا.", "order", "provide_service"),
    ],
)
def test_a_collection_knows_its_occasion(sentence: str, occasion: str, purpose: str) -> None:
    """And its purpose by it, marked for a person to confirm."""
    found = _promise(sentence, "collect")
    assert (found["at"], found["for"]) == ([occasion], [purpose])
    assert "for: taken from" in as_policy(read(sentence.encode()), service="x")[0]


def test_this_data_is_what_was_collected_and_not_what_it_serves() -> None:
    """What is named as the end of a use is not what is used, and says what the rest is for."""
    text = "نجمع اسمك ورقم هاتفك. نستخدم هذه البيانات لتوصيل طلباتك."
    assert _promise(text, "use") == {"use": ["name", "phone"], "for": ["delivery"]}
    assert _promise(text, "collect")["for"] == ["delivery"]
    added = "We collect your name. We share this data and your phone number with couriers."
    assert _promise(added, "share")["share"] == ["phone"]


def test_your_data_is_all_that_the_text_names() -> None:
    """Where it is protected, kept, used, shared or not sold; what has its own term keeps it."""
    text = (
        "We collect your name and e-mail address. We keep your e-mail address for two years. "
        "We keep your personal data for five years. We never sell your personal data."
    )
    promises = _promises(text)
    assert promises[2] == {"retain": ["name"], "until": "collection", "period": "P5Y"}
    assert promises[3]["never"] == ["name", "email"]


def test_an_item_of_a_list_is_about_the_data_of_its_lead_in() -> None:
    """*We use your details to* speaks for each item."""
    text = "We collect your name.\n\nWe use your details to:\n- plan our courses\n"
    assert _promise(text, "use")["use"] == ["name"]


@pytest.mark.parametrize(
    ("sentence", "kind", "items"),
    [
        (
            (
                "You may ask for a copy of your data free of charge, and we answer within 30 days "
                "once we have verified your identity."
            ),
            "right",
            {"right": ["copy"], "fee": "free", "identity": True, "within": "P30D"},
        ),
        (
            "لك أن تطلب نسخة من بياناتك دون مقابل، ونجيب طلبك خلال شهر بعد التحقق من هويتك.",
            "right",
            {"right": ["copy"], "fee": "free", "identity": True, "within": "P1M"},
        ),
        (
            "We send you our newsletter if you agree, and you can unsubscribe at any time.",
            "choice",
            {"choice": ["marketing"], "by": "opt_in"},
        ),
        (
            "نرسل إليك النشرة البريدية إذا وافقت، ويمكنك إلغاء الاشتراك في أي وقت.",
            "choice",
            {"choice": ["marketing"], "by": "opt_in"},
        ),
        (
            "If we change this policy in an important way, we will e-mail you 30 days before.",
            "change",
            {"change": ["published", "dated"], "ahead": "P30D", "if_material": ["email"]},
        ),
        (
            "إذا تسربت بياناتك أبلغناك والجهة المختصة خلال ثلاثة أيام من علمنا بذلك.",
            "breach",
            {"breach": ["authority", "affected"], "within": "P3D", "from": "awareness"},
        ),
        (
            "We keep your orders for as long as you are a customer and for six years afterwards.",
            "retain",
            {"retain": ["order_booking"], "until": "account_closed", "period": "P6Y"},
        ),
    ],
)
def test_a_sentence_is_taken_at_its_word(
    sentence: str, kind: str, items: Mapping[str, object]
) -> None:
    """How soon, at what cost, after which proof, by which way, from when."""
    assert _promise(sentence, kind) == items


def test_how_requests_are_answered_holds_for_the_rights_that_are_named() -> None:
    """A sentence about answers alone names no right of its own."""
    text = "You may ask for a copy of your data, or its erasure.\n\nWe'll answer within one month."
    assert _promises(text)[1] == {"right": ["copy", "erasure"], "within": "P1M"}


@pytest.mark.parametrize(
    "text",
    [
        "We keep orders for five years and chats for six months.",
        "We keep for five years your orders, and for six months your chats.",
        "نحتفظ بطلباتك خمس سنوات وبالمحادثات ستة أشهر.",
    ],
)
def test_two_periods_of_one_sentence_are_two_promises(text: str) -> None:
    """Each with the data that it is said of."""
    found: set[tuple[tuple[str, ...], object]] = {
        (tuple(each["retain"]), each["period"])  # type: ignore[arg-type]
        for each in _promises(text)
    }
    assert found == {(("order_booking",), "P5Y"), (("communications_calls",), "P6M")}


def test_a_period_without_data_of_its_own_stays_in_one_promise() -> None:
    """The second length of time may be of something else, such as how often one looks."""
    found = _promises("We keep your orders for five years, and look after one month.")
    assert [each["period"] for each in found] == ["P5Y"]


@pytest.mark.parametrize(
    ("text", "until", "period"),
    [
        ("We keep your phone number until you close your account.", "account_closed", None),
        ("نحتفظ برقم جوالك حتى تغلق حسابك.", "account_closed", None),
        ("نحتفظ ببريدك حتى تغلق حسابك ثم ثلاثين يومًا بعد ذلك.", "account_closed", "P30D"),
        ("We keep your address as long as it is needed.", "not_needed", None),
    ],
)
def test_a_moment_that_is_named_is_the_end_with_a_period_or_without(
    text: str, until: str, period: str | None
) -> None:
    """Only where none is named does the need end it."""
    (found,) = _promises(text)
    assert (found["until"], found.get("period")) == (until, period)


@pytest.mark.parametrize(
    "text",
    [
        "We do not share your phone number with anyone, including insurers.",
        "لا نشارك رقم جوالك مع أي أحد، بما في ذلك شركات التأمين.",
    ],
)
def test_an_example_narrows_no_ban_on_everybody(text: str) -> None:
    """Else the opposite could be promised beside it; *anyone else* leaves somebody out."""
    (found,) = _promises(text)
    assert "never" in found
    assert "to" not in found
