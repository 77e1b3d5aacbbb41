"""The closed lists of disclosures: natures, grounds, conditions, safeguards."""

from collections.abc import Collection
from typing import Final

from amana.domain.vocabulary.named import Named

THE_PERSON: Final = "person"
"""The recipient of a disclosure to the person whose data it is."""


class Nature(Named):
    """What a disclosure is; words: the verb, to follow *we do not* and *لا*.

    After DPV: its operations *Share* and *Transfer*, its purpose *SellDataToThirdParties*.
    """

    SHARE = "share", "نشارك", "share"
    SELL = "sell", "نبيع", "sell"
    RENT = "rent", "نؤجر", "rent out"
    TRADE = "trade", "نقايض", "trade"
    TRANSFER = "transfer", "ننقل", "transfer"
    DISCLOSE_BY_LAW = "disclose_by_law", "نكشف بحكم القانون", "disclose by law"
    MERGER = "merger", "ننقل عند اندماج أو استحواذ", "pass on in a merger or takeover"
    PUBLISH = "publish", "ننشر", "publish"


class Ground(Named):
    """Why data may be released without the person's own wish; words: after *إذا* and *where*."""

    LAW = "law", "أوجب القانون ذلك", "the law demands it"
    TERMS = "terms", "لزم لتطبيق شروط الخدمة", "our terms have to be enforced"
    RIGHTS_AND_SAFETY = (
        "rights_and_safety",
        "لزم لحماية الحقوق أو الممتلكات أو السلامة",
        "rights, property or safety have to be protected",
    )
    FRAUD = "fraud", "لزم لمكافحة الاحتيال أو السرقة", "fraud or theft has to be prevented"
    CREDIT_RISK = "credit_risk", "لزم لخفض مخاطر الائتمان", "credit risk has to be reduced"
    MERGER = (
        "merger",
        "اندمجت الخدمة مع غيرها أو انتقلت ملكيتها",
        "the service merges or changes hands",
    )


class Condition(Named):
    """What must come before data is shared; words: a clause after the sentence."""

    CONSENT = "consent", "بعد أن توافق على ذلك", "only with your consent"
    UNLESS_OPTED_OUT = "unless_opted_out", "ما لم تعترض على ذلك", "unless you opt out"
    ANNOUNCED = "announced", "بعد أن نعلمك بذلك", "after we have told you"
    OWN_CHOICE = "own_choice", "حين تختار ذلك بنفسك", "when you choose it yourself"
    SECOND_PERSON = (
        "second_person",
        "بعد موافقة شخصين من فريقنا",
        "after two of our staff have approved it",
    )


class Safeguard(Named):
    """What binds a recipient; words: a noun phrase."""

    CONTRACT = "contract", "عقد مكتوب", "a written contract"
    CONFIDENTIALITY = "confidentiality", "واجب السرية", "a duty of confidence"
    INSTRUCTIONS = "instructions", "العمل بتعليماتنا وحدها", "our instructions alone"
    SAME_PROTECTION = "same_protection", "مستوى الحماية نفسه", "the same level of protection"
    ENCRYPTION = "encryption", "التشفير", "encryption"
    PCI_DSS = (
        "pci_dss",
        "معيار أمن بيانات بطاقات الدفع",
        "the payment card industry's security standard",
    )
    STANDARD_CLAUSES = "standard_clauses", "بنود تعاقدية نموذجية", "standard contractual clauses"
    ADEQUACY = "adequacy", "قرار بكفاية الحماية", "an adequacy decision"


def safeguards_named(ids: Collection[str]) -> tuple[Safeguard, ...]:
    """Return the safeguards of these ids, in the order of the list."""
    return tuple(each for each in Safeguard if each.value in ids)
