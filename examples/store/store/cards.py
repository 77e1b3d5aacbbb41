"""No full card number is kept by the shop, in no field of no table."""

from django.core.exceptions import ValidationError
from django.db.models import CharField, Model, TextField

from amana.sdk import holds_card

_WHY = (
    "في هذا النص رقم بطاقة كامل. نحن لا نحفظ من رقم البطاقة إلا آخر أربعة أرقام: "
    "احذف الرقم ثم أعد المحاولة."
)


def refuse_cards(sender: type[Model], instance: Model, **_: object) -> None:
    """Refuse a row with a full card number in one of its texts: forms refused it before."""
    for field in sender._meta.concrete_fields:  # noqa: SLF001 - Django's public way to them
        value = field.value_from_object(instance)
        if isinstance(field, CharField | TextField) and isinstance(value, str) and value:
            refuse_card(value)


def refuse_card(text: str) -> None:
    """Raise ``ValidationError`` where the text holds a full card number."""
    if holds_card(text):
        raise ValidationError(_WHY, code="card")
