"""The closed lists of protection: measures and threats, and how identity is proven."""

from amana.domain.vocabulary.named import Named


class Measure(Named):
    """A measure of protection, each with evidence of its own; words: a noun phrase."""

    ENCRYPTION_IN_TRANSIT = "encryption_in_transit", "التشفير أثناء النقل", "encryption in transit"
    ENCRYPTION_AT_REST = "encryption_at_rest", "التشفير عند التخزين", "encryption at rest"
    HASHED_PASSWORDS = (
        "hashed_passwords",
        "حفظ كلمات المرور بصيغة لا يمكن استرجاعها منها",
        "storing passwords in a form from which they cannot be recovered",
    )
    TAMPER_EVIDENCE = "tamper_evidence", "كشف أي تلاعب", "detection of any tampering"
    LEAST_PRIVILEGE = (
        "least_privilege",
        "قصر الوصول على من يلزمه ذلك في عمله",
        "access for only those whose work needs it",
    )
    FOUR_EYES = (
        "four_eyes",
        "موافقة شخصين قبل أي كشف للسلطات",
        "two people's approval before any disclosure to authorities",
    )
    MASK = "mask", "الحجب عند العرض", "masking on display"
    NOT_STORED = "not_stored", "عدم التخزين لدينا", "not storing it ourselves"
    NOT_PUBLIC = "not_public", "عدم الإتاحة لعامة الناس", "keeping it from the public"
    CERTIFIED_PROVIDER = (
        "certified_provider",
        "الحفظ لدى مزوّد دفع معتمد وفق معيار أمن بيانات البطاقات",
        "leaving it with a payment provider certified to the card industry's standard",
    )
    SESSION_CONTROL = (
        "session_control",
        "عرض جلسات دخولك وتمكينك من إنهائها",
        "a list of your sessions that you can end",
    )
    OWN_CARE = (
        "own_care",
        "محافظتك على كلمة مرورك وأجهزتك وتسجيل خروجك من الأجهزة المشتركة",
        "your own care for your password, your devices and shared computers",
    )
    PHYSICAL = "physical", "حماية المباني والأجهزة", "the protection of buildings and equipment"
    PROCEDURES = (
        "procedures",
        "إجراءات عمل تضبط الجمع والحفظ والكشف",
        "procedures for collection, storage and disclosure",
    )
    STANDARDS = (
        "standards",
        "اتباع المعايير المتعارف عليها حيثما أمكن",
        "industry standards wherever possible",
    )


class Threat(Named):
    """What data is protected against; words: a noun, before *دون إذن* and after *unauthorised*."""

    ACCESS = "access", "الاطلاع", "access"
    CHANGE = "change", "التغيير", "change"
    DISCLOSURE = "disclosure", "الكشف", "disclosure"
    DESTRUCTION = "destruction", "الإتلاف", "destruction"


class IdentityMeans(Named):
    """How identity is proven; words: after *we check who you are*."""

    ONE_TIME_CODE = "one_time_code", "برمز يُستعمل مرة واحدة", "by a one-time code"
    SIGNED_IN = "signed_in", "بدخولك إلى حسابك", "by your signing in"
    ACCOUNT_EMAIL = (
        "account_email",
        "بمراسلتك لنا من بريد حسابك",
        "by your writing from the address of your account",
    )
    DOCUMENT = "document", "بوثيقة هوية", "by an identity document"


class IdentityMoment(Named):
    """Before what identity is proven; words: a clause."""

    COPY = "copy", "قبل أن نكشف لك عن بياناتك", "before we disclose your data to you"
    REQUEST = "request", "قبل أن ننفذ طلبك", "before we carry out your request"
    ACCOUNT = "account", "قبل تفعيل حسابك", "before your account becomes active"
    CHANGE = "change", "قبل تغيير بيانات دخولك", "before your sign-in details are changed"
