"""How promises read: the sentence that each row's first form gives, word for word."""

from collections.abc import Mapping

import pytest

from amana.domain.promises import KINDS
from amana.domain.promises.kind import Terms

SENTENCES: Mapping[str, tuple[str, str]] = {
    "W1": (
        (
            "يجوز لفريق العمل لدينا الاطلاع على موقعك الجغرافي للوفاء بالالتزامات القانونية "
            "وتطبيق الشروط وحماية الحقوق. ولا يكون ذلك إلا لسبب مكتوب، ونسجل كل اطلاع، وتجده في "
            "نسختك من بياناتك."
        ),
        (
            "Our staff may look at your location for meeting legal duties and enforcing the terms "
            "and protecting rights. A reason has to be stated, each look is recorded, and your "
            "copy lists it."
        ),
    ),
    "W2": (
        ("نجمع اسمك وعنوانك ورقم هاتفك وبريدك الإلكتروني عند طلب خدمة، وذلك لتقديم الخدمة."),
        (
            "We collect your name, postal address, phone number and e-mail address when you ask "
            "for a service, for providing the service."
        ),
    ),
    "W4": (
        (
            "نجمع عنوانك من الجهات التي تقدم لنا الخدمات، وذلك لتوصيل الطلبات. ونصحح بهذه "
            "البيانات ما لدينا عنك."
        ),
        (
            "We collect your postal address from our service providers, for delivering orders. We "
            "correct what we hold about you with this data."
        ),
    ),
    "W8": (
        ("نستخدم رقم هاتفك وبريدك الإلكتروني للتواصل معك عبر الهاتف والبريد الإلكتروني والمحادثة."),
        (
            "We use your phone number and e-mail address for communicating with you by phone, "
            "e-mail and chat."
        ),
    ),
    "W11": (
        (
            "نحمي بياناتك الشخصية بما يأتي: حماية المباني والأجهزة والتشفير عند التخزين وقصر "
            "الوصول على من يلزمه ذلك في عمله وإجراءات عمل تضبط الجمع والحفظ والكشف وموافقة شخصين "
            "قبل أي كشف للسلطات."
        ),
        (
            "We protect your personal data as follows: the protection of buildings and equipment, "
            "encryption at rest, access for only those whose work needs it, procedures for "
            "collection, storage and disclosure and two people's approval before any disclosure "
            "to authorities."
        ),
    ),
    "W12": (
        ("قد نطلب منك إثبات هويتك قبل أن نكشف لك عن بياناتك."),
        ("We may ask you to prove who you are before we disclose your data to you."),
    ),
    "W14": (
        (
            "لا نستخدم ولا نشارك وثيقة هويتك إلا للوفاء بالالتزامات القانونية ومع فريق العمل "
            "لدينا. ولا يطلع على هذه البيانات إلا من يحتاج إليها في عمله، ولمدة محددة."
        ),
        (
            "We use and share your identity document only for meeting legal duties and with our "
            "staff. Only those who need this data for their work may see it, and for a set time."
        ),
    ),
    "W17": (
        (
            "نشارك اسمك وعنوانك ورقم هاتفك وبريدك الإلكتروني مع السلطات والجهات الرسمية والمؤسسات "
            "المالية للوفاء بالالتزامات القانونية وتطبيق الشروط وحماية الحقوق وحفظ الأمن ومنع "
            "الاحتيال، إذا أوجب القانون ذلك أو لزم لتطبيق شروط الخدمة أو لزم لحماية الحقوق أو "
            "الممتلكات أو السلامة أو لزم لمكافحة الاحتيال أو السرقة أو لزم لخفض مخاطر الائتمان."
        ),
        (
            "We share your name, postal address, phone number and e-mail address with authorities "
            "and financial institutions for meeting legal duties, enforcing the terms and "
            "protecting rights and security and the prevention of fraud, where the law demands "
            "it, our terms have to be enforced, rights, property or safety have to be protected, "
            "fraud or theft has to be prevented or credit risk has to be reduced."
        ),
    ),
    "W18": (
        (
            "قبل أن نشارك بياناتك مع جهة جديدة نعلمك بذلك بمدة لا تقل عن 14 يومًا. لك أن تعترض في "
            "أي وقت على مشاركة بياناتك لأغراض أخرى، فنتوقف عن ذلك فورًا."
        ),
        (
            "Before we share your data with anyone new, we tell you at least 14 days ahead. You "
            "may object at any time to the sharing of your data for other purposes, and we stop "
            "at once."
        ),
    ),
    "W19": (
        ("تُنشر هذه السياسة بالعربية والإنجليزية."),
        ("This policy is published in Arabic and English."),
    ),
    "W20": (
        ("نلتزم في كل ما نفعله ببياناتك بما يأتي: قوانين دولة قطر."),
        ("In all we do with your data we keep to the laws of Qatar."),
    ),
    "W21": (
        ("لا نشارك بياناتك الشخصية إلا على النحو المبيَّن في هذه السياسة."),
        ("We share your personal data only as this policy describes."),
    ),
    "C1": (
        (
            "نجمع اسمك وبريدك الإلكتروني ورقم هاتفك وبيانات بطاقتك عند زيارتك للخدمة وعند التسجيل "
            "وعند الطلب وعند تعبئة نموذج وعند المشاركة في استبيان وعند أنشطة أخرى في الخدمة، وذلك "
            "لتقديم الخدمة."
        ),
        (
            "We collect your name, e-mail address, phone number and payment card details when you "
            "visit, when you register, when you order, when you fill in a form, when you take "
            "part in a survey and in other activities on the service, for providing the service."
        ),
    ),
    "C5": (
        (
            "مما نجمعه عند الطلب لا نستخدم بريدك الإلكتروني إلا لتقديم الخدمة والتواصل معك، وكذلك "
            "للتسويق والعروض الترويجية إن وافقت على ذلك."
        ),
        (
            "Of what we collect when you order, we use your e-mail address only for providing the "
            "service and communicating with you, and for marketing and promotional offers if you "
            "agreed to that."
        ),
    ),
    "C6": (
        ("لا نستخدم بياناتك للتسويق والعروض الترويجية إلا إذا وافقت على ذلك ثم أكدت موافقتك."),
        (
            "We use your data for marketing and promotional offers only if you agree to it and "
            "then confirm it."
        ),
    ),
    "C7": (
        (
            "نرسل إليك النشرة البريدية عبر البريد الإلكتروني للتسويق والعروض الترويجية، ونستعمل "
            "لذلك بريدك الإلكتروني. ويمكنك إلغاء الاشتراك في أي وقت برابط في ذيل كل رسالة أو "
            "بضغطة واحدة في برنامج البريد أو بمراسلتنا."
        ),
        (
            "We send you the newsletter by e-mail for marketing and promotional offers, using "
            "your e-mail address. You can unsubscribe at any time by a link at the foot of each "
            "message, by one click in your mail program or by writing to us."
        ),
    ),
    "C8": (
        (
            "نحمي بياناتك الشخصية من الاطلاع أو التغيير أو الكشف أو الإتلاف دون إذن، بما يأتي: "
            "التشفير عند التخزين وحفظ كلمات المرور بصيغة لا يمكن استرجاعها منها وكشف أي تلاعب."
        ),
        (
            "We protect your personal data against unauthorised access, change, disclosure or "
            "destruction, as follows: encryption at rest, storing passwords in a form from which "
            "they cannot be recovered and detection of any tampering."
        ),
    ),
    "C10": (
        ("لا نبيع ولا نقايض ولا نؤجر اسمك أو عنوانك أو رقم هاتفك أو بريدك الإلكتروني أبدًا."),
        (
            "We never sell, trade or rent out your name, postal address, phone number or e-mail "
            "address."
        ),
    ),
    "C14": (
        (
            "إذا غيّرنا هذه السياسة، فإننا نبين تاريخ آخر تحديث ونرسل إليك رسالة بالبريد "
            "الإلكتروني. ويسري التغيير من وقت نشره."
        ),
        (
            "If we change this policy, we show the date of the last update and send you an "
            "e-mail. The change takes effect when it is published."
        ),
    ),
    "C15": (
        (
            "تقبل هذه السياسة باستخدامك للخدمة أو باستمرارك في استخدام الخدمة بعد تغييرها. ومن لم "
            "يوافق فعليه ألا يستخدم الخدمة. ولا نعدّ من رفضها قابلًا لها."
        ),
        (
            "You accept this policy by using the service or by going on using the service after a "
            "change. Whoever disagrees must not use the service. Whoever declined it is not taken "
            "to have accepted."
        ),
    ),
    "C16": (
        ("يمكنك التواصل معنا بشأن بياناتك عبر البريد الإلكتروني."),
        ("You can reach us about your data by e-mail."),
    ),
    "M2": (
        (
            "نجمع بيانات بطاقتك، وذلك لمعالجة المدفوعات. ولا نخزن من هذه البيانات إلا آخر أربعة "
            "أرقام."
        ),
        (
            "We collect your payment card details, for processing payments. Of this data we store "
            "only the last four digits."
        ),
    ),
    "M11": (
        (
            "نجمع مراسلاتك ومكالماتك عند الاتصال الهاتفي، وذلك للتحقق من الهوية وتحسين الخدمة "
            "والبحث والتطوير وخدمة العملاء والدعم وحفظ الأمن ومنع الاحتيال، ولا يكون ذلك إلا بعد "
            "إعلامك بأن المكالمة تُسجَّل."
        ),
        (
            "We collect your messages and calls when we speak on the phone, for verifying "
            "identity, improving the service, research and development, customer service and "
            "support and security and the prevention of fraud, and only after telling you that "
            "the call is recorded."
        ),
    ),
    "M13": (
        (
            "نستخدم ملفات تعريف الارتباط لتحليل الاستخدام والأداء وتخصيص الخدمة والمحتوى لك، ولا "
            "يكون ذلك إلا بعد أن تختاره. ونجمع بها بيانات ملفات تعريف الارتباط في متصفحك. أما "
            "الملفات الضرورية لتقديم الخدمة فتعمل دائمًا. ونلتزم بما تدل عليه إشارة المتصفح برفض "
            "بيع البيانات ومشاركتها. ويمكنك تعطيل هذه الملفات من متصفحك، وقد يتأثر بذلك عمل بعض "
            "أجزاء الخدمة."
        ),
        (
            "We use cookies for analysing use and performance and tailoring the service and its "
            "content to you, and only after you have chosen it. With them we collect your cookie "
            "data. Cookies that are essential for providing the service always run. We honour "
            "your browser's Global Privacy Control signal. You can disable cookies in your "
            "browser, though some functions may then fail."
        ),
    ),
    "M15": (
        (
            "نحمي بيانات بطاقتك بما يأتي: الحجب عند العرض وعدم التخزين لدينا. ولا نُظهر من هذه "
            "البيانات إلا آخر أربعة أرقام."
        ),
        (
            "We protect your payment card details as follows: masking on display and not storing "
            "it ourselves. Of this data we show only the last four digits."
        ),
    ),
    "M16": (
        (
            "نرسل إليك طلب تقييم بعد ثلاثة أيام من التوصيل لتحسين الخدمة والبحث والتطوير، ونستعمل "
            "لذلك بريدك الإلكتروني. ويمكنك إلغاء الاشتراك في أي وقت."
        ),
        (
            "We send you a request for a rating three days after delivery for improving the "
            "service, research and development, using your e-mail address. You can unsubscribe at "
            "any time."
        ),
    ),
    "M17": (
        (
            "ننشر ما تكتبه من محتوى وتقييمات وآراء باسمك أو دون اسمك كما تختار، ولك أن تغير "
            "اختيارك. ولا ننشر شيئًا قبل أن نراجعه."
        ),
        (
            "We publish your content, ratings and reviews under your name or without your name as "
            "you prefer, and you may change your mind. We publish nothing before we have reviewed "
            "it."
        ),
    ),
    "M19": (
        (
            "لك الحق في الحصول على نسخة من بياناتك. وقد نتقاضى رسمًا إداريًا يسيرًا إن أجازه "
            "القانون، ونخبرك به قبل أن نبدأ."
        ),
        (
            "You may have a copy of your data. Where the law allows it we may charge a modest "
            "fee, and tell you before we begin."
        ),
    ),
    "K4": (
        (
            "تقبل هذه السياسة بموافقتك الصريحة. ولا بد من قبولها عند نشر إعلان. ولا نعدّ من رفضها "
            "قابلًا لها."
        ),
        (
            "You accept this policy by saying so. It has to have been accepted when you post an "
            "ad. Whoever declined it is not taken to have accepted."
        ),
    ),
    "K7": (
        (
            "نرسل إليك رسائل الخدمة والإشعارات اللازمة للتواصل معك، ونستعمل لذلك بريدك "
            "الإلكتروني. وهي لازمة لتقديم الخدمة فلا يمكن إيقافها، ولا تتضمن أي ترويج."
        ),
        (
            "We send you service messages and required notices for communicating with you, using "
            "your e-mail address. The service needs them, so they cannot be switched off, and "
            "they carry no promotion."
        ),
    ),
    "K8": (
        (
            "نرسل إليك النشرة البريدية وتنبيهات الوظائف ورسائل ترويجية للتسويق والعروض الترويجية، "
            "ونستعمل لذلك بريدك الإلكتروني. ونعدّ تقديم هذه البيانات موافقة ضمنية، ونسجلها على "
            "أنها كذلك. ويمكنك إلغاء الاشتراك في أي وقت من إعدادات حسابك."
        ),
        (
            "We send you the newsletter, job alerts and promotional messages for marketing and "
            "promotional offers, using your e-mail address. We take your giving this data as "
            "implied consent, and record it as no more than that. You can unsubscribe at any time "
            "in the settings of your account."
        ),
    ),
    "K12": (
        (
            "نتحقق من هويتك قبل تفعيل حسابك برمز يُستعمل مرة واحدة. ونرسل الرمز إلى بريدك "
            "الإلكتروني أو رقم هاتفك. ويتكون الرمز من ستة أرقام. ويصلح الرمز لمدة عشر دقائق. ولا "
            "نقبل أكثر من ثلاث محاولات."
        ),
        (
            "We check who you are before your account becomes active by a one-time code. We send "
            "the code to your e-mail address or phone number. The code has six digits. The code "
            "is good for ten minutes. We accept no more than three attempts."
        ),
    ),
    "K16": (
        (
            "نشارك أرقامًا إجمالية تخص 20 شخصًا على الأقل ولا تدل على أحد، مأخوذة من نشاطك في "
            "الخدمة، مع شركات التحليلات لتحليل الاستخدام والأداء."
        ),
        (
            "We share only figures over at least 20 people that identify nobody, drawn from your "
            "activity on the service, with analytics providers for analysing use and performance."
        ),
    ),
    "K18": (
        (
            "لك أن تعترض في أي وقت على استخدام بياناتك للتسويق والعروض الترويجية، فنتوقف عن ذلك "
            "فورًا. ويمكنك إبلاغنا باختيارك عبر البريد الإلكتروني أو نموذج في الموقع. ونؤكد لك "
            "استلام اختيارك."
        ),
        (
            "You may object at any time to the use of your data for marketing and promotional "
            "offers, and we stop at once. You can tell us by e-mail or a form on the site. We "
            "confirm your choice to you."
        ),
    ),
    "A2": (
        ("لا نجمع ولا نشارك من بياناتك الشخصية إلا أقل ما يلزم."),
        ("We collect and share no more of your personal data than is needed."),
    ),
    "A11": (
        (
            "نخزن بياناتك الشخصية في الولايات المتحدة الأمريكية لدى الجهات التي تقدم لنا الخدمات. "
            "وأساس نقل البيانات: بنود تعاقدية نموذجية."
        ),
        (
            "We store your personal data in the United States with our service providers. The "
            "transfer rests on standard contractual clauses."
        ),
    ),
    "A16": (
        (
            "نحفظ اسمك وبريدك الإلكتروني ما دام حسابك قائمًا. وبعد ذلك نمحو هذه البيانات. ونحفظ "
            "مدة أطول ما يوجب القانون حفظه وما يلزم لتسوية النزاعات."
        ),
        (
            "We keep your name and e-mail address for as long as your account exists. After that, "
            "we erase this data. We keep longer what the law obliges us to keep and what is "
            "needed to settle disputes."
        ),
    ),
    "A18": (
        (
            "نحفظ طلباتك وحجوزاتك لمدة ستة أشهر من انتهاء الحاجة إلى البيانات. وبعد ذلك نمحو هذه "
            "البيانات. ويمكن لصاحب الحساب أن يحدد مدة أقصر."
        ),
        (
            "We keep your orders and bookings for six months from when the data is no longer "
            "needed. After that, we erase this data. The account's owner can set a shorter time."
        ),
    ),
    "A20": (
        (
            "إذا وقع اختراق للبيانات أو ظهر ضعف في الإعدادات قد يكشفها أبلغنا كل من تأثرت بياناته "
            "خلال 72 ساعة من علمنا بذلك."
        ),
        (
            "If there is a breach of data or a weakness in configuration that may expose it, we "
            "tell everyone whose data is affected within 72 hours of our becoming aware of it."
        ),
    ),
    "A21": (
        (
            "لك الحق في الحصول على نسخة من بياناتك. وتصلك بياناتك في ملف إلكتروني منظم بصيغة JSON "
            "أو CSV."
        ),
        (
            "You may have a copy of your data. Your data comes in a structured electronic file: "
            "JSON or CSV."
        ),
    ),
    "A24": (
        ("لك الحق في الاطلاع على بياناتك، إلا ما يكشف بيانات غيرك وما يمنعه القانون."),
        (
            "You may see your data, except where it would reveal another's data and where the law "
            "forbids it."
        ),
    ),
    "A27": (
        (
            "لك الحق في الاطلاع على بياناتك ومحو بياناتك. ويمكنك طلب ذلك من حسابك أو عن طريق "
            "الدعم أو برسالة من بريد حسابك. ونتحقق من هويتك أولًا."
        ),
        (
            "You may see your data and have your data erased. You can ask for it from your "
            "account, through support or by e-mail from your account's address. We check your "
            "identity first."
        ),
    ),
    "A32": (
        (
            "لا نجمع عن علمٍ بيانات من لم يبلغ 16 سنة. ونكتفي بسؤالك هل بلغت هذه السن. وإذا تبين "
            "لنا خلاف ذلك محونا تلك البيانات."
        ),
        (
            "We do not knowingly collect data about anyone under 16 years of age. We only ask "
            "whether you are of that age. If we learn otherwise, we erase that data."
        ),
    ),
    "A33": (
        (
            "إذا غيّرنا هذه السياسة، فإننا ننشر النسخة الجديدة في هذه الصفحة. وإذا كان التغيير "
            "مهمًا نرسل إليك رسالة بالبريد الإلكتروني ونضع إشعارًا في الخدمة أيضًا. ويسري التغيير "
            "من وقت نشره. ونحتفظ بالنسخ السابقة ونتيحها لمن يطلبها."
        ),
        (
            "If we change this policy, we publish the new version here. If the change matters, we "
            "also send you an e-mail and put a notice in the service. The change takes effect "
            "when it is published. We keep earlier versions and give them to whoever asks."
        ),
    ),
}


@pytest.mark.parametrize("row", SENTENCES)
def test_the_promise_reads_as_a_person_would_say_it(
    row: str, rows: Mapping[str, tuple[object, ...]], terms: Terms
) -> None:
    """The sentence stands in each language as it was read aloud and approved."""
    form = rows[row][0]
    kind = next(kind for kind in KINDS.values() if isinstance(form, kind.form))
    assert (kind.words(form, terms, "ar"), kind.words(form, terms, "en")) == SENTENCES[row]


def test_every_kind_has_a_sentence_that_was_approved(
    rows: Mapping[str, tuple[object, ...]],
) -> None:
    """A kind of which nobody read a sentence fails here."""
    read = {type(rows[row][0]) for row in SENTENCES}
    assert not {name for name, kind in KINDS.items() if kind.form not in read}
