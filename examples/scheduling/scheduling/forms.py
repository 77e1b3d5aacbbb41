"""Forms, in Arabic, with bounds; a card number in a text is refused before it goes anywhere."""

import re
from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password

_LONG_NUMBER = re.compile(r"(?:\d[ \-]?){13,19}")
_ARABIC = str.maketrans("٠١٢٣٤٥٦٧٨٩", "0123456789")
_YES_NO = (("yes", "نعم"), ("no", "لا"))


def refuse_card(text: str) -> None:
    """Refuse a text with a whole card number: the biller alone takes one."""
    for found in _LONG_NUMBER.finditer(text.translate(_ARABIC)):
        if _checks(re.sub(r"\D", "", found.group())):
            msg = "لا تكتب رقم بطاقة هنا: لا نحفظه، ولا يُطلب إلا في صفحة الترقية."
            raise forms.ValidationError(msg)


def _checks(digits: str) -> bool:
    """Tell whether the last digit is the check digit of a card number (ISO/IEC 7812)."""
    doubled = [int(each) * (1 + place % 2) for place, each in enumerate(reversed(digits))]
    return sum(each - 9 if each > 9 else each for each in doubled) % 10 == 0  # noqa: PLR2004 - of the rule


class Text(forms.CharField):
    """A text in which no card number stands."""

    def validate(self, value: Any) -> None:  # noqa: ANN401 - Django's own signature
        """Check it."""
        super().validate(value)
        refuse_card(value or "")


class AgeAndAgreement(forms.Form):
    """What comes before anything is taken in."""

    of_age = forms.ChoiceField(
        label="هل بلغت السادسة عشرة؟", choices=_YES_NO, widget=forms.RadioSelect
    )
    version = forms.IntegerField(widget=forms.HiddenInput)
    accepts = forms.BooleanField(label="قرأت سياسة الخصوصية وأوافق عليها")


class SignUp(AgeAndAgreement):
    """A new business, and who runs it."""

    name = Text(label="اسمك", max_length=80)
    email = forms.EmailField(label="بريدك الإلكتروني", max_length=200)
    phone = forms.RegexField(
        r"^\+?[0-9 ]{7,18}$",
        label="هاتفك",
        required=False,
        help_text="اختياري، ونتصل بك به في أمر حسابك وحده.",
        error_messages={"invalid": "اكتب أرقام الهاتف وحدها."},
    )
    password = forms.CharField(
        label="كلمة المرور",
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        validators=[validate_password],
        help_text="ثمانية أحرف على الأقل، لا تستعملها في مكان آخر.",
    )
    business = Text(label="اسم المنشأة", max_length=100)
    about = Text(
        label="عن المنشأة",
        max_length=1000,
        required=False,
        widget=forms.Textarea({"rows": 4}),
        help_text="اختياري، ويظهر للناس في صفحتها.",
    )
    field_order = (
        *("name", "email", "phone", "password", "business", "about"),
        *("of_age", "version", "accepts"),
    )


class Booking(AgeAndAgreement):
    """Who books, where they are not signed in."""

    name = Text(label="اسمك", max_length=80)
    email = forms.EmailField(
        label="بريدك الإلكتروني", max_length=200, help_text="نرسل إليه رمزًا يثبت الموعد."
    )
    note = Text(
        label="ملاحظة للموعد",
        max_length=300,
        required=False,
        help_text="اختياري، يراها من تحجز عنده.",
    )
    field_order = ("name", "email", "note", "of_age", "version", "accepts")


class Note(forms.Form):
    """What somebody who is signed in adds to a booking."""

    note = Text(label="ملاحظة للموعد", max_length=300, required=False, help_text="اختياري.")


class CodeAsked(forms.Form):
    """The code of a letter."""

    code = forms.CharField(
        label="الرمز",
        max_length=10,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}),
    )


class Enter(forms.Form):
    """By which address somebody enters; businesses give their password too."""

    email = forms.EmailField(label="بريدك الإلكتروني", max_length=200)
    password = forms.CharField(
        label="كلمة المرور",
        required=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        help_text="إن كنت حجزت موعدًا ولا كلمة مرور لك فاتركها، ونرسل إليك رمزًا.",
    )


class Profile(forms.Form):
    """What somebody may set right about themselves."""

    name = Text(label="اسمك", max_length=80)
    phone = forms.RegexField(r"^\+?[0-9 ]{7,18}$", label="هاتفك (اختياري)", required=False)


class About(forms.Form):
    """What a business says of itself."""

    name = Text(label="اسم المنشأة", max_length=100)
    about = Text(
        label="عن المنشأة", max_length=1000, required=False, widget=forms.Textarea({"rows": 4})
    )


class NewService(forms.Form):
    """A service of a business."""

    name = Text(label="اسم الخدمة", max_length=80)
    price = forms.IntegerField(label="السعر بالريال", min_value=0, max_value=99999)


class Member(forms.Form):
    """Somebody who has an account, and is to work here."""

    email = forms.EmailField(label="بريد العضو", max_length=200)


class KeptFor(forms.Form):
    """How long a business keeps its bookings after they are over."""

    days = forms.TypedChoiceField(
        label="مدة حفظ الحجز بعد انتهاء الموعد",
        coerce=int,
        empty_value=None,
        required=False,
        choices=(
            ("", "ما دام الحساب قائمًا"),
            ("0", "دقيقة واحدة"),
            ("30", "30 يومًا"),
            ("90", "90 يومًا"),
            ("365", "سنة"),
        ),
    )


class Wants(forms.Form):
    """How somebody wants to be treated."""

    improving = forms.BooleanField(label="استعمال بياناتي في البحث والتطوير", required=False)
    tailoring = forms.BooleanField(label="ملاءمة الصفحات لما أستعمله", required=False)
    offers = forms.BooleanField(label="عروض بالبريد", required=False)


class Support(forms.Form):
    """A message to support."""

    message = Text(label="رسالتك", max_length=2000, widget=forms.Textarea({"rows": 4}))


class Upgrade(forms.Form):
    """A card for the biller. Nothing of this form is kept in the app's database."""

    card = forms.RegexField(
        r"^[0-9٠-٩ ]{13,23}$",
        label="رقم البطاقة",
        help_text="يذهب إلى شركة «قيد»، ولا يبقى منه عندنا إلا آخر أربعة أرقام.",
        error_messages={"invalid": "اكتب رقم البطاقة كما هو عليها."},
    )

    def clean_card(self) -> str:
        """Return its digits, if they are those of a card."""
        digits = self.cleaned_data["card"].translate(_ARABIC).replace(" ", "")
        if not _checks(digits):
            msg = "هذا ليس رقم بطاقة صحيحًا."
            raise forms.ValidationError(msg)
        return str(digits)


class Look(forms.Form):
    """Whose data an officer wants to see, and why."""

    email = forms.EmailField(label="بريد صاحب الحساب", max_length=200)
    reason = Text(label="سبب الاطلاع", max_length=300)
    purpose = forms.ChoiceField(
        label="الغرض", choices=(("support", "الدعم"), ("security_fraud", "مراقبة الاحتيال"))
    )
