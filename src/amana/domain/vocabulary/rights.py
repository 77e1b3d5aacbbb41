"""The closed lists of rights: what can be asked for, where, in which form, within which limits."""

from amana.domain.vocabulary.named import Named


class Right(Named):
    """What a person may ask for (GDPR Articles 7, 15 to 22 and 77); words: after *you may*."""

    ACCESS = "access", "الاطلاع على بياناتك", "see your data"
    COPY = "copy", "الحصول على نسخة من بياناتك", "have a copy of your data"
    PORTABILITY = "portability", "نقل بياناتك إلى خدمة أخرى", "take your data to another service"
    RECTIFICATION = "rectification", "تصحيح بياناتك", "correct your data"
    ERASURE = "erasure", "محو بياناتك", "have your data erased"
    ACCOUNT_DELETION = "account_deletion", "حذف حسابك", "have your account deleted"
    OBJECTION = "objection", "الاعتراض على استخدام بياناتك", "object to the use of your data"
    RESTRICTION = "restriction", "تقييد استخدام بياناتك", "restrict the use of your data"
    WITHDRAWAL = "withdrawal", "سحب موافقتك", "withdraw your consent"
    COMPLAINT = (
        "complaint",
        "الشكوى إلى هيئة حماية البيانات في بلدك",
        "complain to the data protection authority of your country",
    )


class RightLimit(Named):
    """How far a request is not met; words: a clause after *except*."""

    OTHERS_DATA = "others_data", "ما يكشف بيانات غيرك", "where it would reveal another's data"
    LAW = "law", "ما يمنعه القانون", "where the law forbids it"
    DISPUTES = "disputes", "ما يلزم لنزاع قائم", "what a pending dispute needs"
    RECORDS = (
        "records",
        "ما يجب حفظه في السجلات",
        "what has to stay in our records",
    )


class Door(Named):
    """Where a request can be made; words: an adverbial."""

    ACCOUNT = "account", "من حسابك", "from your account"
    EMAIL = "email", "برسالة من بريد حسابك", "by e-mail from your account's address"
    SUPPORT = "support", "عن طريق الدعم", "through support"
    WRITTEN = "written", "بطلب مكتوب", "by a written request"


class FileFormat(Named):
    """The form of a copy; words: a name."""

    JSON = "json", "JSON", "JSON"
    CSV = "csv", "CSV", "CSV"
    PDF = "pdf", "PDF", "PDF"


class Fee(Named):
    """What a request costs; words: a sentence."""

    FREE = "free", "ولا نتقاضى رسمًا على ذلك", "We charge nothing for it"
    MODEST = (
        "modest",
        "وقد نتقاضى رسمًا إداريًا يسيرًا إن أجازه القانون، ونخبرك به قبل أن نبدأ",
        "Where the law allows it we may charge a modest fee, and tell you before we begin",
    )


class Answer(Named):
    """What the answer to a request also does; words: a sentence."""

    LISTS_RECIPIENTS = (
        "lists_recipients",
        "ونذكر لك الجهات التي شاركنا معها بياناتك وكيف تراسلها",
        "We name those with whom we shared your data, and how to reach them",
    )
    TELLS_RECIPIENTS = (
        "tells_recipients",
        "ونبلغ بطلبك الجهات التي شاركنا معها بياناتك",
        "We tell those with whom we shared your data of your request",
    )
    CHECKED = (
        "checked",
        "ثم نتحقق من أن شيئًا من ذلك لم يُترك",
        "Afterwards we check that nothing was left out",
    )
    SAYS_WHAT_STAYS = (
        "says_what_stays",
        "ونبين لك ما يبقى من بياناتك، ولماذا، وإلى متى",
        "We tell you which data stays, why, and until when",
    )
    NAMES_AUTHORITY = (
        "names_authority",
        "ونذكر لك الهيئة المختصة",
        "We name the competent authority",
    )
