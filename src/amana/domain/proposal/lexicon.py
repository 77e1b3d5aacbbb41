"""Words of column names and what they mean: English, abbreviated, Arabic, and transliterated.

A rule lists phrases with a stroke between them; the words of a phrase are compared as
``folding.words_of`` gives them. Of two phrases that fit, the longer one counts, then the earlier.
"""

from dataclasses import dataclass
from typing import Final

from amana.domain.proposal.folding import fold, words_of
from amana.domain.record.types import ValueType as Of

CERTAIN: Final = 0.9
LIKELY: Final = 0.7
POSSIBLE: Final = 0.45


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """What phrases of a name say."""

    kind: str
    type: Of
    confidence: float
    phrases: tuple[tuple[str, ...], ...]


def _rule(kind: str, of: Of, confidence: float, *phrases: str) -> Rule:
    split = tuple(words_of(phrase) for part in phrases for phrase in part.split("|"))
    return Rule(kind=kind, type=of, confidence=confidence, phrases=split)


RULES: Final[tuple[Rule, ...]] = (
    _rule(
        *("email", Of.EMAIL, CERTAIN),
        "email|mail|e mail|emailid|mail address|email addr|correo|courriel|iimayl|barid",
        "بريد|ايميل|بريد الكتروني|بريد الالكتروني",
    ),
    _rule(
        *("phone", Of.PHONE, CERTAIN),
        "phone|telephone|tel|mobile|mob|cell|cellphone|cellular|msisdn|fax|whatsapp|whats app",
        "phone no|mobile no|tel no|contact no|contact number|hatif|jawwal|jawal|gsm|landline",
        "هاتف|جوال|موبايل|تليفون|تلفون|محمول|فاكس|واتساب|رقم الهاتف|رقم جوال|رقم التواصل",
    ),
    _rule(
        *("identity_document", Of.NATIONAL_ID, CERTAIN),
        "national id|nationalid|nid|qid|civil id|civilid|cpr|iqama|emirates id|eid no|passport",
        "ssn|social security|identity number|id number|id no|id card|identity card|nin|hawiya",
        "huwiya|raqm qawmi|driving licence|driving license|driver license|driver licence",
        "license number|licence number|tax id|tin|residence permit|visa number|personal number",
        "document number|passport no|nino|aadhaar|pan number",
        "هويه|رقم الهويه|رقم قومي|رقم وطني|بطاقه شخصيه|جواز|جواز سفر|رقم الاقامه|رقم مدني|اقامه",
    ),
    _rule(
        *("bank_account", Of.IBAN, CERTAIN),
        "iban|bank account|account number|account no|acct no|swift|sort code|bic|routing number",
        "bank name|ايبان|حساب بنكي|حساب مصرفي|رقم الحساب",
    ),
    _rule(
        *("payment_card", Of.CARD, CERTAIN),
        "card number|card no|cc number|ccnum|credit card|debit card|cvv|cvc|card holder|cardholder",
        "card type|card expiry|expiry month|expiry year|card last4|last4|last four|pan|masked pan",
        "card brand|exp month|exp year|رقم البطاقه|بطاقه الدفع|بطاقه ائتمان",
    ),
    _rule(
        *("birth_date", Of.DATE, CERTAIN),
        "birth date|birthdate|date of birth|dob|birthday|birth day|born|born on|birth|bday",
        "birth year|year of birth|yob|milad|tarikh milad",
        "ميلاد|تاريخ الميلاد|تاريخ ميلاد|سنه الميلاد",
    ),
    _rule("age", Of.NUMBER, LIKELY, "age|age years|omr|عمر|سن"),
    _rule(
        *("gender", Of.TEXT, CERTAIN),
        "gender|sex|jins|sexe|جنس|نوع الجنس|pronoun",
    ),
    _rule(
        *("nationality", Of.TEXT, CERTAIN),
        "nationality|citizenship|country of birth|place of birth|birth place|birthplace|jinsiya",
        "جنسيه|مكان الميلاد|محل الميلاد",
    ),
    _rule(
        *("marital_status", Of.TEXT, CERTAIN),
        "marital status|marital|civil status|حاله اجتماعيه",
    ),
    _rule("religion", Of.TEXT, CERTAIN, "religion|faith|sect|ديانه|دين|مذهب"),
    _rule("ethnic_origin", Of.TEXT, CERTAIN, "ethnicity|ethnic|race|tribe|قبيله|عرق"),
    _rule(
        *("health", Of.TEXT, LIKELY),
        "blood type|blood group|diagnosis|medical|allergy|disability|symptom|medication|disease",
        "prescription|treatment|pregnant|chronic|health|insurance number|mrn|weight kg|height cm",
        "bmi|medical history|vaccination|فصيله الدم|تشخيص|حساسيه|مرض|علاج|اعاقه|صحيه",
    ),
    _rule(
        *("salary", Of.NUMBER, LIKELY),
        "salary|wage|income|payroll|compensation|gross pay|net pay|hourly rate|راتب|دخل|اجر",
    ),
    _rule(
        *("payment_history", Of.NUMBER, LIKELY),
        "balance|credit|credit limit|loyalty point|reward point|point|wallet balance|total spent",
        "amount due|رصيد|نقاط",
    ),
    _rule(
        *("education", Of.TEXT, LIKELY),
        "education|degree|university|school|gpa|major|graduation|grade point|qualification",
        "مؤهل|جامعه|شهاده|تخصص|درجه علميه",
    ),
    _rule(
        *("family", Of.TEXT, LIKELY),
        "spouse|next of kin|guardian|emergency contact|dependant|dependent|child name|kin",
        "ولي امر|زوج|زوجه|معال",
    ),
    _rule(
        *("name", Of.TEXT, CERTAIN),
        "first name|last name|full name|given name|family name|surname|middle name|maiden name",
        "father name|mother name|grandfather name|nickname|nick name|display name|fname|lname",
        "mname|forename|second name|third name|name first|name last|legal name|preferred name",
        "real name|person name|fullname|firstname|lastname|sur name|holder name|account holder",
        "اسم كامل|اسم اول|اسم اخير|اسم العائله|اسم الاب|اسم الجد|لقب|كنيه|اسم عائله|اسم الام",
        "ism|ism kamil|laqab|nom|prenom|nombre|apellido|addressee|salutation|initial",
    ),
    _rule(
        *("account_credentials", Of.TEXT, CERTAIN),
        "password|passwd|passcode|pwd|pass|pin|pin code hash|password hash|hashed password|salt",
        "user name|username|login|login name|user login|screen name|handle|account name|otp",
        "security question|security answer|secret|api key|access token|refresh token|auth token",
        "reset token|token|session key|session token|totp|mfa secret|session data|recovery code",
        "backup code|otp secret|verification code|activation key|confirmation key|private key",
        "secret key|remember token|reset code|oauth token|openid|uid token",
        "activation code|confirmation code|confirm code|access code|login code|invitation code",
        "invite code|one time code|رمز التفعيل|رمز الدخول|رمز التاكيد|رمز الدعوه",
        "كلمه المرور|كلمه السر|كلمه مرور|رمز سري|اسم المستخدم|اسم مستخدم|رمز التحقق",
    ),
    _rule(
        *("ip_address", Of.IP, CERTAIN),
        "ip|ip address|ip addr|remote addr|remote ip|client ip|ipv4|ipv6|last ip|x forwarded for",
        "remote host|عنوان ip",
    ),
    _rule(
        *("browser_os", Of.TEXT, CERTAIN),
        "user agent|useragent|browser|operating system|os version|ua|ua string|os name",
        "متصفح|نظام التشغيل",
    ),
    _rule(
        *("device", Of.TEXT, CERTAIN),
        "device id|device|imei|imsi|mac address|mac|advertising id|idfa|gaid|push token",
        "fcm token|apns token|device token|device name|device model|fingerprint|serial device",
        "جهاز|معرف الجهاز",
    ),
    _rule(
        *("cookies", Of.TEXT, LIKELY),
        "cookie|visitor id|tracking id|client id ga|gclid|fbclid|utm source|utm campaign|referrer",
        "referer|utm medium",
    ),
    _rule(
        *("location", Of.PLACE, CERTAIN),
        "latitude|longitude|lat|lng|lon|long|geolocation|geo|coordinate|gps|geom|location",
        "geo point|map url|plus code|time zone|timezone|خط العرض|خط الطول|احداثيات|موقع",
    ),
    _rule(
        *("address", Of.PLACE, CERTAIN),
        "address|addr|street|street name|house number|house no|building|building number|apartment",
        "apt|flat|flat no|villa|postal code|postcode|post code|zip|zip code|zipcode|po box|pobox",
        "city|town|state|province|district|region|governorate|neighbourhood|neighborhood|line1",
        "line2|line3|line4|line 1|line 2|line 3|line 4|zone|county|area|block|landmark|country",
        "country code|address line|residence|hometown|madina|unwan|sharea|hay|country name|emirate",
        "municipality|suburb|locality",
        "عنوان|شارع|حي|مدينه|محافظه|منطقه|رمز بريدي|صندوق بريد|مبنى|بنايه|شقه|دوله|عنوان السكن|سكن",
    ),
    _rule(
        *("profile_photo", Of.TEXT, LIKELY),
        "avatar|photo|picture|profile picture|profile image|selfie|headshot|gravatar|profile photo",
        "portrait|photo url|signature image|صوره|صوره شخصيه",
    ),
    _rule(
        *("company_info", Of.TEXT, LIKELY),
        "company|company name|employer|job|job title|occupation|profession|organisation",
        "organization|department|position|designation|work place|hire date|hired|hired at|industry",
        "employee number|employee no|employee id|staff number|staff no|badge number|badge no",
        "joining date|date hired|vat number|vat|trade name|cr number|resume|cv|linkedin|job level",
        "شركه|وظيفه|مهنه|جهه العمل|مسمى وظيفي|قسم|رقم وظيفي|تاريخ التعيين",
    ),
    _rule(
        *("language", Of.TEXT, LIKELY),
        "language|locale|lang|preferred language|لغه",
    ),
    _rule(
        *("preferences", Of.TEXT, LIKELY),
        "preference|interest|hobby|newsletter|opt in|optin|opt out|optout|subscribed|marketing",
        "marketing consent|consent|notification setting|receive|want|favorite|favourite|تفضيلات",
        "wants|accepts marketing|email opt|unsubscribed|اهتمامات|اشتراك|موافقه",
    ),
    _rule(
        *("content_reviews", Of.TEXT, LIKELY),
        "bio|biography|about me|about|review|comment|feedback|opinion|testimonial|signature|rating",
        "headline|caption|answer|response|نبذه|تعليق|راي|مراجعه|تقييم",
    ),
    _rule(
        *("communications_calls", Of.TEXT, LIKELY),
        "message|message body|body|chat|transcript|recording|voicemail|conversation|enquiry",
        "inquiry|reply|complaint|subject|body text|body html|رساله|محادثه|شكوى|استفسار",
    ),
    _rule(
        *("usage_activity", Of.TEXT, LIKELY),
        "last login|last seen|last active|login count|sign in count|last visit|last sign in",
        "last activity|date joined|joined|registered at|signup date|sign up|registration date",
        "current sign in|last access|login time|logged in|visited|search term|user query|query",
        "page url|visited url|num searches|num views|last password|اخر دخول|تاريخ التسجيل",
    ),
    _rule(
        *("other", Of.TEXT, POSSIBLE),
        "note|remark|instruction|delivery instruction|special request|observation|description note",
        "delivery note|additional info|internal note|private note|ملاحظات|ملاحظه|تعليمات",
        "facebook|twitter|instagram|snapchat|tiktok|telegram|skype|social|social account|plate",
        "license plate|plate number|vehicle number|vin|رقم اللوحه|لوحه",
    ),
)

ROLES: Final = frozenset(
    fold(word)
    for word in (
        "customer client user member patient employee staff guest visitor subscriber student pupil "
        "teacher doctor nurse driver passenger applicant candidate lead contact recipient sender "
        "receiver owner tenant buyer seller author reviewer reporter requester submitter attendee "
        "participant donor volunteer person human beneficiary cardholder holder payer payee "
        "shopper consumer resident citizen parent guardian child traveller traveler agent worker "
        "creator billing shipping delivery consignee invitee invited signer signatory winner "
        "correspondent subject "
        "عميل زبون مستخدم عضو مريض موظف ضيف زاير مشترك طالب معلم طبيب سايق راكب متقدم مرشح مستلم "
        "مرسل مالك مستاجر مشتري بايع شخص مستفيد متبرع مواطن مقيم والد"
    ).split()
)
"""Who people are to a service."""
NAME_WORDS: Final = frozenset(fold(word) for word in ("name", "fullname", "اسم", "title"))

NEUTRAL: Final = frozenset(
    (
        "number no num address addr value text raw hash hashed encrypted enc home work primary "
        "secondary alt alternate alternative ar en arabic english line full original normalized "
        "normalised lower canonical search personal business main other new old pending of url id "
        "code key digest url path file image photo code ext extension plain str string field at"
    ).split()
)
"""Words behind a phrase that leave what it says as it is."""
TELLS_OF_IT: Final = frozenset(
    (
        "count template sent verified confirmed enabled type status length limit backend host port "
        "label format subject required allowed valid visible public active available total sort "
        "order index position policy rule setting config expires expiry expiration attempt error "
        "provider domain server method mode max min choice option per category group list "
        "verification confirmation bounced counter delta version dispatched quota"
    ).split()
)
"""Words at the end of a name that make it one about a thing, and no longer the thing itself."""
