"""What a sentence says about data."""

import pytest

from amana.domain.policy.proposal import Slots
from amana.domain.vocabulary import DATA, PURPOSES, RECIPIENTS
from amana.reading import read
from amana.reading.folding import tokens
from amana.reading.lexicon import lexicon
from amana.reading.slots.period import period


def _slots(sentence: str) -> Slots:
    """Return the slots of a single sentence."""
    return read(sentence.encode()).proposals[0].slots


def test_word_lists_name_the_terms_of_the_vocabularies() -> None:
    """Each term has words, and each list's term is in the vocabulary."""
    names = lexicon().names
    for section, terms in (("data", DATA), ("purposes", PURPOSES), ("recipients", RECIPIENTS)):
        listed = {name.split(":")[1] for name in names if name.startswith(section + ":")}
        assert listed <= set(terms)
        assert set(terms) - listed <= {"other"}


@pytest.mark.parametrize(
    ("words", "iso"),
    [
        ("within 72 hours", "PT72H"),
        ("thirty days", "P30D"),
        ("for 2 years", "P2Y"),
        ("a month", "P1M"),
        ("twenty five days", "P25D"),
        ("10 business days", "P10D"),
        ("ثلاثين يومًا", "P30D"),
        ("٣٠ يوماً", "P30D"),
        ("۱۲ شهرًا", "P12M"),
        ("سنة واحدة", "P1Y"),
        ("لمدة سنتين", "P2Y"),
        ("خلال يومين", "P2D"),
        ("خمسة وعشرين يومًا", "P25D"),
        ("اثنتين وسبعين ساعة", "PT72H"),
        ("ثلاثة أشهر", "P3M"),
        ("anyone under 16 years of age", None),
        ("من هم دون سن 18 سنة", None),
        ("every day", None),
    ],
)
def test_periods_are_read_in_words_and_digits(words: str, iso: str | None) -> None:
    """As ISO 8601, in the units in which they are promised; an age is no period."""
    found = period(tokens(words), words)
    assert (found[0] if found else None) == iso


@pytest.mark.parametrize(
    ("sentence", "negated"),
    [
        ("We do not sell your data.", True),
        ("We will never share your phone number.", True),
        ("Providers may not use your data for other purposes.", True),
        ("We do not share your data except with couriers.", False),
        ("We are not responsible for other sites.", False),
        ("We protect your data from unauthorised access.", False),
        ("We do not disclose your data without your consent.", False),
        ("لا نبيع بياناتك.", True),
        ("لن نشارك رقم هاتفك مع أحد.", True),
        ("لم نجمع أي بيانات عنك.", True),
        ("لا نشارك بياناتك إلا مع شركة التوصيل.", False),
        ("لا نكشف بياناتك دون موافقتك.", False),
        ("نحن غير مسؤولين عن المواقع الأخرى.", False),
        ("نجمع الاسم والعنوان وغيرها من البيانات.", False),
        ("Advertisers receive nothing about your health.", True),
        ("The bakery that does not share your address is hard to find.", False),
        ("Pick a long password and don't share it with anyone.", False),
        ("We do not read your letters before you agree.", False),
        ("We will not, under any circumstances, sell your data.", True),
        ("نتعهد بألا نبيع بياناتك.", True),
        ("لا تُباع قوائم عناوينكم لأحد.", True),
        ("نرد كل طلب لا يستخدم النموذج.", False),
        ("لا نفتح المحل يوم الجمعة.", False),
        ("لا ننشر صورك قبل أن تأذن.", False),
        ("يشحن المتجر ما نبيعه من أثاث إلى بيتك.", False),
    ],
)
def test_negation_has_a_scope(sentence: str, negated: bool) -> None:  # noqa: FBT001 - a row
    """A flat ban is negated; one with an exception limits, and some negations ban nothing."""
    assert _slots(sentence).negated is negated


def test_data_purposes_and_recipients_are_terms() -> None:
    """Different words, the same terms, in both languages."""
    english = _slots("We share your email and phone number with couriers for delivery.")
    arabic = _slots("نشارك بريدك الإلكتروني ورقم هاتفك مع شركات التوصيل لإيصال طلبك.")
    assert english.data == arabic.data == ("email", "phone")
    assert english.recipients == arabic.recipients == ("service_providers",)
    assert "delivery" in english.purposes
    assert "delivery" in arabic.purposes


@pytest.mark.parametrize(
    ("sentence", "source"),
    [
        ("We collect your IP address automatically.", "automatic"),
        ("We receive data about you from third parties.", "third-party"),
        ("We store the information that you provide.", "person"),
        ("نجمع عنوان الآي بي تلقائيًا.", "automatic"),
        ("نحصل على بيانات عنك من جهات خارجية.", "third-party"),
        ("نحفظ المعلومات التي تقدمها.", "person"),
    ],
)
def test_the_source_of_collected_data_is_named(sentence: str, source: str) -> None:
    """From the person, by itself, or from someone else."""
    assert _slots(sentence).source == source


@pytest.mark.parametrize(
    ("sentence", "clause"),
    [
        ("If you enter a draw, we use your name.", "If you enter a draw"),
        ("We keep it unless you object.", "unless you object"),
        ("نشارك بياناتك إذا طلبت المحكمة ذلك.", "إذا طلبت المحكمة ذلك"),
        ("لا نرسل العروض ما لم توافق.", "ما لم توافق"),
    ],
)
def test_the_condition_is_the_sentences_own_clause(sentence: str, clause: str) -> None:
    """Word for word, up to the comma that ends it."""
    assert _slots(sentence).condition == clause


@pytest.mark.parametrize(
    ("words", "iso"),
    [("ninety (90) days", "P90D"), ("seventy-two (72) hours", "PT72H"), ("ten (10) years", "P10Y")],
)
def test_a_number_that_is_said_twice_counts_once(words: str, iso: str) -> None:
    """Contracts say a number in words and in digits."""
    text = f"We keep it for {words}."
    found = period(tokens(text), text)
    assert found is not None
    assert found[0] == iso


@pytest.mark.parametrize(
    "sentence",
    [
        "We need the number of your membership card.",
        "نطلب رقم بطاقة العضوية.",
        "نسجل رقم بطاقتك المدنية.",
    ],
)
def test_a_card_that_pays_nothing_is_no_payment_card(sentence: str) -> None:
    """Members, residents and readers have cards too."""
    assert "payment_card" not in _slots(sentence).data


def test_what_we_do_not_use_is_banned_and_what_a_reader_should_not_is_not() -> None:
    """*Do not use* is advice only where it speaks to the reader."""
    assert _slots("We do not use your data to train models.").negated
    assert not _slots("If you disagree, do not use the service.").negated


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("We will ask you before we share your photo with a newspaper.", "only"),
        ("سنسألك قبل أن نشارك صورتك مع أي صحيفة.", "only"),
        ("Last updated: 3 March 2026", "none"),
        ("لا تكشف كلمة مرورك لأي شخص.", "protect"),
    ],
)
def test_guidelines_of_kinds(sentence: str, kind: str) -> None:
    """Asking before is a limit, a date promises nothing, and guarding a password protects it."""
    assert read(f"{sentence}\n\nWe call you.".encode()).proposals[0].kinds[0] == kind


@pytest.mark.parametrize(
    ("sentence", "source"),
    [
        ("We receive your credit report from the bank.", "third-party"),
        ("نحصل على تقريرك من البنك.", "third-party"),
        ("The doctor asks you about your allergies.", "person"),
    ],
)
def test_who_gives_data_is_named_after_from(sentence: str, source: str) -> None:
    """A receiver that is only named gives nothing."""
    assert _slots(sentence).source in {source, None}
