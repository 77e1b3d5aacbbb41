"""Arabic words for what the pages show of acts, recipients and fields."""

from collections.abc import Mapping
from typing import Final

from django import template

register: Final = template.Library()
_ACTS: Final[Mapping[str, str]] = {
    "collect": "أُخذت بيانات",
    "use": "استُعملت بيانات",
    "message": "أُرسلت رسالة",
    "disclose": "سُلّمت بيانات إلى",
    "read": "اطّلع موظف",
    "accept": "وافقت على السياسة",
    "choose": "اخترت",
    "identify": "سُجّل عنوانك",
    "verify": "ثبت أن العنوان لك",
    "retain": "حُذف ما مضت مدته",
}
_RECIPIENTS: Final[Mapping[str, str]] = {
    "people_who_meet": "الطرف الآخر في الموعد",
    "administrators": "مدير الحساب",
    "cloud": "«سحابة الأفق»",
    "helpdesk": "«عون»",
    "developer": "«بناء»",
    "biller": "«قيد»",
    "mailer": "«ساعي»",
    "meetings": "«لقاؤك»",
    "authority": "جهة رسمية",
}
_FIELDS: Final[Mapping[str, str]] = {
    "ip": "عنوان الإنترنت",
    "device": "الجهاز",
    "browser": "المتصفح",
    "feature": "الميزة",
    "cookie": "ملف الارتباط",
    "message": "الرسالة",
}


@register.filter
def arabic_act(name: str) -> str:
    """Say what was done."""
    return _ACTS.get(name, "سُجّل أمر في شأنك")


@register.filter
def arabic_recipient(name: str) -> str:
    """Say who received it."""
    return _RECIPIENTS.get(name, name)


@register.filter
def arabic_field(name: str) -> str:
    """Say what a field holds."""
    return _FIELDS.get(name, name)
