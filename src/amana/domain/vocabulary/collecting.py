"""The closed lists of collection: origins, occasions, parts of a value."""

from collections.abc import Mapping
from typing import Final

from amana.domain.vocabulary.named import Named
from amana.domain.words import Words


class Origin(Named):
    """Where a value comes from; words: after *نجمع …* and *we collect …*."""

    PERSON = "person", "مما تقدمه لنا", "that you give us"
    AUTOMATIC = "automatic", "تلقائيًا", "automatically"
    THIRD_PARTY = "third-party", "من جهات أخرى", "from others"


class Part(Named):
    """How much of a value is kept or shown; words: a noun phrase."""

    LAST4 = "last4", "آخر أربعة أرقام", "the last four digits"
    INITIAL = "initial", "الحرف الأول", "the first letter"
    SHORTENED = "shortened", "صورة مختصرة", "a shortened form"
    HIDDEN = "hidden", "علامات بدل القيمة", "marks in place of the value"


_OCCASIONS: Final = (
    ("visit", "عند زيارتك للخدمة", "when you visit"),
    ("registration", "عند التسجيل", "when you register"),
    ("sign_in", "عند تسجيل الدخول", "when you sign in"),
    ("profile", "عند تعديل ملفك", "when you edit your profile"),
    ("order", "عند الطلب", "when you order"),
    ("service_request", "عند طلب خدمة", "when you ask for a service"),
    ("booking", "عند الحجز", "when you book"),
    ("payment", "عند الدفع", "when you pay"),
    ("delivery", "عند التوصيل", "on delivery"),
    ("form", "عند تعبئة نموذج", "when you fill in a form"),
    ("survey", "عند المشاركة في استبيان", "when you take part in a survey"),
    ("contest", "عند دخول مسابقة", "when you enter a competition"),
    ("support", "عند طلب المساعدة", "when you ask for help"),
    ("contact", "عند مراسلتنا", "when you write to us"),
    ("call", "عند الاتصال الهاتفي", "when we speak on the phone"),
    ("review", "عند كتابة تقييم", "when you write a review"),
    ("posting_ad", "عند نشر إعلان", "when you post an ad"),
    ("newsletter", "عند الاشتراك في النشرة البريدية", "when you join the mailing list"),
    ("upgrade", "عند ترقية حسابك", "when you upgrade your account"),
    ("download", "عند تنزيل التطبيق", "when you download the app"),
    ("use", "أثناء استخدامك للخدمة", "while you use the service"),
    ("activity", "عند أنشطة أخرى في الخدمة", "in other activities on the service"),
    ("meeting", "عند الاجتماع", "when you meet"),
    ("application", "عند التقدم إلى وظيفة", "when you apply for a job"),
)

OCCASIONS: Final[Mapping[str, Words]] = {key: Words(ar=ar, en=en) for key, ar, en in _OCCASIONS}
"""The occasions that have words of their own; others are free ids, shown as they are."""

_EVENTS: Final = (
    ("caller_told", "إعلامك بأن المكالمة تُسجَّل", "telling you that the call is recorded"),
    ("delivery", "التوصيل", "delivery"),
    ("order", "الطلب", "your order"),
    ("registration", "التسجيل", "your registration"),
    ("payment", "الدفع", "payment"),
    ("booking", "الحجز", "your booking"),
    ("entered", "دخولك المسابقة", "your entry into the competition"),
)

EVENTS: Final[Mapping[str, Words]] = {key: Words(ar=ar, en=en) for key, ar, en in _EVENTS}
"""The events that have words of their own, as nouns after *بعد* and *after*."""
