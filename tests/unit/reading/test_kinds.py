"""Which kind a sentence is read as, by a table of sentences of our own."""

import tomllib
from pathlib import Path

import pytest

from amana.domain.policy.proposal import Role
from amana.domain.promises import KINDS
from amana.reading import read
from amana.reading.features import features
from amana.reading.kinds.rules import parse_rule, word_rules
from amana.reading.lexicon import lexicon


def _table(name: str) -> dict[str, dict[str, list[str]]]:
    """Return the sentences of a file, by language and kind."""
    return tomllib.loads(Path(__file__).with_name(name).read_text(encoding="utf-8"))


TABLE = _table("sentences.toml")
ROWS = [
    (language, kind, sentence)
    for table in (TABLE, _table("services.toml"))
    for language, kinds in table.items()
    for kind, sentences in kinds.items()
    for sentence in sentences
]
MARKS = {"#item", "#colon", "#data", "#data2", "#purpose", "#recipient", "#period", "#email",
         "#url", "#phone", "#banned", "#limited", "#also", "#also_limited"}  # fmt: skip


@pytest.mark.parametrize(("language", "kind", "sentence"), ROWS)
def test_a_sentence_is_read_as_its_kind(language: str, kind: str, sentence: str) -> None:
    """The main kind and the language are those that a careful reader would give."""
    found = [p for p in read(sentence.encode()).proposals if p.role is not Role.HEADING]
    assert [(p.language, p.kinds[0]) for p in found] == [(language, kind)]


def test_the_table_and_the_rules_know_every_kind_of_promise() -> None:
    """No kind is without rules, nor without four sentences in each language."""
    assert set(word_rules().kinds) == set(KINDS)
    for kinds in TABLE.values():
        assert set(kinds) == {*KINDS, "none"}
        assert all(len(sentences) >= 4 for sentences in kinds.values())


def test_rules_name_only_concepts_that_the_lists_hold() -> None:
    """A rule over a concept that no list has could never hold."""
    known = lexicon().names | MARKS
    named = {
        name.removeprefix("h:").removeprefix("l:")
        for rule in word_rules().rules
        for condition in rule.conditions
        for step in condition.steps
        for name in step
    }
    assert named <= known


def test_a_rule_that_demands_nothing_is_refused() -> None:
    """A rule of absences alone would hold for every sentence."""
    with pytest.raises(ValueError, match="names nothing"):
        parse_rule("use", "1 !share")


def test_reasons_are_exact_words_of_the_sentence() -> None:
    """What is shown as the reason stands in the sentence, letter for letter."""
    for _, _, sentence in ROWS:
        for proposal in read(sentence.encode()).proposals:
            for words in proposal.because.values():
                assert all(word in proposal.text for word in words)


def test_a_lead_in_that_names_nothing_promises_nothing() -> None:
    """It only announces the list; one that names a limit is that limit."""
    empty = read(b"We collect the following data:\n\n- your name\n- your phone\n").proposals
    assert [p.kinds[0] for p in empty] == ["none", "collect", "collect"]
    limit = read(b"We share your data only as follows:\n\n- with couriers\n").proposals
    assert limit[0].kinds[0] == "only"


@pytest.mark.parametrize(
    "text",
    [
        "# ما نجمعه\n\nنشارك بريدك مع المعلنين.\n",
        "# What we collect\n\nWe share your e-mail with advertisers.\n",
    ],
)
def test_what_is_handed_to_others_is_no_collection_whatever_stands_above(text: str) -> None:
    """A heading says what most of a section is about, not what each sentence promises."""
    assert read(text.encode()).proposals[1].kinds[0] == "share"


def test_items_inherit_their_lead_in() -> None:
    """An item that says nothing by itself is read with the sentence before the list."""
    text = "نشارك بياناتك مع الجهات التالية:\n• شركات التوصيل\n• البنوك\n"
    lead, *items = read(text.encode()).proposals
    assert all(item.lead_in == lead.text for item in items)
    assert [item.kinds[0] for item in items] == ["share", "share"]


def test_a_collection_with_its_purpose_has_use_second() -> None:
    """Collecting is what the sentence promises first."""
    sentence = b"We collect your email address in order to send you invoices and provide support."
    assert read(sentence).proposals[0].kinds[:2] == ("collect", "use")


def test_headings_speak_for_what_stands_under_them() -> None:
    """A bare list under a heading is read as the heading says."""
    text = "How we use your data\n\n- To deliver your order.\n- To prevent fraud.\n"
    assert [p.kinds[0] for p in read(text.encode()).proposals] == ["heading", "use", "use"]


def test_features_find_concepts_through_clitics_and_diacritics() -> None:
    """What is written on to an Arabic word does not hide it."""
    shown = features("وبِبَيَانَاتِكَـــ", role=Role.SENTENCE, heading=None, lead_in=None)
    assert shown.has("data")


@pytest.mark.parametrize(
    "sentence",
    [
        "نصف في كل صفحة ما نبيعه من مصابيح وأثاث.",
        "نشارك عنوانك مع سائق الشاحنة، ولا نعطيه رقم طلبك.",
        "لأن المصرف لا يستخدم إلا الأرقام، نطلب رقم حسابك.",
        "لا نفتح المحل يوم الجمعة ولا في الأعياد.",
        "لا نرسل صورك إلى المطبعة قبل أن توافق.",
        "تعمل معنا شركة شحن ملزمة بألا تحتفظ بعنوانك.",
        "We pass your parcel number to the courier, and we do not tell him what is inside.",
        "Guests who do not share a room may ask for two keys.",
        "We do not open the shop on Fridays.",
        "We do not show your photos until you have approved them.",
        "The lamps are repaired to stop fires.",
    ],
)
def test_what_shares_chooses_or_handles_no_data_is_no_ban(sentence: str) -> None:
    """Whatever word of negation it holds, the main kind is not a flat ban."""
    (found,) = read(sentence.encode()).proposals
    assert found.kinds[0] != "never"


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("لا نشارك رقم جوالك مع أي طرف ثالث.", "never"),
        ("We never share your e-mail with any third party.", "never"),
        ("نتعهد بألا نبيع بياناتك الشخصية.", "never"),
        ("نشارك عنوانك مع شركة الشحن، ولا نبيع بياناتك.", "share"),
        ("We share your address only with the courier.", "only"),
        ("نحتفظ بآخر أربعة أرقام من بطاقتك سنتين ثم نحذفها.", "retain"),
        ("لا نرسل إليك رسائل العروض إلا إذا وافقت.", "message"),
    ],
)
def test_a_second_half_or_an_exception_does_not_make_the_main_kind(
    sentence: str, kind: str
) -> None:
    """What the sentence is about comes first."""
    (found,) = read(sentence.encode()).proposals
    assert found.kinds[0] == kind
