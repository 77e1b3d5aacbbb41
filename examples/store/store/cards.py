"""No full card number is kept by the shop, in no field of no table."""

from django.db.models import CharField, Model, TextField

from amana.domain.words import Words
from amana.sdk import RefusedByPolicy, holds_card

_WHY = Words(
    ar=(
        "في هذا النص رقم بطاقة كامل. نحن لا نحفظ من رقم البطاقة إلا آخر أربعة أرقام: "
        "احذف الرقم ثم أعد المحاولة."
    ),
    en="This text holds a full card number, of which we keep no more than the last four digits.",
)


def refuse_cards(sender: type[Model], instance: Model, **_: object) -> None:
    """Refuse a row with a full card number in one of its texts."""
    for field in sender._meta.concrete_fields:  # noqa: SLF001 - Django's public way to them
        value = field.value_from_object(instance)
        if isinstance(field, CharField | TextField) and isinstance(value, str) and value:
            refuse_card(value)


def refuse_card(text: str) -> None:
    """Raise ``RefusedByPolicy`` where the text holds a full card number."""
    if holds_card(text):
        raise RefusedByPolicy(promises=("M2-card", "M15"), reasons=(_WHY,))
