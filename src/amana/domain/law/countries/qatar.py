"""Qatar: Law 13 of 2016 on the protection of personal data privacy."""

from typing import Final

from amana.domain.decision.duty import Certainty
from amana.domain.decision.rule import Doing, Need
from amana.domain.law.asked import AnswerTerm, FeeRule, FeeTerm, Unit
from amana.domain.law.breaches import TO_AUTHORITY, TO_PEOPLE, BreachTerm, Severity, TermUnit, Whom
from amana.domain.law.demands import (
    AgeRule,
    KeepingRule,
    Kept,
    NoticeItem,
    NoticeRule,
    SpecialDemand,
    SpecialRule,
    TransferRule,
)
from amana.domain.law.pack import Article, Pack
from amana.domain.law.terms import ADVERTISING, PROMOTION
from amana.domain.promises.law import Law
from amana.domain.words import Words

_SURE, _UNSURE = Certainty.CERTAIN, Certainty.UNCERTAIN

QATAR: Final = Pack(
    law=Law.QATAR,
    title=Words(
        ar="قانون حماية خصوصية البيانات الشخصية رقم 13 لسنة 2016",
        en="Law 13 of 2016 on personal data privacy",
    ),
    countries=("QA",),
    authority=Words(
        ar="الوكالة الوطنية للأمن السيبراني في دولة قطر",
        en="the National Cyber Security Agency of Qatar",
    ),
    website="https://assurance.ncsa.gov.qa",
    articles=(
        # The regulator's own page of the law says so.
        Article(
            article="22",
            says=Words(
                ar="لا يُرسل تسويق مباشر بوسيلة إلكترونية إلا بموافقة سابقة",
                en="nothing is sent for direct marketing by electronic means without prior consent",
            ),
            certainty=_SURE,
            source="the regulator's page of the law",
            doings=(Doing.MESSAGE,),
            purposes=ADVERTISING,
            messages=PROMOTION,
            needs=(Need.CONSENT,),
        ),
        # Told by a secondary source only.
        Article(
            article="22",
            says=Words(
                ar="تُذكر في الرسالة هوية مرسلها وعنوان يصل إليه طلب إيقافها",
                en="the message names its sender and an address by which it can be stopped",
            ),
            certainty=_UNSURE,
            source="a public code library that cites the law",
            doings=(Doing.MESSAGE,),
            purposes=ADVERTISING,
            messages=PROMOTION,
            duty="name_sender",
        ),
    ),
    ages=(
        AgeRule(
            article="17",
            says=Words(
                ar="الموقع الموجه للأطفال يحتاج إلى موافقة ولي الأمر؛ ولا تُذكر سن",
                en="a site for children needs a guardian's explicit consent; the law names no age",
            ),
            certainty=_UNSURE,
            source="a law firm's page",
            under=18,
        ),
    ),
    special=(
        SpecialRule(
            article="16",
            says=Words(
                ar="البيانات ذات الطبيعة الخاصة، ومنها بيانات الأطفال، تحتاج إلى تصريح مسبق",
                en="data of a special nature, children's among it, needs a prior permit",
            ),
            certainty=_UNSURE,
            source="a law firm's page, on children's data",
            data=("pd:Health", "pd:EthnicOrigin", "pd:Religion"),
            demand=SpecialDemand.PERMIT,
        ),
    ),
    notice=(
        NoticeRule(
            article="9",
            says=Words(
                ar="يُعلَم الشخص قبل المعالجة بالجهة المسؤولة والغرض ووصف المعالجة ومستويات الإفصاح",
                en="before processing, people learn the controller, the purpose, what is done and "
                "to whom data is disclosed",
            ),
            certainty=_UNSURE,
            items=(
                NoticeItem.CONTROLLER,
                NoticeItem.PURPOSES,
                NoticeItem.DATA,
                NoticeItem.RECIPIENTS,
            ),
        ),
    ),
    answers=(
        AnswerTerm(
            article="NCSA guidelines",
            says=Words(
                ar="يُجاب الطلب خلال ثلاثين يومًا، ولم يُعثر على نص بذلك",
                en="a request is answered within thirty days; no text that says so was found",
            ),
            certainty=_UNSURE,
            count=30,
            unit=Unit.CALENDAR_DAYS,
        ),
    ),
    fee=FeeTerm(
        article="6",
        says=Words(
            ar="لا يزيد الرسم على كلفة الخدمة",
            en="a fee is not above what the service costs",
        ),
        certainty=_UNSURE,
        fee=FeeRule.COST,
    ),
    breaches=(
        BreachTerm(
            article="14",
            says=Words(
                ar="تُبلَّغ الوكالة إذا رجح ضرر جسيم؛ والمدة من إرشاداتها",
                en="the authority is told of likely serious damage; the term is a guideline's",
            ),
            certainty=_UNSURE,
            source="law firms' pages, and the agency's form",
            whom=Whom.AUTHORITY,
            count=72,
            unit=TermUnit.HOURS,
            threshold=Severity.HIGH,
            contents=TO_AUTHORITY,
        ),
        BreachTerm(
            article="14",
            says=Words(
                ar="يُبلَّغ من يرجح أن يلحقه ضرر جسيم؛ والمدة غير مؤكدة",
                en="those to whom serious damage is likely are told; the term is not certain",
            ),
            certainty=_UNSURE,
            whom=Whom.PEOPLE,
            count=72,
            unit=TermUnit.HOURS,
            threshold=Severity.HIGH,
            contents=TO_PEOPLE,
        ),
    ),
    transfers=(
        TransferRule(
            article="15",
            says=Words(
                ar="لا يُقيَّد نقل البيانات إلى الخارج ما لم يخالف القانون أو يُلحق ضررًا جسيمًا",
                en="flows abroad are not restricted unless they break the law or do serious damage",
            ),
            certainty=_UNSURE,
            source="a law firm's page",
            free=True,
        ),
    ),
    keeping=(
        KeepingRule(
            article="NCSA guidelines",
            says=Words(
                ar="تُمسك سجلات المعالجة ضمن نظام إدارة البيانات الشخصية",
                en="records of processing are kept as part of a personal data management system",
            ),
            certainty=_UNSURE,
            source="a law firm's page",
            kept=Kept.PROCESSING,
        ),
    ),
)
