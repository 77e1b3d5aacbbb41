"""Jordan: Law 24 of 2023 on the protection of personal data, and its regulations of 2025."""

from typing import Final

from amana.domain.decision.duty import Certainty
from amana.domain.decision.rule import Doing, Need
from amana.domain.law.asked import AnswerTerm, FeeRule, FeeTerm, Unit
from amana.domain.law.breaches import (
    TO_AUTHORITY,
    TO_PEOPLE,
    BreachTerm,
    Content,
    Severity,
    TermStart,
    TermUnit,
    Whom,
)
from amana.domain.law.demands import (
    AgeRule,
    ConsentDemand,
    ConsentRule,
    KeepingRule,
    Kept,
    NoticeItem,
    NoticeRule,
    TransferRule,
)
from amana.domain.law.pack import Article, Pack
from amana.domain.law.terms import ADVERTISING
from amana.domain.promises.law import Law
from amana.domain.vocabulary.sharing import Safeguard
from amana.domain.words import Words

_SURE, _UNSURE = Certainty.CERTAIN, Certainty.UNCERTAIN
_DRAFT: Final = "the draft of 2022, whose article a later page confirms"
_REGISTER: Final = "an international law firm's register of data protection laws"

JORDAN: Final = Pack(
    law=Law.JORDAN,
    title=Words(
        ar="قانون حماية البيانات الشخصية رقم 24 لسنة 2023",
        en="Law 24 of 2023 on the protection of personal data",
    ),
    countries=("JO",),
    authority=Words(
        ar="مجلس حماية البيانات الشخصية في الأردن",
        en="the Personal Data Protection Council of Jordan",
    ),
    website="https://modee.gov.jo",
    articles=(
        Article(
            article="14",
            says=Words(
                ar="لا تُنقل البيانات إلى غيرنا للتسويق إلا بموافقة",
                en="data is not passed to others for marketing without consent",
            ),
            certainty=_SURE,
            source=_REGISTER,
            doings=(Doing.DISCLOSE,),
            purposes=ADVERTISING,
            needs=(Need.CONSENT,),
        ),
    ),
    consent=(
        ConsentRule(
            article="5",
            says=Words(
                ar="الموافقة صريحة موثقة، محددة المدة والغرض، بلغة واضحة",
                en="consent is explicit and documented, for a stated time and purpose, in plain "
                "words",
            ),
            certainty=_UNSURE,
            source=_DRAFT,
            demands=(
                ConsentDemand.EXPRESS,
                ConsentDemand.PROVABLE,
                ConsentDemand.PER_PURPOSE,
                ConsentDemand.FOR_A_TIME,
            ),
        ),
    ),
    ages=(
        AgeRule(
            article="5",
            says=Words(
                ar="يوافق أحد الوالدين أو الولي عمن لا أهلية له، أو القاضي؛ ولا يحدد القانون سنًّا",
                en="a parent, a guardian or a judge consents for who lacks legal capacity; no age "
                "is named",
            ),
            certainty=_UNSURE,
            source=_DRAFT,
        ),
    ),
    notice=(
        NoticeRule(
            article="9",
            says=Words(
                ar="يُعلَم الشخص كتابة قبل المعالجة بالبيانات والغرض والمدة ومن يعالجها وضوابط أمنها",
                en="before processing, in writing: the data, the purpose, the duration, who "
                "processes it and the controls of its security",
            ),
            certainty=_UNSURE,
            source=_DRAFT,
            items=(
                NoticeItem.DATA,
                NoticeItem.PURPOSES,
                NoticeItem.RETENTION,
                NoticeItem.RECIPIENTS,
                NoticeItem.SECURITY,
                NoticeItem.AUTOMATED,
            ),
        ),
    ),
    answers=(
        AnswerTerm(
            article="Regulation 68/2025",
            says=Words(
                ar="يُجاب الطلب خلال خمسة عشر يوم عمل من اليوم التالي لتسلمه",
                en="a request is answered within fifteen working days from the day after receipt",
            ),
            certainty=_UNSURE,
            source="the minister's statement of August 2025",
            count=15,
            unit=Unit.WORKING_DAYS,
        ),
    ),
    fee=FeeTerm(
        article="4(c)",
        says=Words(
            ar="لا تترتب على ممارسة الحقوق أي تبعة مالية",
            en="using one's rights has no financial consequence",
        ),
        certainty=_UNSURE,
        source=_DRAFT,
        fee=FeeRule.FREE,
    ),
    breaches=(
        BreachTerm(
            article="20",
            says=Words(
                ar="تُبلَّغ الوحدة المختصة خلال 72 ساعة بمصدر الخرق الجسيم وآليته والمتضررين",
                en="the Unit is told within 72 hours of a serious breach: how, who",
            ),
            certainty=_SURE,
            source=_REGISTER,
            whom=Whom.AUTHORITY,
            count=72,
            unit=TermUnit.HOURS,
            start=TermStart.DISCOVERED,
            threshold=Severity.HIGH,
            contents=TO_AUTHORITY,
        ),
        BreachTerm(
            article="20",
            says=Words(
                ar="يُبلَّغ من تضرر خلال 24 ساعة من اكتشاف الخرق الجسيم بما عليه فعله",
                en="those harmed are told within 24 hours of the discovery of a serious breach, "
                "with the steps to take",
            ),
            certainty=_SURE,
            source=_REGISTER,
            whom=Whom.PEOPLE,
            count=24,
            unit=TermUnit.HOURS,
            start=TermStart.DISCOVERED,
            threshold=Severity.HIGH,
            contents=(*TO_PEOPLE, Content.ADVICE),
        ),
    ),
    transfers=(
        TransferRule(
            article="15",
            says=Words(
                ar="لا تُنقل البيانات إلى بلد أدنى حماية، إلا في أحوال منها موافقة من أُعلم بذلك",
                en="data does not go where protection is lower, save in listed cases, among them "
                "the consent of who was told so",
            ),
            certainty=_SURE,
            source=_REGISTER,
            grounds=(Safeguard.ADEQUACY, Safeguard.SAME_PROTECTION),
            consent=True,
        ),
    ),
    keeping=(
        KeepingRule(
            article="14(b)",
            says=Words(
                ar="تُسجل عمليات نقل البيانات وأغراضها والموافقة عليها",
                en="transfers, their purposes and the consents to them are logged",
            ),
            certainty=_SURE,
            source=_REGISTER,
            kept=Kept.DISCLOSURES,
        ),
    ),
)
