"""Which rights a sentence gives, with its exceptions; and what definitions and conditions are."""

from typing import Any

import pytest
import yaml

from amana.domain.policy.parse import parse
from amana.domain.policy.proposal import NO_KIND
from amana.reading import as_policy, read


def _source(text: str) -> str:
    source, texts = as_policy(read(text.encode()), service="x", settled=False)
    parse(source, texts=texts)
    return source


def _promises(text: str) -> list[dict[str, Any]]:
    return list(yaml.safe_load(_source(text))["promises"].values())


@pytest.mark.parametrize(
    ("sentence", "rights"),
    [
        (
            "لك أن تطّلع على بياناتك وأن تصححها وأن تحذفها، ونرد خلال ثلاثين يومًا.",
            {"copy", "rectification", "erasure"},
        ),
        ("يمكنك الوصول إليها وتعديلها ومحوها.", {"copy", "rectification", "erasure"}),
        ("يحق لك أن تصحح بياناتك أو أن تمحوها.", {"rectification", "erasure"}),
        (
            "You may see your data, correct it and have it erased at any time.",
            {"copy", "rectification", "erasure"},
        ),
        (
            "You have the right to access, correct and delete your personal data.",
            {"copy", "rectification", "erasure"},
        ),
        ("You may ask us to rectify or erase it.", {"rectification", "erasure"}),
        ("You may ask for a copy of your data; we do not delete it before a year.", {"copy"}),
    ],
)
def test_each_verb_of_a_list_is_a_right_of_its_own(sentence: str, rights: set[str]) -> None:
    """Also where it stands with a pronoun alone; what is denied is none."""
    (promise,) = _promises(sentence)
    assert set(promise["right"]) == rights


@pytest.mark.parametrize(
    ("sentence", "limits"),
    [
        ("يحق لك طلب حذف بياناتك، عدا ما تلزمنا الأنظمة والقوانين بحفظه.", ["law"]),
        ("You may have your data erased, except where the law obliges us to keep it.", ["law"]),
        ("You may have your data erased, except your reviews.", None),
        ("لك أن تحذف بياناتك، عدا الصحية منها فلا تُحذف قبل مضي المدة النظامية.", ["law"]),
    ],
)
def test_an_exception_from_a_right_is_shown_to_who_confirms_it(
    sentence: str, limits: list[str] | None
) -> None:
    """What the form can say of it stands in the form."""
    source = _source(sentence)
    (promise,) = yaml.safe_load(source)["promises"].values()
    assert promise["right"] == ["erasure"]
    assert promise.get("except") == limits
    assert "right: the sentence makes an exception; to be confirmed" in source


@pytest.mark.parametrize(
    ("sentence", "data", "item"),
    [
        ("لا نستخدم بياناتك في الإعلانات.", ["name", "email"], "never"),
        ("We never use your data for advertising.", ["name", "email"], "never"),
        ("We do not share your information with advertisers.", ["name", "email"], "never"),
        ("We never share your data.", ["name", "email"], "never"),
        ("لا نبيع بياناتك، ولا نشاركها مع أحد، باستثناء:", ["name", "email"], "only"),
    ],
)
def test_your_data_in_a_ban_or_limit_is_all_that_the_text_names(
    sentence: str, data: list[str], item: str
) -> None:
    """To be confirmed; else it would rule out nothing that the service holds."""
    source = _source(f"We collect your name and e-mail address.\n\n{sentence}")
    assert yaml.safe_load(source)["promises"]["P2"][item] == data
    assert f"# {item}: all that the text names; to be confirmed" in source


def test_a_flat_ban_on_sharing_does_not_strike_out_what_the_text_shares() -> None:
    """Where the text itself names who gets data, the ban is left for a person to say."""
    source = _source(
        "We collect your e-mail. We never share your data. We share your e-mail with couriers."
    )
    assert yaml.safe_load(source)["promises"]["P2"]["never"] == ["other"]
    assert "# never: the text itself shares data, so that this bans nothing yet" in source


def test_data_of_a_special_sort_is_not_all_data_and_has_a_name() -> None:
    """Nor is one sort the same as another."""
    text = (
        "We collect your name. We keep your health data for 10 years. "
        "We keep your fingerprints for 10 years. نحتفظ بالبيانات الصحية عشر سنوات."
    )
    source = _source(text)
    kept = [
        each["retain"] for each in yaml.safe_load(source)["promises"].values() if "retain" in each
    ]
    assert kept == [["health"], ["biometric"]]
    assert yaml.safe_load(source)["data"]["health"]["name"]["en"] == "health data"


def test_limits_that_name_no_data_are_two_promises() -> None:
    """One limits health data, the other what is shared."""
    found = _promises(
        "البيانات الصحية، ولا نجمعها إلا بموافقتك.\n\n"
        "لا نبيع بياناتك، ولا نشاركها مع أحد، باستثناء:"
    )
    assert len(found) == 2


@pytest.mark.parametrize(
    "sentence",
    [
        '"Usage Data" means IP address, device identifiers and pages visited.',
        "Personal Data means your name and e-mail address.",
        'By "your content" we mean photos and reviews that you post.',
        "يُقصد بـ«البيانات التعريفية»: الاسم ورقم الهوية ورقم الجوال.",
        "نقصد بالبيانات الشخصية: اسمك وبريدك الإلكتروني.",
        "«بيانات الطلب» تعني عنوانك وما اشتريته.",
    ],
)
def test_a_definition_collects_nothing(sentence: str) -> None:
    """It says what a word means."""
    assert read(sentence.encode()).proposals[0].kinds[0] in (NO_KIND, "scope")


def test_a_sentence_that_bans_is_more_than_a_definition() -> None:
    """Whatever it also explains."""
    said = '"Private" means that we never sell your personal data.'
    assert read(said.encode()).proposals[0].kinds[0] == "never"


@pytest.mark.parametrize(
    ("text", "item", "data"),
    [
        (
            '"Usage Data" means IP address and device identifiers.\n\nWe never sell Usage Data.',
            "never",
            {"ip_address", "device", "usage_activity"},
        ),
        (
            "يُقصد بـ«البيانات التعريفية»: الاسم ورقم الجوال.\n\nنحتفظ بالبيانات التعريفية سنتين.",
            "retain",
            {"name", "phone"},
        ),
    ],
)
def test_a_defined_word_names_the_data_of_its_definition(
    text: str, item: str, data: set[str]
) -> None:
    """To be confirmed, since it stands elsewhere."""
    source = _source(text)
    (promise,) = yaml.safe_load(source)["promises"].values()
    assert set(promise[item]) == data
    assert f"# {item}: taken from what stands before; to be confirmed" in source


def test_an_item_that_says_only_when_is_about_the_data_that_it_hangs_on() -> None:
    """And is not sure of itself where it names none."""
    text = "## ما نجمعه\n- اسمك ورقم جوالك:\n  - عند فتح الملف\n  - عند الحجز\n"
    found = [
        each["collect"] for each in _promises(text) if "at" in each or each["for"] == ["other"]
    ]
    assert found[-2:] == [["name", "phone"], ["name", "phone"]]
    (alone,) = (p for p in read(text.encode()).proposals if p.text == "عند فتح الملف")
    assert alone.confidence <= 0.6


@pytest.mark.parametrize(
    "text",
    [
        (
            "We disclose your name:\n\n(a) to Partners, solely for delivery, provided that\n"
            "   (i) the Partner has signed an agreement; and\n   (ii) you have not objected.\n"
            "(b) to the police where a court orders us to.\n"
        ),
        (
            "- نشارك اسمك مع المختبر بالشروط التالية:\n"
            "  1. أن يوقّع المختبر اتفاقية معنا؛\n  2. ألا تكون قد اعترضت.\n"
        ),
    ],
)
def test_conditions_of_a_promise_are_no_promises(text: str) -> None:
    """*You have not objected* is no right."""
    kinds = [(p.text[-12:], p.kinds[0]) for p in read(text.encode()).proposals]
    assert sum(kind == NO_KIND for _, kind in kinds) >= 2
    assert not {"right", "choice"} & {kind for _, kind in kinds}
    assert "holds under the conditions that follow; to be confirmed" in _source(text)


def test_what_the_text_does_not_say_of_its_owner_is_to_be_confirmed() -> None:
    """A name made of the file's is nobody's."""
    source = _source("We collect your name.")
    assert "service: x  # its name in addresses; to be confirmed" in source
    assert "# the text does not say whose it is; to be confirmed" in source
    named = _source("# Privacy Policy of Harbour Books\n\nWe collect your name.")
    assert "does not say whose" not in named
