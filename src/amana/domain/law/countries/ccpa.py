"""California: the Consumer Privacy Act as amended, its regulations, and Civil Code 1798.82."""

from typing import Final

from amana.domain.decision.duty import Certainty
from amana.domain.decision.rule import Doing, Need
from amana.domain.law.asked import AnswerTerm, FeeRule, FeeTerm, Unit
from amana.domain.law.breaches import TO_PEOPLE, BreachTerm, Content, TermStart, TermUnit, Whom
from amana.domain.law.clause import Clause
from amana.domain.law.demands import (
    AgeRule,
    KeepingRule,
    Kept,
    NoticeItem,
    NoticeRule,
    TransferRule,
)
from amana.domain.law.pack import Article, Pack
from amana.domain.law.terms import ADVERTISING
from amana.domain.period import Period
from amana.domain.promises.law import Law
from amana.domain.vocabulary.requests import RequestKind
from amana.domain.vocabulary.rights import Right
from amana.domain.words import Words

_SURE, _UNSURE = Certainty.CERTAIN, Certainty.UNCERTAIN
_REGULATION: Final = "11 CCR 7021, quoted"
_BREACH: Final = "law firms' pages on SB 446"

CCPA: Final = Pack(
    law=Law.CCPA,
    title=Words(
        ar="قانون خصوصية المستهلك في كاليفورنيا بعد تعديله",
        en="California Consumer Privacy Act, as amended",
    ),
    # A country does not tell who lives in California: the service's laws do.
    countries=(),
    authority=Words(
        ar="وكالة حماية الخصوصية في كاليفورنيا",
        en="the California Privacy Protection Agency",
    ),
    website="https://cppa.ca.gov",
    articles=(
        Article(
            article="1798.120",
            says=Words(
                ar="من رفض بيع بياناته أو مشاركتها للإعلان لا تُشارك",
                en="data of whoever opted out of sale or sharing for ads is not passed on",
            ),
            certainty=_SURE,
            source="a public text that quotes the code",
            doings=(Doing.DISCLOSE,),
            purposes=ADVERTISING,
            needs=(Need.NO_OBJECTION,),
        ),
    ),
    ages=(
        AgeRule(
            article="1798.120(c)",
            says=Words(
                ar="لا تُباع بيانات من لم يبلغ 16 عامًا إلا بموافقته، ودون 13 بموافقة ولي",
                en="data of who is under 16 is sold with their own opt-in only, under 13 with a "
                "parent's",
            ),
            certainty=_SURE,
            source="a public text that quotes the code",
            under=13,
        ),
    ),
    notice=(
        NoticeRule(
            article="1798.100(a)",
            says=Words(
                ar="تُذكر عند الجمع أنواع البيانات وأغراضها ومدتها وهل تُباع",
                en="at collection: categories, purposes, period for each, and whether data is "
                "sold or shared",
            ),
            certainty=_UNSURE,
            source="pages that quote the Attorney General",
            items=(
                NoticeItem.DATA,
                NoticeItem.PURPOSES,
                NoticeItem.RETENTION,
                NoticeItem.SALE,
            ),
        ),
        NoticeRule(
            article="1798.130(a)(5)",
            says=Words(
                ar="تبين السياسة الحقوق وكيفيتها والمصادر والمستلمين، وتُحدَّث كل اثني عشر شهرًا",
                en="the policy says the rights and how, sources and recipients, and is updated "
                "every twelve months",
            ),
            certainty=_UNSURE,
            source="pages that quote the Attorney General",
            items=(
                NoticeItem.RIGHTS,
                NoticeItem.ASKING,
                NoticeItem.SOURCES,
                NoticeItem.RECIPIENTS,
                NoticeItem.CHANGES,
            ),
            rights=(Right.ACCESS, Right.RECTIFICATION, Right.ERASURE),
        ),
    ),
    answers=(
        AnswerTerm(
            article="11 CCR 7026",
            says=Words(
                ar="يُعمل برفض البيع خلال خمسة عشر يوم عمل",
                en="an opt-out is acted on within fifteen business days",
            ),
            certainty=_UNSURE,
            source="the Attorney General's page, quoted",
            kinds=(RequestKind.OBJECTION, RequestKind.WITHDRAWAL),
            count=15,
            unit=Unit.WORKING_DAYS,
        ),
        AnswerTerm(
            article="11 CCR 7021",
            says=Words(
                ar="يُؤكَّد الاستلام خلال عشرة أيام عمل ويُجاب خلال 45 يومًا، تُمدد 45 أخرى بإشعار",
                en="receipt is confirmed within ten business days, the answer comes within 45 "
                "days, 45 more with notice",
            ),
            certainty=_SURE,
            source=_REGULATION,
            count=45,
            unit=Unit.CALENDAR_DAYS,
            more=45,
            confirm=10,
        ),
    ),
    fee=FeeTerm(
        article="1798.145(h)(3)",
        says=Words(
            ar="الطلب بلا مقابل، إلا ما لا أساس له أو تكرر على نحو مفرط",
            en="requests are free, but for the manifestly unfounded or excessive",
        ),
        certainty=_UNSURE,
        fee=FeeRule.IF_EXCESSIVE,
    ),
    excess=Clause(
        article="1798.145(h)(3)",
        says=Words(
            ar="يجوز رفض ما لا أساس له أو تكرر على نحو مفرط",
            en="what is manifestly unfounded or excessive may be refused",
        ),
        certainty=_UNSURE,
    ),
    breaches=(
        BreachTerm(
            article="Civ. 1798.82",
            says=Words(
                ar="يُبلَّغ السكان خلال ثلاثين يومًا من اكتشاف الخرق",
                en="residents are told within thirty days of the discovery",
            ),
            certainty=_SURE,
            source=_BREACH,
            whom=Whom.PEOPLE,
            count=30,
            unit=TermUnit.CALENDAR_DAYS,
            start=TermStart.DISCOVERED,
            contents=(
                Content.WHAT,
                Content.WHEN,
                Content.CATEGORIES,
                Content.CONSEQUENCES,
                Content.MEASURES,
                Content.ADVICE,
                Content.CONTACT,
            ),
        ),
        BreachTerm(
            article="Civ. 1798.82",
            says=Words(
                ar="يُرسل نموذج الإشعار إلى المدعي العام خلال 15 يومًا منه إن زادوا على 500",
                en="above 500 residents a sample goes to the Attorney General within 15 days of "
                "their notice",
            ),
            certainty=_SURE,
            source=_BREACH,
            whom=Whom.AUTHORITY,
            count=15,
            unit=TermUnit.CALENDAR_DAYS,
            start=TermStart.PEOPLE_TOLD,
            more_than=500,
            contents=TO_PEOPLE,
        ),
    ),
    transfers=(
        TransferRule(
            article="1798.100(d)",
            says=Words(
                ar="لا قيد على النقل إلى بلد آخر، ويُبرم عقد مع كل مستلم",
                en="no rule on other countries; a contract binds each recipient",
            ),
            certainty=_UNSURE,
            free=True,
        ),
    ),
    keeping=(
        KeepingRule(
            article="11 CCR 7101",
            says=Words(
                ar="تُحفظ الطلبات وأجوبتها 24 شهرًا",
                en="requests and their answers are kept for 24 months",
            ),
            certainty=_UNSURE,
            kept=Kept.REQUESTS,
            for_=Period(months=24),
        ),
    ),
)
