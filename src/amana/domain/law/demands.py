"""What a law demands of a notice, of consent, of children, special data, transfers and records."""

from dataclasses import dataclass
from enum import StrEnum

from amana.domain.law.clause import Clause
from amana.domain.period import Period
from amana.domain.policy.declarations import Basis, Country, DpvTerm
from amana.domain.promises.errors import need
from amana.domain.promises.kind import item
from amana.domain.vocabulary.named import Named
from amana.domain.vocabulary.rights import Right
from amana.domain.vocabulary.sharing import Safeguard


class NoticeItem(Named):
    """What a notice has to say; words: a noun phrase."""

    CONTROLLER = (
        "controller",
        "الجهة المسؤولة ووسيلة التواصل معها",
        "the controller and how to reach it",
    )
    OFFICER = "officer", "مسؤول حماية البيانات", "the data protection officer"
    DATA = "data", "البيانات التي تُجمع", "the data that is collected"
    SOURCES = "sources", "مصادر البيانات", "where the data comes from"
    PURPOSES = "purposes", "أغراض استخدام البيانات", "the purposes of use"
    BASES = "bases", "الأساس القانوني لكل غرض", "the legal basis of each purpose"
    RECIPIENTS = "recipients", "من تُشارك معه البيانات", "who receives the data"
    TRANSFERS = (
        "transfers",
        "هل تُنقل البيانات إلى خارج البلد، وبأي ضمان",
        "whether data leaves the country, and under which safeguard",
    )
    PLACE = "place", "مكان تخزين البيانات", "where the data is stored"
    RETENTION = "retention", "مدة حفظ البيانات", "how long the data is kept"
    ENDING = "ending", "ما يحدث للبيانات بعد ذلك", "what becomes of the data then"
    RIGHTS = "rights", "حقوق الشخص", "the person's rights"
    ASKING = "asking", "كيف يُقدَّم الطلب", "how to make a request"
    WITHDRAWAL = "withdrawal", "كيف تُسحب الموافقة", "how consent is withdrawn"
    COMPLAINT = "complaint", "إلى من تُقدَّم الشكوى", "where to complain"
    SECURITY = "security", "تدابير حماية البيانات", "the measures of protection"
    CHANGES = (
        "changes",
        "كيف تُعلن تغييرات السياسة",
        "how changes of the policy are announced",
    )
    ARABIC = "arabic", "نص بالعربية", "a text in Arabic"
    ENGLISH = "english", "نص بالإنجليزية", "a text in English"
    SALE = (
        "sale",
        "هل تُباع البيانات أو تُشارك للإعلان، وكيف يُرفض ذلك",
        "whether data is sold or shared for ads, and how to refuse it",
    )
    OPTIONAL = (
        "optional",
        "أي البيانات إلزامي وما أثر الامتناع عن إعطائه",
        "which data must be given, and what follows if it is not",
    )
    AUTOMATED = "automated", "القرارات الآلية", "decisions made by machines alone"


class ConsentDemand(Named):
    """What a consent must be; words: a clause."""

    EXPRESS = (
        "express",
        "تُعطى الموافقة صراحة ولا تُستنتج من فعل آخر",
        "consent is said, and not concluded from another act",
    )
    PROVABLE = (
        "provable",
        "يُحفظ ما يثبت الموافقة ووقتها",
        "what shows the consent and its time is kept",
    )
    PER_PURPOSE = "per_purpose", "لكل غرض موافقة مستقلة", "each purpose has a consent of its own"
    FOR_A_TIME = "for_a_time", "للموافقة مدة محددة", "consent is for a stated time"
    WITHDRAWABLE = (
        "withdrawable",
        "سحب الموافقة سهل كإعطائها",
        "it is withdrawn as easily as it is given",
    )
    NOT_TIED = (
        "not_tied",
        "لا تُشترط الموافقة للحصول على الخدمة",
        "the service does not depend on it",
    )


class SpecialDemand(Named):
    """What data of a special kind calls for; words: a noun phrase."""

    EXPLICIT_CONSENT = "explicit_consent", "موافقة صريحة", "explicit consent"
    PERMIT = "permit", "تصريح مسبق من الهيئة", "a permit of the authority"
    NO_MARKETING = "no_marketing", "ألا تُستخدم للتسويق", "no use for marketing"


class Kept(Named):
    """What evidence is kept; words: a noun phrase."""

    PROCESSING = "processing", "سجل أنشطة المعالجة", "the register of processing"
    REQUESTS = "requests", "سجل الطلبات وأجوبتها", "requests and their answers"
    CONSENTS = "consents", "سجل الموافقات", "consents"
    DISCLOSURES = "disclosures", "سجل الإفصاح", "disclosures"
    BREACHES = "breaches", "سجل الخروقات", "breaches"


class RegisterItem(StrEnum):
    """What a register of processing has to hold."""

    CONTROLLER = "controller"
    OFFICER = "officer"
    PURPOSES = "purposes"
    DATA = "data"
    PEOPLE = "people"
    RECIPIENTS = "recipients"
    TRANSFERS = "transfers"
    PERIODS = "periods"
    MEASURES = "measures"


@dataclass(frozen=True, slots=True, kw_only=True)
class BasesRule(Clause):
    """On which legal bases data may be used."""

    bases: tuple[Basis, ...] = item("The bases that the law knows")


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeRule(Clause):
    """What one article wants a notice to say."""

    items: tuple[NoticeItem, ...] = item("What has to be said")
    rights: tuple[Right, ...] = item("The rights that have to be named", default=())


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentRule(Clause):
    """What one article wants a consent to be."""

    demands: tuple[ConsentDemand, ...] = item("What consent must be")


@dataclass(frozen=True, slots=True, kw_only=True)
class AgeRule(Clause):
    """Whose data wants a guardian's consent."""

    under: int | None = item(
        "The age in years below which it does; left out where the law names none", default=None
    )
    guardian: bool = item("Whether a guardian's consent admits a child", default=True)

    def __post_init__(self) -> None:
        """Refuse an age that nobody has."""
        need(under=self.under is None or self.under > 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class SpecialRule(Clause):
    """Data of a special kind, and what it calls for."""

    data: tuple[DpvTerm, ...] = item("Terms of the vocabulary of personal data")
    demand: SpecialDemand = item("What it calls for")


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferRule(Clause):
    """On which ground data may leave the countries of the law."""

    free: bool = item("Whether it may without any ground", default=False)
    grounds: tuple[Safeguard, ...] = item("Grounds that a notice can name", default=())
    adequate: tuple[Country, ...] = item("Countries found adequate, where known", default=())
    consent: bool = item("Whether the person's consent is a ground, too", default=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterRule(Clause):
    """What a register of processing has to hold."""

    items: tuple[RegisterItem, ...] = item("What it has to hold")
    processor: bool = item("Whether it is the one that a processor keeps", default=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class KeepingRule(Clause):
    """What evidence is kept, and how long."""

    kept: Kept = item("What is kept")
    for_: Period | None = item("How long; left out where the law says no period", default=None)
