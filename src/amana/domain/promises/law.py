"""``law``: the laws that all handling of data keeps to."""

from dataclasses import dataclass
from typing import Final

from amana.domain.decision.rule import Rule
from amana.domain.evidence.proof import Proof
from amana.domain.evidence.question import NoticeFact, NoticeShows
from amana.domain.phrases import sentence
from amana.domain.promises.errors import need
from amana.domain.promises.kind import Kind, Terms, item
from amana.domain.promises.speech import Speech
from amana.domain.vocabulary.named import Named
from amana.domain.words import Language, Words


class Law(Named):
    """The laws of a country or union, by the name of their pack; words: a noun phrase."""

    QATAR = "qatar", "قوانين دولة قطر", "the laws of Qatar"
    JORDAN = "jordan", "قوانين المملكة الأردنية الهاشمية", "the laws of Jordan"
    SAUDI = "saudi", "أنظمة المملكة العربية السعودية", "the laws of Saudi Arabia"
    UAE = (
        "uae",
        "قوانين دولة الإمارات العربية المتحدة",
        "the laws of the United Arab Emirates",
    )
    EGYPT = "egypt", "قوانين جمهورية مصر العربية", "the laws of Egypt"
    KUWAIT = "kuwait", "قوانين دولة الكويت", "the laws of Kuwait"
    BAHRAIN = "bahrain", "قوانين مملكة البحرين", "the laws of Bahrain"
    OMAN = "oman", "قوانين سلطنة عمان", "the laws of Oman"
    GDPR = (
        "gdpr",
        "اللائحة الأوروبية العامة لحماية البيانات",
        "the European General Data Protection Regulation",
    )
    CCPA = (
        "ccpa",
        "قانون خصوصية المستهلك في كاليفورنيا",
        "the California Consumer Privacy Act",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class LawForm:
    """What a ``law`` promise says."""

    laws: tuple[Law, ...] = item("the laws, by the names of their packs")
    by_person: bool = item("whether each person's own jurisdiction decides", default=False)

    def __post_init__(self) -> None:
        """Refuse keeping to no law."""
        need(law=self.laws)


def _words(form: LawForm, terms: Terms, language: Language) -> str:
    """Say which laws are kept to."""
    say = Speech(terms=terms, language=language)
    return sentence(
        say.of("نلتزم في كل ما نفعله ببياناتك بما يأتي:", "In all we do with your data we keep to"),
        say.choices(form.laws),
        say.when(
            form.by_person,
            ". والقانون الساري عليك هو قانون بلدك إن عرفناه، وإلا فقانون بلد الخدمة",
            ". The law of your country applies if we know it, else that of the service",
        ),
    )


def _rules(_form: LawForm) -> tuple[Rule, ...]:
    """Add nothing: law packs bring refusals and duties of their own (rule 13)."""
    return ()


def _proof(_form: LawForm) -> Proof:
    """Ask whether a pack of each law is in force; naming the law proves nothing."""
    return Proof(shows=(NoticeShows(fact=NoticeFact.LAW),))


LAW: Final = Kind(
    name="law",
    form=LawForm,
    title=Words(ar="القانون", en="Law"),
    about=Words(
        ar="القوانين التي يُلتزم بها في كل تعامل مع البيانات.",
        en="The laws that all handling of data keeps to.",
    ),
    words=_words,
    rules=_rules,
    proof=_proof,
)
