"""The closed lists of requests: what is asked, through which door, and why one is refused."""

from collections.abc import Mapping
from typing import Final

from amana.domain.vocabulary.named import Named
from amana.domain.vocabulary.rights import Right


class RequestKind(Named):
    """What a person asks for (GDPR Articles 7, 13 to 21 and 77); words: a noun phrase."""

    COPY = "copy", "نسخة من البيانات", "a copy of the data"
    PORTABILITY = "portability", "ملف لنقل البيانات", "a file to take elsewhere"
    CORRECTION = "correction", "تصحيح البيانات", "a correction"
    RESTRICTION = "restriction", "تقييد استخدام البيانات", "a restriction of use"
    OBJECTION = "objection", "اعتراض على استخدام البيانات", "an objection to a use"
    ERASURE = "erasure", "محو كل البيانات", "the erasure of all data"
    PART_ERASURE = "part_erasure", "محو بعض البيانات", "the erasure of some data"
    WITHDRAWAL = "withdrawal", "سحب موافقة", "the withdrawal of a consent"
    COMPLAINT = "complaint", "معلومات عن تقديم شكوى", "how to complain"
    RECIPIENTS = "recipients", "قائمة الجهات المستلمة", "the list of recipients"


class RequestDoor(Named):
    """Where a request came in; words: an adverbial."""

    CENTRE = "centre", "من مركز الخصوصية", "at the privacy centre"
    DESK = "desk", "لدى الدعم كتابة", "at the support desk, in writing"
    ORAL = "oral", "لدى الدعم شفاهة", "at the support desk, by word of mouth"
    EMAIL = "email", "بالبريد الإلكتروني", "by e-mail"
    API = "api", "من التطبيق", "through the application"


class RefusalReason(Named):
    """Why a request is refused (GDPR Articles 11, 12(5), 15(4), 17(3)); words: a sentence."""

    NOT_PROVEN = (
        "not_proven",
        "لم نتمكن من التحقق من هوية مقدم الطلب",
        "We could not verify the identity of who asked",
    )
    NOTHING_HELD = (
        "nothing_held",
        "لا نحتفظ ببيانات يتعلق بها هذا الطلب",
        "We hold no data that this request is about",
    )
    UNFOUNDED = (
        "unfounded",
        "الطلب لا أساس له على نحو ظاهر",
        "The request is manifestly unfounded",
    )
    EXCESSIVE = (
        "excessive",
        "تكرر الطلب نفسه على نحو مفرط",
        "The same request was made excessively often",
    )
    OTHERS_DATA = (
        "others_data",
        "تنفيذ الطلب يكشف بيانات أشخاص آخرين",
        "It would reveal other people's data",
    )
    LAW_FORBIDS = ("law_forbids", "القانون يمنع تنفيذ الطلب", "The law forbids it")
    LEGAL_HOLD = (
        "legal_hold",
        "البيانات محفوظة لنزاع قائم أو لواجب قانوني",
        "The data is under legal hold",
    )
    NOT_OURS = (
        "not_ours",
        "لسنا الجهة المسؤولة عن هذه البيانات",
        "We are not responsible for this data",
    )


class ExtensionReason(Named):
    """Why a term is extended (GDPR Article 12(3), Saudi Regulation 3); words: a sentence."""

    COMPLEX = "complex", "الطلب يحتاج إلى جهد غير معتاد", "The request takes unusual effort"
    MANY = "many", "وردت طلبات كثيرة", "There are many requests"


PROMISED_AS: Final[Mapping[RequestKind, frozenset[Right]]] = {
    RequestKind.COPY: frozenset({Right.COPY, Right.ACCESS}),
    RequestKind.PORTABILITY: frozenset({Right.PORTABILITY}),
    RequestKind.CORRECTION: frozenset({Right.RECTIFICATION}),
    RequestKind.RESTRICTION: frozenset({Right.RESTRICTION}),
    RequestKind.OBJECTION: frozenset({Right.OBJECTION}),
    RequestKind.ERASURE: frozenset({Right.ERASURE, Right.ACCOUNT_DELETION}),
    RequestKind.PART_ERASURE: frozenset({Right.ERASURE}),
    RequestKind.WITHDRAWAL: frozenset({Right.WITHDRAWAL}),
    RequestKind.COMPLAINT: frozenset({Right.COMPLAINT}),
    RequestKind.RECIPIENTS: frozenset({Right.ACCESS}),
}
"""The rights of a policy under which each kind is asked."""
KINDS: Final[Mapping[str, RequestKind]] = {each.value: each for each in RequestKind}
DOORS: Final[Mapping[str, RequestDoor]] = {each.value: each for each in RequestDoor}
"""By id."""
