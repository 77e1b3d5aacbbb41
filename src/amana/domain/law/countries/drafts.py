"""Egypt, the Emirates, Bahrain, Oman and Kuwait: drafts, of which a lawyer has to read the text.

Too little of these laws was read to count as in force here: what they say warns, and adds to no
decision. Their terms of answers are told to those who promise more than one law, as uncertain.
"""

from typing import Final

from amana.domain.decision.duty import Certainty
from amana.domain.law.asked import AnswerTerm, FeeRule, FeeTerm, Unit
from amana.domain.law.breaches import TO_AUTHORITY, TO_PEOPLE, BreachTerm, Severity, TermUnit, Whom
from amana.domain.law.breaches import TermStart as Start
from amana.domain.law.clause import Clause
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
from amana.domain.law.pack import Pack
from amana.domain.promises.law import Law
from amana.domain.vocabulary.requests import RequestKind
from amana.domain.vocabulary.sharing import Safeguard
from amana.domain.words import Words

_SURE, _UNSURE = Certainty.CERTAIN, Certainty.UNCERTAIN
_DECREE: Final = "blog.decree.om on the Executive Regulation"

EGYPT: Final = Pack(
    law=Law.EGYPT,
    title=Words(
        ar="قانون حماية البيانات الشخصية رقم 151 لسنة 2020",
        en="Law 151 of 2020 on the protection of personal data",
    ),
    in_force=False,
    countries=("EG",),
    authority=Words(
        ar="مركز حماية البيانات الشخصية في مصر",
        en="the Personal Data Protection Centre of Egypt",
    ),
    ages=(
        AgeRule(
            article="12",
            says=Words(
                ar="بيانات الأطفال حساسة وتحتاج إلى موافقة مكتوبة من ولي الأمر",
                en="children's data is sensitive and needs a guardian's written consent",
            ),
            certainty=_UNSURE,
            source="a law firm's page",
        ),
    ),
    answers=(
        AnswerTerm(
            article="10",
            says=Words(
                ar="يُبَت في طلب الإفصاح خلال ستة أيام عمل، والسكوت رفض",
                en="a request for disclosure is decided in six working days; silence refuses",
            ),
            certainty=_SURE,
            source="the press, quoting the article",
            kinds=(RequestKind.COPY, RequestKind.PORTABILITY, RequestKind.RECIPIENTS),
            count=6,
            unit=Unit.WORKING_DAYS,
        ),
        AnswerTerm(
            article="32",
            says=Words(
                ar="تُجاب طلبات صاحب البيانات خلال ستة أيام عمل",
                en="a person's requests are answered within six working days",
            ),
            certainty=_UNSURE,
            count=6,
            unit=Unit.WORKING_DAYS,
        ),
    ),
    fee=FeeTerm(
        article="2",
        says=Words(ar="لا يزيد الرسم على كلفة الخدمة", en="a fee is the cost of the service"),
        certainty=_UNSURE,
        fee=FeeRule.COST,
    ),
    breaches=(
        BreachTerm(
            article="7",
            says=Words(
                ar="يُبلَّغ المركز خلال 72 ساعة، وفورًا إن مسّ الأمر الأمن القومي",
                en="the Centre is told within 72 hours, and at once if national security is "
                "concerned",
            ),
            certainty=_SURE,
            source="the press, quoting the article",
            whom=Whom.AUTHORITY,
            count=72,
            unit=TermUnit.HOURS,
            contents=TO_AUTHORITY,
        ),
        BreachTerm(
            article="7",
            says=Words(
                ar="يُبلَّغ الأشخاص خلال ثلاثة أيام عمل من إبلاغ المركز",
                en="people are told within three working days of telling the Centre",
            ),
            certainty=_UNSURE,
            whom=Whom.PEOPLE,
            count=3,
            unit=TermUnit.WORKING_DAYS,
            start=Start.AUTHORITY_TOLD,
            contents=TO_PEOPLE,
        ),
    ),
    transfers=(
        TransferRule(
            article="14-16",
            says=Words(
                ar="النقل إلى الخارج بترخيص من المركز وحماية كافية",
                en="transfers need a licence of the Centre and adequate protection",
            ),
            certainty=_UNSURE,
            source="law firms' pages",
            grounds=(Safeguard.ADEQUACY,),
        ),
    ),
)

UAE: Final = Pack(
    law=Law.UAE,
    title=Words(
        ar="مرسوم بقانون اتحادي رقم 45 لسنة 2021",
        en="Federal Decree-Law 45 of 2021",
    ),
    in_force=False,
    countries=("AE",),
    authority=Words(ar="مكتب الإمارات للبيانات", en="the UAE Data Office"),
    notice=(
        NoticeRule(
            article="13(2)",
            says=Words(
                ar="تُذكر قبل المعالجة الأغراض ومن تُشارك معه البيانات وضمانات نقلها",
                en="before processing: purposes, with whom data is shared, safeguards of transfers",
            ),
            certainty=_SURE,
            source="uaelegislation.gov.ae",
            items=(NoticeItem.PURPOSES, NoticeItem.RECIPIENTS, NoticeItem.TRANSFERS),
        ),
    ),
    fee=FeeTerm(
        article="13",
        says=Words(ar="الحصول على المعلومات بلا مقابل", en="information is free of charge"),
        certainty=_SURE,
        source="uaelegislation.gov.ae",
        fee=FeeRule.FREE,
    ),
    excess=Clause(
        article="13",
        says=Words(
            ar="يجوز رفض الطلب المتكرر على نحو مفرط",
            en="an excessively repeated request may be refused",
        ),
        certainty=_SURE,
        source="uaelegislation.gov.ae",
    ),
    breaches=tuple(
        BreachTerm(
            article="9",
            says=Words(
                ar="يكون الإبلاغ فور العلم، خلال مدة تحددها لائحة لم تصدر",
                en="told at once on awareness, within a period of regulations not found issued",
            ),
            certainty=_SURE,
            source="an international law firm's register of data protection laws",
            whom=whom,
            contents=contents,
        )
        for whom, contents in ((Whom.AUTHORITY, TO_AUTHORITY), (Whom.PEOPLE, TO_PEOPLE))
    ),
)

BAHRAIN: Final = Pack(
    law=Law.BAHRAIN,
    title=Words(
        ar="قانون حماية البيانات الشخصية رقم 30 لسنة 2018",
        en="Law 30 of 2018 on the protection of personal data",
    ),
    in_force=False,
    countries=("BH",),
    authority=Words(
        ar="هيئة حماية البيانات الشخصية في البحرين",
        en="the Personal Data Protection Authority of Bahrain",
    ),
    answers=(
        AnswerTerm(
            article="23",
            says=Words(ar="يُصحح خلال عشرة أيام عمل", en="corrections are made in ten working days"),
            certainty=_UNSURE,
            kinds=(RequestKind.CORRECTION,),
            count=10,
            unit=Unit.WORKING_DAYS,
        ),
        AnswerTerm(
            article="18",
            says=Words(ar="يُجاب خلال خمسة عشر يوم عمل", en="answered within fifteen working days"),
            certainty=_UNSURE,
            count=15,
            unit=Unit.WORKING_DAYS,
        ),
    ),
    breaches=(
        BreachTerm(
            article="Order 43/2022",
            says=Words(ar="تُبلَّغ الهيئة خلال 72 ساعة", en="the authority is told within 72 hours"),
            certainty=_UNSURE,
            whom=Whom.AUTHORITY,
            count=72,
            unit=TermUnit.HOURS,
            contents=TO_AUTHORITY,
        ),
    ),
    transfers=(
        TransferRule(
            article="12-13",
            says=Words(
                ar="النقل إلى بلد مدرج في القائمة حر، وإلى غيره بإذن أو استثناء",
                en="transfers to listed countries are free, to others by permit or exception",
            ),
            certainty=_SURE,
            source="law firms' pages on Order 42/2022",
            grounds=(Safeguard.ADEQUACY,),
            consent=True,
        ),
    ),
)

OMAN: Final = Pack(
    law=Law.OMAN,
    title=Words(
        ar="قانون حماية البيانات الشخصية (المرسوم السلطاني 6/2022)",
        en="Royal Decree 6/2022 on the protection of personal data",
    ),
    in_force=False,
    countries=("OM",),
    authority=Words(
        ar="وزارة النقل والاتصالات وتقنية المعلومات في سلطنة عمان",
        en="the Ministry of Transport, Communications and Information Technology of Oman",
    ),
    consent=(
        ConsentRule(
            article="10",
            says=Words(
                ar="الموافقة صريحة مكتوبة ومسجلة", en="consent is explicit, written and recorded"
            ),
            certainty=_SURE,
            source="a guide to the law",
            demands=(ConsentDemand.EXPRESS, ConsentDemand.PROVABLE),
        ),
    ),
    ages=(
        AgeRule(
            article="6",
            says=Words(
                ar="لا تُعالج بيانات الطفل إلا بموافقة ولي أمره أو لمصلحته",
                en="a child's data needs a guardian's approval, unless in the child's interest",
            ),
            certainty=_SURE,
            source="a guide to the law",
        ),
    ),
    answers=(
        AnswerTerm(
            article="Executive Regulation 34/2024",
            says=Words(ar="يُجاب الطلب خلال 45 يومًا", en="requests are met within 45 days"),
            certainty=_SURE,
            source=_DECREE,
            count=45,
            unit=Unit.CALENDAR_DAYS,
        ),
    ),
    fee=FeeTerm(
        article="Executive Regulation 34/2024",
        says=Words(ar="الطلب بلا مقابل", en="requests are free"),
        certainty=_SURE,
        source=_DECREE,
        fee=FeeRule.FREE,
    ),
    breaches=(
        BreachTerm(
            article="Executive Regulation 30",
            says=Words(ar="تُبلَّغ الوزارة خلال 72 ساعة", en="the Ministry is told within 72 hours"),
            certainty=_SURE,
            source=_DECREE,
            whom=Whom.AUTHORITY,
            count=72,
            unit=TermUnit.HOURS,
            contents=TO_AUTHORITY,
        ),
        BreachTerm(
            article="Executive Regulation 32",
            says=Words(
                ar="يُبلَّغ الأشخاص خلال 72 ساعة إذا كان الضرر جسيمًا أو الخطر كبيرًا",
                en="people are told within 72 hours where harm is serious or the risk high",
            ),
            certainty=_SURE,
            source=_DECREE,
            whom=Whom.PEOPLE,
            count=72,
            unit=TermUnit.HOURS,
            threshold=Severity.HIGH,
            contents=TO_PEOPLE,
        ),
    ),
    keeping=(
        KeepingRule(
            article="Executive Regulation 28",
            says=Words(ar="يُمسك سجل بكل خرق", en="a register of all breaches is kept"),
            certainty=_SURE,
            source=_DECREE,
            kept=Kept.BREACHES,
        ),
    ),
)

KUWAIT: Final = Pack(
    law=Law.KUWAIT,
    title=Words(
        ar="قرار الهيئة رقم 26 لسنة 2024، للمرخص لهم من الهيئة وحدهم",
        en="Resolution 26/2024, for those whom the authority licensed only",
    ),
    in_force=False,
    countries=("KW",),
    authority=Words(
        ar="الهيئة العامة للاتصالات وتقنية المعلومات في الكويت",
        en="the Communication and Information Technology Regulatory Authority of Kuwait",
    ),
    ages=(
        AgeRule(
            article="Resolution 26/2024",
            says=Words(
                ar="يوافق ولي من لم يبلغ 18 عامًا", en="a guardian consents for who is under 18"
            ),
            certainty=_UNSURE,
            source="two pages on the resolution",
            under=18,
        ),
    ),
    notice=(
        NoticeRule(
            article="Resolution 26/2024",
            says=Words(
                ar="شروط واضحة بالعربية والإنجليزية، وبيان الغرض وكيفية التصحيح والحذف والسحب",
                en="clear terms in Arabic and English, the purpose, how to change, delete and "
                "withdraw",
            ),
            certainty=_UNSURE,
            source="two pages on the resolution",
            items=(
                NoticeItem.ARABIC,
                NoticeItem.ENGLISH,
                NoticeItem.PURPOSES,
                NoticeItem.WITHDRAWAL,
            ),
        ),
    ),
    breaches=(
        BreachTerm(
            article="Resolution 26/2024",
            says=Words(
                ar="تُبلَّغ الهيئة خلال 24 ساعة، وتذكر مصادر أخرى 72 ساعة",
                en="the authority is told within 24 hours; other sources say 72",
            ),
            certainty=_UNSURE,
            source="two of four pages, which conflict",
            whom=Whom.AUTHORITY,
            count=24,
            unit=TermUnit.HOURS,
            contents=TO_AUTHORITY,
        ),
    ),
)
