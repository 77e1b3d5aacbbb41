"""European Union: Regulation (EU) 2016/679, and article 13 of Directive 2002/58/EC."""

from typing import Final

from amana.domain.decision.duty import Certainty
from amana.domain.decision.rule import Doing, Need
from amana.domain.law.asked import AnswerTerm, FeeRule, FeeTerm, Unit
from amana.domain.law.breaches import (
    TO_AUTHORITY,
    TO_PEOPLE,
    BreachTerm,
    Severity,
    TermUnit,
    Whom,
)
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
from amana.domain.policy.declarations import Basis
from amana.domain.promises.law import Law
from amana.domain.vocabulary.rights import Right
from amana.domain.vocabulary.sharing import Safeguard
from amana.domain.words import Words

_SURE, _UNSURE = Certainty.CERTAIN, Certainty.UNCERTAIN
_TEXT: Final = "Regulation (EU) 2016/679"

GDPR: Final = Pack(
    law=Law.GDPR,
    title=Words(
        ar="اللائحة الأوروبية 2016/679 (GDPR)",
        en="Regulation (EU) 2016/679 (GDPR)",
    ),
    countries=tuple(
        # The Union's members, and Iceland, Liechtenstein and Norway.
        "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IS "
        "IT LI LT LU LV MT NL NO PL PT RO SE SI SK".split()
    ),
    authority=Words(
        ar="سلطة حماية البيانات في بلدك من دول الاتحاد الأوروبي",
        en="the data protection authority of your country in the European Union",
    ),
    website="https://www.edpb.europa.eu",
    articles=(
        Article(
            article="21(3)",
            says=Words(
                ar="من اعترض على التسويق المباشر لا تُستخدم بياناته له",
                en="whoever objected to direct marketing has their data used for it no more",
            ),
            certainty=_SURE,
            source=_TEXT,
            doings=(Doing.USE, Doing.MESSAGE, Doing.DISCLOSE),
            purposes=ADVERTISING,
            messages=PROMOTION,
            needs=(Need.NO_OBJECTION,),
        ),
        # Uncertain whether it binds: own customers may be written to about similar goods.
        Article(
            article="2002/58/EC 13",
            says=Words(
                ar="لا يُرسل تسويق بالبريد الإلكتروني إلا بموافقة سابقة، إلا لعميل عن خدمات مماثلة",
                en="marketing by e-mail needs prior consent, but for similar services to one's own "
                "customers",
            ),
            certainty=_UNSURE,
            source="Directive 2002/58/EC",
            doings=(Doing.MESSAGE,),
            purposes=ADVERTISING,
            messages=PROMOTION,
            needs=(Need.CONSENT,),
        ),
    ),
    bases=(
        BasesRule(
            article="6(1)",
            says=Words(
                ar="لكل استخدام أساس من ستة",
                en="each use rests on one of six bases",
            ),
            certainty=_SURE,
            source=_TEXT,
            bases=tuple(Basis),
        ),
    ),
    consent=(
        ConsentRule(
            article="4(11), 7",
            says=Words(
                ar="الموافقة فعل واضح يمكن إثباته، وسحبها سهل كإعطائها، ولا تُشترط للخدمة",
                en="consent is a clear act that can be shown, as easily withdrawn as given, and no "
                "condition of the service",
            ),
            certainty=_SURE,
            source=_TEXT,
            demands=(
                ConsentDemand.EXPRESS,
                ConsentDemand.PROVABLE,
                ConsentDemand.PER_PURPOSE,
                ConsentDemand.WITHDRAWABLE,
                ConsentDemand.NOT_TIED,
            ),
        ),
    ),
    ages=(
        AgeRule(
            article="8",
            says=Words(
                ar="يوافق ولي من لم يبلغ 16 عامًا، ولكل دولة أن تخفضها إلى 13",
                en="a guardian consents for who is under 16; a state may lower it to 13",
            ),
            certainty=_SURE,
            source=_TEXT,
            under=16,
        ),
    ),
    special=(
        SpecialRule(
            article="9",
            says=Words(
                ar="لا تُعالج البيانات الخاصة إلا بموافقة صريحة أو لسبب آخر مذكور",
                en="special data is used with explicit consent, or on another listed ground",
            ),
            certainty=_SURE,
            source=_TEXT,
            data=SENSITIVE,
            demand=SpecialDemand.EXPLICIT_CONSENT,
        ),
    ),
    notice=(
        NoticeRule(
            article="13",
            says=Words(
                ar="تُذكر عند الجمع الجهة والأغراض وأسسها والمستلمون والنقل والمدة والحقوق والشكوى",
                en="at collection: the controller, purposes and bases, recipients, transfers, "
                "period, rights, withdrawal, complaint, what must be given, automated decisions",
            ),
            certainty=_SURE,
            source=_TEXT,
            items=(
                NoticeItem.CONTROLLER,
                NoticeItem.PURPOSES,
                NoticeItem.BASES,
                NoticeItem.RECIPIENTS,
                NoticeItem.TRANSFERS,
                NoticeItem.RETENTION,
                NoticeItem.RIGHTS,
                NoticeItem.WITHDRAWAL,
                NoticeItem.COMPLAINT,
                NoticeItem.OPTIONAL,
                NoticeItem.AUTOMATED,
            ),
            rights=(
                Right.ACCESS,
                Right.RECTIFICATION,
                Right.ERASURE,
                Right.RESTRICTION,
                Right.OBJECTION,
                Right.PORTABILITY,
            ),
        ),
        NoticeRule(
            article="14",
            says=Words(
                ar="لما لم يؤخذ من الشخص نفسه تُذكر أنواعه ومصدره",
                en="for what does not come from the person, its categories and source are said",
            ),
            certainty=_SURE,
            source=_TEXT,
            items=(NoticeItem.DATA, NoticeItem.SOURCES),
        ),
    ),
    answers=(
        AnswerTerm(
            article="12(3)",
            says=Words(
                ar="يُجاب الطلب خلال شهر، يُمدد شهرين بإشعار بأسبابه خلال الشهر الأول",
                en="a request is answered within a month, two more if told why within the first",
            ),
            certainty=_SURE,
            source=_TEXT,
            count=1,
            unit=Unit.MONTHS,
            more=2,
            # Regulation (EEC, Euratom) 1182/71, article 3(4).
            rolls=True,
            # Those of the controller's member state, which is not known here.
            holidays_known=False,
        ),
    ),
    fee=FeeTerm(
        article="12(5)",
        says=Words(
            ar="الطلب بلا مقابل، إلا ما لا أساس له أو تكرر على نحو مفرط",
            en="requests are free, but for the manifestly unfounded or excessive",
        ),
        certainty=_SURE,
        source=_TEXT,
        fee=FeeRule.IF_EXCESSIVE,
    ),
    excess=Clause(
        article="12(5)",
        says=Words(
            ar="يجوز رفض ما لا أساس له أو تكرر على نحو مفرط",
            en="what is manifestly unfounded or excessive may be refused",
        ),
        certainty=_SURE,
        source=_TEXT,
    ),
    breaches=(
        BreachTerm(
            article="33",
            says=Words(
                ar="تُبلَّغ السلطة خلال 72 ساعة من العلم، ما لم يكن الخطر مستبعدًا",
                en="the authority is told within 72 hours of awareness, unless a risk is unlikely",
            ),
            certainty=_SURE,
            source=_TEXT,
            whom=Whom.AUTHORITY,
            count=72,
            unit=TermUnit.HOURS,
            contents=TO_AUTHORITY,
        ),
        BreachTerm(
            article="34",
            says=Words(
                ar="يُبلَّغ الأشخاص دون تأخير إذا كان الخطر كبيرًا",
                en="people are told without undue delay where the risk is high",
            ),
            certainty=_SURE,
            source=_TEXT,
            whom=Whom.PEOPLE,
            threshold=Severity.HIGH,
            contents=TO_PEOPLE,
        ),
    ),
    transfers=(
        TransferRule(
            article="44-49",
            says=Words(
                ar="لا تُنقل البيانات إلى بلد آخر إلا بقرار كفاية أو ضمانات مناسبة أو استثناء مذكور",
                en="data goes to other countries under an adequacy decision, suitable safeguards, "
                "or a listed exception",
            ),
            certainty=_SURE,
            source=_TEXT,
            grounds=(Safeguard.ADEQUACY, Safeguard.STANDARD_CLAUSES),
            consent=True,
        ),
    ),
    registers=(
        RegisterRule(
            article="30(1)",
            says=Words(
                ar="يمسك المتحكم سجلًا بأنشطة المعالجة",
                en="a controller keeps a register of processing",
            ),
            certainty=_SURE,
            source=_TEXT,
            items=tuple(RegisterItem),
        ),
        RegisterRule(
            article="30(2)",
            says=Words(
                ar="يمسك المعالج سجلًا بما يعالجه لغيره",
                en="a processor keeps a register of what it does for others",
            ),
            certainty=_SURE,
            source=_TEXT,
            items=(
                RegisterItem.CONTROLLER,
                RegisterItem.OFFICER,
                RegisterItem.PURPOSES,
                RegisterItem.TRANSFERS,
                RegisterItem.MEASURES,
            ),
            processor=True,
        ),
    ),
    keeping=(
        KeepingRule(
            article="33(5)",
            says=Words(ar="يوثَّق كل خرق", en="every breach is documented"),
            certainty=_SURE,
            source=_TEXT,
            kept=Kept.BREACHES,
        ),
    ),
)
