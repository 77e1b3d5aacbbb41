"""A policy file becomes a policy, or each of its problems is named at its place."""

import pytest

from amana.domain.policy.errors import PolicyErrors, PolicyProblem
from amana.domain.policy.model import Policy
from amana.domain.policy.parse import declared_texts, parse, quoted_texts
from amana.domain.words import LANGUAGES, Language, Words
from amana.wording.catalogue import explain

Texts = dict[Language, str]


def problems(text: str, texts: Texts) -> tuple[PolicyProblem, ...]:
    """Return what is wrong with the file."""
    with pytest.raises(PolicyErrors) as caught:
        parse(text, texts=texts)
    return caught.value.problems


def test_a_policy_reads_as_it_is_declared(policy: Policy) -> None:
    """Ids resolve, single values stand for lists, and the vocabulary gives names."""
    assert policy.data["email"].term == "pd:EmailAddress"
    assert policy.data["email"].name == Words(ar="البريد الإلكتروني", en="e-mail address")
    assert policy.promises["M2"].form.for_ == ("orders",)
    assert policy.promises["M1"].quotes == {"en": ("We collect   your e-mail.",)}
    assert policy.recipients["courier"].safeguards == ("contract",)


def test_an_entry_without_anything_is_what_the_vocabulary_says(text: str, texts: Texts) -> None:
    """``email:`` means the same as ``email: {}``."""
    assert parse(text.replace("email: {}", "email:", 1), texts=texts) == parse(text, texts=texts)


def test_a_recipient_is_called_by_its_kind_where_it_has_no_name(text: str, texts: Texts) -> None:
    """The vocabulary's words stand in for a name that is not given."""
    bare = text.replace(', name: {ar: "شركة التوصيل", en: "the courier"}', "")
    assert parse(bare, texts=texts).recipients["courier"].name.en == "our service providers"


def test_a_term_that_the_vocabulary_has_gives_an_own_id_its_name(text: str, texts: Texts) -> None:
    """An id of one's own may lean on the DPV term."""
    own = text.replace("  email: {}", '  email: {}\n  mail: {is: "pd:EmailAddress"}')
    assert parse(own, texts=texts).data["mail"].name.en == "e-mail address"


def test_the_texts_that_a_file_declares_are_named(text: str) -> None:
    """The caller learns which files to read."""
    assert declared_texts(text) == {"en": "privacy.en.md"}
    assert declared_texts("amana: 1") == {}
    assert declared_texts("[1]") == {}


def test_a_text_in_another_folder_is_not_named(text: str) -> None:
    """Nobody reads a file elsewhere because a policy says so."""
    assert declared_texts(text.replace("privacy.en.md", "../../secret")) == {}


def test_words_stay_words(text: str, texts: Texts) -> None:
    """What YAML 1.1 takes for a truth value or a number is a name here."""
    named = text.replace('en: "Store"', "en: no").replace('ar: "متجر"', "ar: 12")
    assert parse(named, texts=texts).controller.name == Words(ar="12", en="no")


WRONG = {
    "the person as a recipient": (
        "  courier: {kind",
        "  person: {kind",
        "reserved_id",
        15,
        3,
        None,
    ),
    "unknown key": ("service: store", "servise: store", "misspelled_key", 2, 1, "service"),
    "missing key": ("service: store\n", "", "missing_key", 1, 1, None),
    "far key": ("service: store", "service: store\nqqq: 1", "unknown_key", 3, 1, None),
    "version": ("amana: 1", "amana: 2", "wrong_value", 1, 8, None),
    "slug": ("service: store", "service: My Store", "wrong_value", 2, 10, None),
    "language": ("[ar, en]", "[ar, fr]", "unknown_value", 5, 17, None),
    "law": ("[qatar]", "[katar]", "misspelled_value", 6, 8, "qatar"),
    "empty list": ("[qatar]", "[]", "empty_value", 6, 7, None),
    "empty value": ("service: store", "service:", "empty_value", 2, 9, None),
    "null": ("service: store", "service: ~", "empty_value", 2, 10, None),
    "repeated": ("[qatar]", "[qatar, qatar]", "repeated_value", 6, 15, None),
    "email": ("privacy@example.org", "privacy", "wrong_value", 4, 54, None),
    "basis": ("basis: contract", "basis: contrakt", "misspelled_value", 12, 47, "contract"),
    "term": ('"dpv:ServiceProvision"', "orders", "wrong_value", 12, 16, None),
    "recipient kind": (
        "service_providers",
        "service_provider",
        "misspelled_value",
        15,
        19,
        "service_providers",
    ),
    "safeguard": ("[contract]", "[kontract]", "misspelled_value", 16, 31, "contract"),
    "country": ("country: QA", "country: Qatar", "wrong_value", 16, 14, None),
    "data reference": ("{never: email", "{never: emial", "misspelled_reference", 24, 16, "email"),
    "purpose reference": ("for: orders}", "for: dreams}", "undeclared", 23, 27, None),
    "kind": ("{never: email", "{nevr: email", "no_kind", 24, 8, "never"),
    "no kind": ("{never: email, as: [sell, rent]}", "{}", "no_kind", 24, 8, None),
    "two kinds": ("{use: [email],", "{use: [email], never: email,", "several_kinds", 23, 7, None),
    "enum": ("[sell, rent]", "[sel, rent]", "misspelled_value", 24, 28, "sell"),
    "item key": ("    at: [reg", "    att: [reg", "misspelled_key", 20, 5, "at"),
    "form": (", as: [sell, rent]", "", "form_refused", 24, 8, None),
    "quote": (
        "We collect   your e-mail.",
        "We colect your e-mail.",
        "quote_not_found",
        22,
        17,
        None,
    ),
    "quote language": ("quote: {en:", "quote: {ar:", "quote_without_text", 22, 17, None),
    "quote shape": ("quote: {en:", "quote: {de:", "unknown_key", 22, 13, None),
    "data id": ("  email: {}", "  E-Mail: {}\n  email: {}", "wrong_id", 9, 3, None),
    "promise id": ("  M10:", "  10M:", "wrong_id", 24, 3, None),
    "bidi id": ("  M10:", '  "M\\u202E10":', "forbidden_character", 24, 3, None),
    "name missing": (
        'loyalty: {name: {ar: "نقاط الولاء", en: "loyalty points"}}',
        "loyalty: {}",
        "name_missing",
        10,
        12,
        None,
    ),
    "duplicate": ("amana: 1", "amana: 1\namana: 1", "duplicate_key", 2, 1, None),
    "anchor": ("service: store", "service: &x store", "yaml_feature", 2, 10, None),
    "alias": ("service: store", "service: *x", "yaml_feature", 2, 10, None),
    "tag": ("service: store", "service: !!str store", "yaml_feature", 2, 10, None),
    "merge": ("  email: {}", "  email: {<<: {}}", "yaml_feature", 9, 11, None),
    "complex key": ("service: store", "service: store\n? [a]\n: 1", "wrong_shape", 3, 3, None),
    "directive": ("amana: 1", "%YAML 1.2\n---\namana: 1", "yaml_feature", 1, 1, None),
    "two documents": ("promises:", "---\npromises:", "several_documents", 17, 1, None),
    "version shape": ("amana: 1", "amana: [1]", "wrong_shape", 1, 8, None),
    "basis shape": ("basis: contract", "basis: {}", "wrong_shape", 12, 47, None),
    "reference shape": ("{never: email", "{never: {}", "wrong_shape", 24, 16, None),
    "beyond characters": ("service: store", 'service: "\\UFFFFFFFF"', "not_yaml", 2, 13, None),
    "control": ("service: store", "service: st\x07ore", "forbidden_character", 2, 12, None),
    "null byte": ("service: store", "service: st\x00ore", "forbidden_character", 2, 12, None),
    "escaped control": ("service: store", 'service: "a\\x00"', "forbidden_character", 2, 10, None),
    "surrogate": ("service: store", 'service: "\\ud800"', "not_yaml", 2, 13, None),
    "byte order": ("service: store", "service: st\ufeffore", "forbidden_character", 2, 12, None),
    "scalar for mapping": ("  email: {}", "  email: 1", "wrong_shape", 9, 10, None),
    "list for text": ("service: store", "service: [store]", "wrong_shape", 2, 10, None),
    "words as text": ('{ar: "متجر", en: "Store"}', "Store", "wrong_shape", 4, 20, None),
    "empty words": ('{ar: "متجر", en: "Store"}', "{}", "empty_value", 4, 20, None),
    "words key": ('en: "Store"', "fr: x", "unknown_key", 4, 33, None),
    "nested shape": ("texts: {en: privacy.en.md}", "texts: x", "wrong_shape", 7, 8, None),
    "nested empty": ("texts: {en: privacy.en.md}", "texts: {}", "empty_value", 7, 8, None),
    "file name": ("privacy.en.md", "../privacy.en.md", "wrong_value", 7, 13, None),
    "section shape": ("purposes:\n", "purposes: 1\nx:\n", "wrong_shape", 11, 11, None),
    "promise shape": ("{never: email, as: [sell, rent]}", "x", "wrong_shape", 24, 8, None),
    "not yaml": ("service: store", "service: 'store", "not_yaml", 25, 1, None),
    "tab": ("  email: {}", "\temail: {}", "not_yaml", 9, 1, None),
    "text language": ("[ar, en]", "[ar]", "language_undeclared", 7, 13, None),
    "too long": ("service: store", f"service: {'a' * 4001}", "wrong_value", 2, 10, None),
    "long text": ('en: "Store"', f"en: {'a' * 4001}", "wrong_value", 4, 37, None),
}


@pytest.mark.parametrize("case", WRONG.values(), ids=WRONG.keys())
def test_each_mistake_is_named_at_its_place(
    case: tuple[str, str, str, int, int, str | None], text: str, texts: Texts
) -> None:
    """The problem has its code, line and column, and the nearest right word."""
    old, new, code, line, column, nearest = case
    assert old in text
    found = problems(text.replace(old, new, 1), texts)
    same = [p for p in found if (p.code, p.line, p.column) == (f"policy.{code}", line, column)]
    assert same, [str(problem) for problem in found]
    assert nearest is None or nearest in {problem.fields.get("nearest") for problem in same}
    for language in LANGUAGES:
        assert "{" not in explain(same[0], language).split("`")[0]


def test_all_problems_of_a_file_are_named_at_once(text: str, texts: Texts) -> None:
    """Whoever mends a policy need not run it once for each mistake."""
    wrong = text.replace("[qatar]", "[katar]").replace("use: [email]", "use: [emial]")
    found = problems(wrong.replace("country: QA", "country: Q"), texts)
    assert [problem.line for problem in found] == [6, 16, 23]


def test_a_declared_text_must_be_given(text: str) -> None:
    """A quote can't be checked against a text that is not there."""
    found = problems(text, {})
    assert [problem.code for problem in found] == ["policy.text_missing"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "policy.nothing_written"),
        ("[]", "policy.wrong_shape"),
        ("a: " * 2, "policy.not_yaml"),
        ("x" * 1_000_001, "policy.too_large"),
        ("[" * 40, "policy.too_deep"),
        ("- 1\n" * 20_001, "policy.too_many_items"),
        ("promises: {}", "policy.empty_value"),
        ("\ufffe", "policy.forbidden_character"),
    ],
)
def test_what_is_no_policy_at_all_is_refused(text: str, code: str) -> None:
    """Nothing at all, and far too much of it, are refused before they cost anything."""
    assert code in {problem.code for problem in problems(text, {})}


def test_a_policy_without_promises_is_refused(text: str, texts: Texts) -> None:
    """A list of promises that is empty promises nothing."""
    bare = text[: text.index("promises:")]
    assert [problem.fields["key"] for problem in problems(bare, texts)] == ["promises"]


def test_a_quote_may_differ_in_white_space_and_marks_only(text: str, texts: Texts) -> None:
    """Lines break elsewhere in a file than in the text; words do not change."""
    marked = {"en": texts["en"].replace("We collect", "\u200fWe\u00a0collect")}
    assert parse(text, texts={"en": marked["en"]}).service == "store"
    listed = text.replace('{en: "We collect   your e-mail."}', '{en: ["Hello.", "That is all."]}')
    assert parse(listed, texts=texts).promises["M1"].quotes == {"en": ("Hello.", "That is all.")}


def test_after_many_wrong_quotes_the_nearest_is_no_longer_sought(text: str, texts: Texts) -> None:
    """The comparison is slow; a file full of wrong quotes is answered all the same."""
    quotes = ", ".join(f'"We collect your mail {n}."' for n in range(25))
    wrong = text.replace('{en: "We collect   your e-mail."}', f"{{en: [{quotes}]}}")
    found = problems(wrong, texts)
    assert len(found) == 25
    assert [problem.fields["nearest"] for problem in found][-5:] == ["–"] * 5


def test_what_is_no_policy_at_all_quotes_nothing() -> None:
    """A list has no texts whose sentences could be gathered."""
    assert quoted_texts("- collect\n- share\n") == {}


def test_what_the_promises_quote_of_a_text_can_be_gathered(text: str) -> None:
    """For a file that came without its texts: the sentences of each language that it names."""
    assert quoted_texts(text) == {"en": "We collect   your e-mail."}
