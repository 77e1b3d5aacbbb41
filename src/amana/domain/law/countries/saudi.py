"""Saudi Arabia: the Personal Data Protection Law with its Implementing and Transfer Regulations."""

from typing import Final

from amana.domain.decision.duty import Certainty
from amana.domain.decision.rule import Doing, Need
from amana.domain.law.asked import AnswerTerm, FeeRule, FeeTerm, Unit
from amana.domain.law.breaches import BreachTerm, Content, TermUnit, Whom
from amana.domain.law.clause import Clause
from amana.domain.law.demands import (
    AgeRule,
    BasesRule,
    ConsentDemand,
    ConsentRule,
    KeepingRule,
    Kept,
    NoticeItem,
    NoticeRule,
    RegisterItem,
    RegisterRule,
    SpecialDemand,
    SpecialRule,
    TransferRule,
)
from amana.domain.law.pack import Article, Pack
from amana.domain.law.terms import ADVERTISING, PROMOTION, SENSITIVE
from amana.domain.period import Period
from amana.domain.policy.declarations import Basis
from amana.domain.promises.law import Law
from amana.domain.vocabulary.rights import Right
from amana.domain.vocabulary.sharing import Safeguard
from amana.domain.words import Words

_SURE, _UNSURE = Certainty.CERTAIN, Certainty.UNCERTAIN
_LAW: Final = "the law's text"
_REGULATION: Final = "Implementing Regulation of the PDPL"

SAUDI: Final = Pack(
    law=Law.SAUDI,
    title=Words(
        ar="نظام حماية البيانات الشخصية (م/19، المعدل بالمرسوم م/148) ولائحته التنفيذية",
        en="Personal Data Protection Law (M/19, amended by M/148) and its Implementing Regulation",
    ),
    countries=("SA",),
    authority=Words(
        ar="الهيئة السعودية للبيانات والذكاء الاصطناعي",
        en="the Saudi Data and Artificial Intelligence Authority",
    ),
    website="https://sdaia.gov.sa",
    articles=(
        Article(
            article="25",
            says=Words(
                ar="لا تُستخدم وسائل التواصل الشخصية للدعاية إلا بموافقة سابقة وآلية للإيقاف",
                en="no advertising by personal means of contact without prior consent and a way to "
                "stop it",
            ),
            certainty=_SURE,
            source=_LAW,
            doings=(Doing.MESSAGE,),
            purposes=ADVERTISING,
            messages=PROMOTION,
            needs=(Need.CONSENT,),
        ),
        Article(
            article="26",
            says=Words(
                ar="لا تُعالج البيانات للتسويق إلا بموافقة صاحبها",
                en="data is used for marketing with the person's consent only",
            ),
            certainty=_SURE,
            source=_LAW,
            doings=(Doing.USE,),
            purposes=ADVERTISING,
            needs=(Need.CONSENT,),
        ),
        Article(
            article="26",
            says=Words(
                ar="لا تُعالج البيانات الحساسة للتسويق",
                en="sensitive data is not used for marketing",
            ),
            certainty=_SURE,
            source=_LAW,
            doings=(Doing.USE, Doing.MESSAGE, Doing.DISCLOSE),
            data=SENSITIVE,
            purposes=ADVERTISING,
            refuses=True,
        ),
        Article(
            article="Implementing Regulation 28",
            says=Words(
                ar="يُذكر اسم المرسل، والإيقاف سهل وفوري وبلا مقابل",
                en="the sender is named; stopping is easy, immediate and free",
            ),
            certainty=_SURE,
            source=_REGULATION,
            doings=(Doing.MESSAGE,),
            purposes=ADVERTISING,
            messages=PROMOTION,
            duty="name_sender",
        ),
    ),
    bases=(
        BasesRule(
            article="6",
            says=Words(
                ar="الأساس موافقة أو عقد أو التزام نظامي أو مصلحة مشروعة أو مصلحة للشخص",
                en="consent, a contract, a legal duty, the person's own or a legitimate interest",
            ),
            certainty=_UNSURE,
            source=_REGULATION,
            bases=(
                Basis.CONSENT,
                Basis.CONTRACT,
                Basis.LEGAL_OBLIGATION,
                Basis.VITAL_INTEREST,
                Basis.PUBLIC_TASK,
                Basis.LEGITIMATE_INTEREST,
            ),
        ),
    ),
    consent=(
        ConsentRule(
            article="Implementing Regulation 11",
            says=Words(
                ar="الموافقة حرة وواضحة وموثقة بوقتها ووسيلتها، ولكل غرض موافقة مستقلة",
                en="consent is free, clear, documented with time and means, separate per purpose",
            ),
            certainty=_SURE,
            source=_REGULATION,
            demands=(
                ConsentDemand.EXPRESS,
                ConsentDemand.PROVABLE,
                ConsentDemand.PER_PURPOSE,
            ),
        ),
        ConsentRule(
            article="Implementing Regulation 12",
            says=Words(
                ar="العدول عن الموافقة سهل كإعطائها ويُعمل به دون تأخير",
                en="withdrawing is as easy as consenting, and is acted on without delay",
            ),
            certainty=_SURE,
            source=_REGULATION,
            demands=(ConsentDemand.WITHDRAWABLE,),
        ),
        ConsentRule(
            article="7",
            says=Words(
                ar="لا تُشترط الموافقة لتقديم خدمة لا صلة لها بها",
                en="consent is no condition of a service that does not need it",
            ),
            certainty=_SURE,
            source=_LAW,
            demands=(ConsentDemand.NOT_TIED,),
        ),
    ),
    ages=(
        AgeRule(
            article="Implementing Regulation 13",
            says=Words(
                ar="يوافق الولي الشرعي عمن لا أهلية له، ويُتحقق من ولايته؛ ولا يحدد النص سنًّا",
                en="a verified guardian consents for who lacks legal capacity; no age is named",
            ),
            certainty=_SURE,
            source=_REGULATION,
        ),
    ),
    special=(
        SpecialRule(
            article="Implementing Regulation 11",
            says=Words(
                ar="الموافقة على معالجة البيانات الحساسة صريحة",
                en="consent to the use of sensitive data is explicit",
            ),
            certainty=_SURE,
            source=_REGULATION,
            data=SENSITIVE,
            demand=SpecialDemand.EXPLICIT_CONSENT,
        ),
        SpecialRule(
            article="26",
            says=Words(
                ar="لا تُعالج البيانات الحساسة للتسويق",
                en="sensitive data is not used for marketing",
            ),
            certainty=_SURE,
            source=_LAW,
            data=SENSITIVE,
            demand=SpecialDemand.NO_MARKETING,
        ),
    ),
    notice=(
        NoticeRule(
            article="12",
            says=Words(
                ar="تبين السياسة الغرض والبيانات وطريقة جمعها ومعالجتها وتخزينها وإتلافها والحقوق "
                "وكيفية ممارستها",
                en="the policy says purpose, data, how it is collected, used, stored and "
                "destroyed, the rights and how to use them",
            ),
            certainty=_SURE,
            source=_LAW,
            items=(
                NoticeItem.PURPOSES,
                NoticeItem.DATA,
                NoticeItem.SOURCES,
                NoticeItem.PLACE,
                NoticeItem.ENDING,
                NoticeItem.RIGHTS,
                NoticeItem.ASKING,
            ),
            rights=(Right.ACCESS, Right.COPY, Right.RECTIFICATION, Right.ERASURE),
        ),
        NoticeRule(
            article="13",
            says=Words(
                ar="يُعلَم الشخص عند الجمع بالجهة وأساس الجمع ومدة الحفظ والمستلمين "
                "والنقل إلى الخارج وكيفية العدول عن الموافقة",
                en="at collection: the controller, the legal basis, the period, recipients, "
                "transfers abroad, how consent is withdrawn, what follows if data is not given",
            ),
            certainty=_SURE,
            source="the law's text and Implementing Regulation 4",
            items=(
                NoticeItem.CONTROLLER,
                NoticeItem.BASES,
                NoticeItem.RETENTION,
                NoticeItem.RECIPIENTS,
                NoticeItem.TRANSFERS,
                NoticeItem.WITHDRAWAL,
                NoticeItem.OPTIONAL,
            ),
        ),
        NoticeRule(
            article="SDAIA guideline",
            says=Words(
                ar="يوصي الدليل بسجل للتحديثات وتدابير الحماية ومسار الشكوى",
                en="the guideline adds a record of updates, security measures and a path for "
                "complaints",
            ),
            certainty=_UNSURE,
            source="the authority's guideline of August 2024",
            items=(NoticeItem.CHANGES, NoticeItem.SECURITY, NoticeItem.COMPLAINT),
        ),
    ),
    answers=(
        AnswerTerm(
            article="Implementing Regulation 3",
            says=Words(
                ar="يُجاب الطلب خلال ثلاثين يومًا، تُمدد ثلاثين أخرى بإشعار مسبق بأسبابه",
                en="a request is answered within thirty days, thirty more if told in advance why",
            ),
            certainty=_SURE,
            source=_REGULATION,
            count=30,
            unit=Unit.CALENDAR_DAYS,
            more=30,
        ),
    ),
    fee=FeeTerm(
        article="Implementing Regulation 3",
        says=Words(
            ar="لا ينص النظام ولا اللائحة على رسم",
            en="neither the law nor the regulation provides for a fee",
        ),
        certainty=_SURE,
        source=_REGULATION,
        fee=FeeRule.FREE,
    ),
    excess=Clause(
        article="Implementing Regulation 3",
        says=Words(
            ar="يجوز رفض الطلب المتكرر أو غير المؤسس على نحو ظاهر، مع بيان السبب",
            en="a repetitive or manifestly unfounded request may be refused, with reasons",
        ),
        certainty=_SURE,
        source=_REGULATION,
    ),
    breaches=(
        BreachTerm(
            article="Implementing Regulation 24",
            says=Words(
                ar="تُبلَّغ الهيئة خلال 72 ساعة من العلم بما قد يضر بالبيانات أو صاحبها",
                en="the authority is told within 72 hours of awareness of what may do harm",
            ),
            certainty=_SURE,
            source=_REGULATION,
            whom=Whom.AUTHORITY,
            count=72,
            unit=TermUnit.HOURS,
            contents=(
                Content.WHAT,
                Content.WHEN,
                Content.AWARE,
                Content.CATEGORIES,
                Content.NUMBERS,
                Content.CONSEQUENCES,
                Content.MEASURES,
                Content.CONTACT,
            ),
        ),
        BreachTerm(
            article="Implementing Regulation 24(5)",
            says=Words(
                ar="يُبلَّغ أصحاب البيانات دون تأخير، بلغة واضحة، بما وقع وأخطاره وما يُنصح به",
                en="people are told without undue delay, in plain words, what happened, the risks "
                "and what they are advised to do",
            ),
            certainty=_SURE,
            source=_REGULATION,
            whom=Whom.PEOPLE,
            contents=(
                Content.WHAT,
                Content.CONSEQUENCES,
                Content.MEASURES,
                Content.CONTACT,
                Content.ADVICE,
            ),
        ),
    ),
    transfers=(
        TransferRule(
            article="29",
            says=Words(
                ar="لا تُنقل البيانات إلى خارج المملكة إلا إلى بلد كافي الحماية أو بضمان مناسب",
                en="data leaves the Kingdom for an adequate country, or under suitable safeguards",
            ),
            # Binding common rules and certificates would do as well: these two are not all.
            certainty=_UNSURE,
            source="the law's text and the Transfer Regulation of August 2024",
            grounds=(Safeguard.ADEQUACY, Safeguard.STANDARD_CLAUSES),
        ),
    ),
    registers=(
        RegisterRule(
            article="Implementing Regulation 33",
            says=Words(
                ar="يُمسك سجل مكتوب محدث لأنشطة المعالجة",
                en="a written, current register of processing is kept",
            ),
            certainty=_SURE,
            source=_REGULATION,
            items=(
                RegisterItem.CONTROLLER,
                RegisterItem.OFFICER,
                RegisterItem.PURPOSES,
                RegisterItem.DATA,
                RegisterItem.PEOPLE,
                RegisterItem.PERIODS,
                RegisterItem.RECIPIENTS,
                RegisterItem.TRANSFERS,
                RegisterItem.MEASURES,
            ),
        ),
    ),
    keeping=(
        KeepingRule(
            article="Implementing Regulation 33",
            says=Words(
                ar="يُحفظ سجل المعالجة خمس سنوات بعد انتهائها",
                en="the register is kept for five years after the processing ends",
            ),
            certainty=_SURE,
            source=_REGULATION,
            kept=Kept.PROCESSING,
            for_=Period(years=5),
        ),
        KeepingRule(
            article="Implementing Regulation 20(6)",
            says=Words(
                ar="يُسجل كل إفصاح بتاريخه وطريقته وغرضه",
                en="each disclosure is logged with date, method and purpose",
            ),
            certainty=_SURE,
            source=_REGULATION,
            kept=Kept.DISCLOSURES,
        ),
    ),
)
