"""What tables are about, by the words of their names."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from amana.domain.proposal.folding import fold


class Sort(StrEnum):
    """What a table is about."""

    PEOPLE = "people"
    CONTACT = "contact"
    """Where people are reached."""
    SIGN_IN = "sign_in"
    """Secrets and sessions."""
    PAYMENT = "payment"
    ORDER = "order"
    CONTENT = "content"
    """What people wrote for others to read."""
    MESSAGE = "message"
    ACTIVITY = "activity"
    CHOICE = "choice"
    WORK = "work"
    HEALTH = "health"
    REFERENCE = "reference"
    """Lists of things, and the framework's own tables."""
    UNKNOWN = "unknown"


_WORDS: Final[Mapping[Sort, str]] = {
    Sort.SIGN_IN: (
        "session token credential password otp secret authenticator "
        "apikey oauth grant verification code identity device جلسه"
    ),
    Sort.PAYMENT: (
        "payment invoice transaction refund bankcard charge payout receipt billing bill settlement "
        "salary payslip loan installment wallet ledger balance creditcard donation deposit card "
        "حواله دفع فاتوره دفعه مدفوعات سداد راتب قسط تبرع"
    ),
    Sort.HEALTH: (
        "diagnosis prescription visit_note medical vital vaccination allergy lab symptom encounter "
        "treatment وصفه تشخيص تحليل"
    ),
    Sort.CONTENT: (
        "review comment post rating feedback answer vote testimonial article reply topic "
        "submission essay story photo upload submission survey_response تعليق مراجعه منشور تقييم"
    ),
    Sort.MESSAGE: (
        "message email mail chat conversation notification ticket enquiry inquiry call sms "
        "complaint communication followup thread letter رساله محادثه شكوى مكالمه بلاغ تذكره"
    ),
    Sort.ACTIVITY: (
        "log history activity audit trail view visit click search event login track tracking "
        "impression record attendance checkin checkout progress scan trip ride "
        "حضور سجل زياره نشاط دخول رحله"
    ),
    Sort.CHOICE: (
        "preference setting consent subscription newsletter alert interest wishlist favorite "
        "favourite bookmark watchlist follow like تفضيل اشتراك موافقه مفضله"
    ),
    Sort.CONTACT: "address contact phone telephone location عنوان اتصال هاتف",
    Sort.ORDER: (
        "order basket cart booking reservation appointment purchase sale rental delivery shipment "
        "shipping line item ticketorder registration enrolment enrollment subscription voucher "
        "quote quotation request claim policy contract return lease stay "
        "طلب حجز موعد شراء سله تسجيل عقد مطالبه شحنه"
    ),
    Sort.WORK: "shift leave timesheet absence payroll employment resume evaluation اجازه دوام",
    Sort.PEOPLE: (
        "user customer member patient employee staff guest visitor subscriber student pupil person "
        "people teacher doctor nurse driver passenger applicant candidate lead client profile "
        "tenant author attendee participant donor volunteer beneficiary resident citizen parent "
        "guardian child recipient stakeholder shopper contactperson staffmember instructor agent "
        "borrower patron worker seller buyer owner account crew player "
        "مستخدم عميل زبون عضو مريض موظف طالب معلم شخص مستفيد مشترك سايق ولي طبيب متبرع نزيل"
    ),
    Sort.REFERENCE: (
        "country currency category option product migration permission group role type tax site "
        "content_type language template status rate zone unit brand tag range partner stock "
        "supplier warehouse branch price attribute class setting config flatpage menu page version "
        "sequence schema sector catalogue catalog service communicationeventtype department "
        "offer benefit condition city state region region language locale cache queue job "
        "room course subject book title genre shelf clinic ward vehicle asset "
        "دوله عمله فيه منتج خدمه نوع اعداد مدينه قسم فرع"
    ),
}
_SETS: Final = {sort: frozenset(fold(w) for w in words.split()) for sort, words in _WORDS.items()}
TABLE_WORDS: Final = frozenset().union(*_SETS.values())
_TELLING: Final = 6
"""Letters from which on a word at the end of another says what it is."""
_LONG: Final = {
    sort: frozenset(word for word in known if len(word) >= _TELLING)
    for sort, known in _SETS.items()
}
_NO: Final = Sort.UNKNOWN
_FRAMEWORK: Final = (
    *("django_migrations", "django_content_type", "django_site", "auth_permission", "auth_group"),
    *("schema_migrations", "ar_internal_metadata", "alembic_version", "flyway_schema_history"),
    *("auth_group_permissions", "sqlite_sequence", "spatial_ref_sys", "knex_migrations"),
)


def sort_of(table: str, words: tuple[str, ...]) -> Sort:
    """Return what a table is about: the last of its words that says so counts (English order)."""
    if table.lower() in _FRAMEWORK:
        return Sort.REFERENCE
    arabic = bool(words) and words[0][:1] >= "\u0600"
    order = words if arabic else tuple(reversed(words))
    for word in order:
        for sort, known in _SETS.items():
            if word in known:
                return sort
    return next(
        (sort for word in order for sort, known in _LONG.items() if _ends(word, known)), _NO
    )


def _ends(word: str, known: frozenset[str]) -> bool:
    """Tell whether a word that is not known as a whole ends with one that is."""
    return any(word.endswith(each) for each in known)
