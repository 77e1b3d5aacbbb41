"""Who receives data where no list knows them: by the act, the data and *to*."""

import pytest

from amana.domain.policy.proposal import Proposal
from amana.reading import read


def _only(text: str) -> Proposal:
    (found,) = read(text.encode()).proposals
    return found


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("We may disclose your data to the Department.", "authorities"),
        ("We disclose your name to the Registrar.", "authorities"),
        ("Your data may be disclosed to the Department of Labour.", "authorities"),
        ("We pass your address to the Land Registry.", "authorities"),
        ("We send your records to the Secretariat.", "authorities"),
        ("We transfer your documents to the Ombudsperson.", "authorities"),
        ("We give your e-mail to the Acme Foundation.", "other"),
        ("We hand your file over to the Guild.", "other"),
        ("We give your address to the caretaker.", "other"),
        ("نفصح عن بياناتك للأمن العام.", "authorities"),
        ("نشارك بياناتك مع الجهة المختصة.", "authorities"),
        ("نفصح عن اسمك لهيئة الاتصالات.", "authorities"),
        ("قد نفصح عن معلوماتك إلى الدائرة.", "authorities"),
        ("نزود المديرية العامة باسمك ورقم هاتفك.", "authorities"),
        ("تُسلَّم بياناتك إلى الأمانة العامة.", "authorities"),
        ("نقدم رقم هويتك إلى السجل العقاري.", "authorities"),
        ("نحيل ملفك إلى النقابة.", "other"),
        ("نعطي عنوانك للحارس.", "other"),
        ("نشارك رقم هاتفك مع الجمعية.", "other"),
    ],
)
def test_whoever_is_handed_data_receives_it(text: str, term: str) -> None:
    """An authority where a word says so; of anybody else no more is known."""
    found = _only(text)
    assert (found.kinds[0], found.slots.recipients) == ("share", (term,))


@pytest.mark.parametrize(
    "text",
    [
        "We never disclose your data to the Department.",
        "لا نفصح عن بياناتك إلى الدائرة.",
    ],
)
def test_a_ban_names_whom_it_rules_out(text: str) -> None:
    """It stays a ban."""
    found = _only(text)
    assert (found.kinds[0], found.slots.recipients) == ("never", ("authorities",))


@pytest.mark.parametrize(
    "text",
    [
        "We transfer your data to the United States.",
        "We send your data to the servers in Germany.",
        "We share your data with the App.",
        "We share your data with the utmost care.",
        "We give you a copy of your data.",
        "You can complain to the Registrar.",
        "We send the documents to the address that you gave.",
        "ننقل بياناتك إلى الاتحاد الأوروبي.",
        "ننقل بياناتك إلى سجل الزوار.",
        "ننقل بياناتك مع المحافظة على سريتها.",
        "نشارك بياناتك مع مرور الوقت.",
        "نشارك بياناتك مع الأمانة التامة.",
        "نرسل إليك نسخة من بياناتك.",
        "يمكنك تقديم شكوى إلى المسجل.",
    ],
)
def test_a_place_a_way_and_the_reader_receive_nothing(text: str) -> None:
    """*To* and *with* stand before much that is nobody."""
    assert _only(text).slots.recipients == ()
