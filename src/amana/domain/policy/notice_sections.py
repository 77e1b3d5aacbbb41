"""The headings of a written notice: which kinds stand under each, and how they are introduced.

An introduction promises nothing of its own: it only says what follows.
"""

from dataclasses import dataclass
from typing import Final

from amana.domain.words import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A heading of the notice."""

    kinds: tuple[str, ...]
    heading: Words
    lead_in: Words
    """Stands before the list where the section holds more than one promise."""


SECTIONS: Final = (
    Section(
        kinds=("scope",),
        heading=Words(ar="ما يشمله هذا الإشعار", en="What this notice covers"),
        lead_in=Words(ar="هذا ما يسري عليه الإشعار:", en="The notice applies as follows:"),
    ),
    Section(
        kinds=("collect",),
        heading=Words(ar="البيانات التي نجمعها", en="What we collect"),
        lead_in=Words(
            ar="فيما يلي البيانات التي نجمعها ومصادرها:",
            en="This is the data that we collect, and where it comes from:",
        ),
    ),
    Section(
        kinds=("use",),
        heading=Words(ar="فيم نستخدم بياناتك", en="What we use it for"),
        lead_in=Words(
            ar="لكل استخدام غرض، وهذه أغراضنا:",
            en="Each use has a purpose; these are ours:",
        ),
    ),
    Section(
        kinds=("only", "never"),
        heading=Words(ar="حدود ألزمنا بها أنفسنا", en="Limits that we set ourselves"),
        lead_in=Words(ar="نلتزم بالحدود الآتية:", en="We keep to these limits:"),
    ),
    Section(
        kinds=("share", "publish"),
        heading=Words(ar="مع من نشارك بياناتك", en="Whom we share it with"),
        lead_in=Words(
            ar="هذه هي الأحوال التي تصل فيها بياناتك إلى غيرنا:",
            en="These are the cases in which others receive your data:",
        ),
    ),
    Section(
        kinds=("monitor",),
        heading=Words(ar="اطلاع موظفينا على بياناتك", en="When our staff look at your data"),
        lead_in=Words(ar="يكون الاطلاع على النحو الآتي:", en="They do so as follows:"),
    ),
    Section(
        kinds=("choice",),
        heading=Words(ar="خياراتك", en="Your choices"),
        lead_in=Words(ar="القرار لك فيما يلي:", en="The following is for you to decide:"),
    ),
    Section(
        kinds=("message",),
        heading=Words(ar="الرسائل التي نرسلها إليك", en="Messages that we send you"),
        lead_in=Words(ar="هذه أنواع رسائلنا:", en="These are the kinds of messages:"),
    ),
    Section(
        kinds=("cookie",),
        heading=Words(ar="ملفات تعريف الارتباط", en="Cookies"),
        lead_in=Words(
            ar="نستخدمها وما يشبهها على النحو الآتي:",
            en="We use cookies and the like as follows:",
        ),
    ),
    Section(
        kinds=("retain",),
        heading=Words(ar="مدة حفظ بياناتك", en="How long we keep it"),
        lead_in=Words(ar="لكل نوع من البيانات مدته:", en="Each kind of data has its time:"),
    ),
    Section(
        kinds=("locate",),
        heading=Words(ar="مكان حفظ بياناتك", en="Where your data is kept"),
        lead_in=Words(ar="هذه أماكن الحفظ والنقل:", en="It is kept and transferred as follows:"),
    ),
    Section(
        kinds=("protect", "verify"),
        heading=Words(ar="كيف نحمي بياناتك", en="How we protect it"),
        lead_in=Words(ar="هذه تدابير الحماية:", en="These are the measures that protect it:"),
    ),
    Section(
        kinds=("breach",),
        heading=Words(ar="إذا وقع خرق للبيانات", en="If there is a data breach"),
        lead_in=Words(ar="نعمل عندئذ بما يلي:", en="In that case:"),
    ),
    Section(
        kinds=("right",),
        heading=Words(ar="حقوقك", en="Your rights"),
        lead_in=Words(ar="لك في بياناتك ما يلي:", en="As to your data, you have these rights:"),
    ),
    Section(
        kinds=("children",),
        heading=Words(ar="الأطفال", en="Children"),
        lead_in=Words(ar="نعمل فيما يخص الأطفال بما يلي:", en="As to children:"),
    ),
    Section(
        kinds=("law",),
        heading=Words(ar="القانون الواجب التطبيق", en="The law that applies"),
        lead_in=Words(ar="يسري على بياناتك ما يلي:", en="The following applies to your data:"),
    ),
    Section(
        kinds=("change", "accept"),
        heading=Words(ar="قبول هذا الإشعار وتعديله", en="Accepting this notice, and its changes"),
        lead_in=Words(
            ar="يكون القبول والتعديل على النحو الآتي:",
            en="Acceptance and changes work as follows:",
        ),
    ),
    Section(
        kinds=("contact",),
        heading=Words(ar="تواصل معنا", en="How to reach us"),
        lead_in=Words(ar="يمكنك التواصل معنا كما يلي:", en="You can reach us as follows:"),
    ),
)
OTHER: Final = Section(
    kinds=(),
    heading=Words(ar="وعود أخرى", en="Further promises"),
    lead_in=Words(ar="ونعدك أيضًا بما يلي:", en="We also promise the following:"),
)
"""For kinds that no heading above names, so that none can be left out."""

BASES: Final = {
    "consent": Words(ar="موافقتك", en="your consent"),
    "contract": Words(
        ar="تنفيذ العقد الذي بيننا، أو ما تطلبه قبل إبرامه",
        en="the contract between us, or what you ask for before it is made",
    ),
    "legal_obligation": Words(ar="التزام قانوني علينا", en="a legal duty that we have"),
    "vital_interest": Words(
        ar="حماية حياة إنسان أو سلامته", en="protecting someone's life or safety"
    ),
    "public_task": Words(
        ar="أداء مهمة للصالح العام", en="carrying out a task in the public interest"
    ),
    "legitimate_interest": Words(
        ar="مصلحة مشروعة لنا لا تطغى على حقوقك",
        en="a legitimate interest of ours that your rights do not override",
    ),
}
"""Legal bases as a reader knows them; each is a noun phrase."""

MONTHS: Final = (
    Words(ar="يناير", en="January"),
    Words(ar="فبراير", en="February"),
    Words(ar="مارس", en="March"),
    Words(ar="أبريل", en="April"),
    Words(ar="مايو", en="May"),
    Words(ar="يونيو", en="June"),
    Words(ar="يوليو", en="July"),
    Words(ar="أغسطس", en="August"),
    Words(ar="سبتمبر", en="September"),
    Words(ar="أكتوبر", en="October"),
    Words(ar="نوفمبر", en="November"),
    Words(ar="ديسمبر", en="December"),
)
