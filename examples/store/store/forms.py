"""The shop's forms: Arabic labels, bounded fields, no card number in free text."""

from typing import TYPE_CHECKING, Any, Final

from django import forms

from amana.sdk import holds_card
from store.cards import refuse_card

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

_LONG: Final = 200
_LARGEST_DOCUMENT: Final = 5 * 1024 * 1024
_RECIPIENTS: Final = (
    ("fraud_partner", "شريك في منع الاحتيال"),
    ("bank", "مؤسسة مالية"),
    ("law_enforcement", "جهة إنفاذ القانون"),
    ("authority", "سلطة مختصة"),
    ("new_owner", "المالك الجديد"),
)
_LEFT_TO_RIGHT: Final = {"dir": "ltr"}


class Text(forms.CharField):
    """A text in which a card number is refused before anything else happens with it."""

    default_validators = [refuse_card]  # noqa: RUF012 - as Django declares it


class _Form(forms.Form):
    """Labels without a colon, and no HTML5 texts of the browser's own language."""

    def __init__(self, *given: Any, **named: Any) -> None:  # noqa: ANN401 - Django's own signature
        """Set them."""
        named["label_suffix"] = ""
        super().__init__(*given, **named)


class ContactForm(_Form):
    """How to reach somebody."""

    name = Text(label="الاسم", max_length=80)
    phone = Text(
        label="رقم الجوال",
        max_length=20,
        widget=forms.TextInput(attrs={"dir": "ltr", "inputmode": "tel"}),
    )
    address = Text(label="العنوان", max_length=_LONG)


class RegisterForm(ContactForm):
    """A new account."""

    email = forms.EmailField(
        label="البريد الإلكتروني",
        max_length=100,
        validators=[refuse_card],
        widget=forms.EmailInput(attrs={"dir": "ltr"}),
    )
    password = forms.CharField(
        label="كلمة المرور (10 أحرف على الأقل)",
        min_length=10,
        max_length=100,
        widget=forms.PasswordInput(attrs={"dir": "ltr", "autocomplete": "new-password"}),
    )


class CodeForm(_Form):
    """The code of a letter."""

    code = forms.RegexField(
        r"^\d{6}$",
        label="الرمز",
        widget=forms.TextInput(
            attrs={"dir": "ltr", "inputmode": "numeric", "autocomplete": "one-time-code"}
        ),
    )


class SignInForm(_Form):
    """An address and a password."""

    email = forms.EmailField(
        label="البريد الإلكتروني", max_length=100, widget=forms.EmailInput(attrs={"dir": "ltr"})
    )
    password = forms.CharField(
        label="كلمة المرور",
        max_length=100,
        widget=forms.PasswordInput(attrs={"dir": "ltr", "autocomplete": "current-password"}),
    )


class CardForm(_Form):
    """A card: its number goes to the gateway, and to nobody else."""

    card = forms.CharField(
        label="رقم البطاقة",
        min_length=13,
        max_length=25,
        widget=forms.TextInput(
            attrs={"dir": "ltr", "inputmode": "numeric", "autocomplete": "cc-number"}
        ),
    )
    note = Text(label="ملاحظة للتوصيل (اختيارية)", max_length=_LONG, required=False)

    def clean_card(self) -> str:
        """Return the number; raises ``ValidationError`` for what is no card's number."""
        card: str = self.cleaned_data["card"]
        if not holds_card(card):
            msg = "ليس هذا رقم بطاقة."
            raise forms.ValidationError(msg, code="card")
        return card


class ReviewForm(_Form):
    """What somebody thinks of a product."""

    text = Text(label="رأيك", max_length=500, widget=forms.Textarea(attrs={"rows": 4}))
    shown_as = forms.ChoiceField(
        label="كيف يظهر",
        choices=[("own_name", "باسمي"), ("anonymous", "دون اسمي")],
        widget=forms.RadioSelect,
        initial="anonymous",
    )


class LetterForm(_Form):
    """A letter to the shop: a card number in it is cut, since people write what they write."""

    text = forms.CharField(
        label="رسالتك", max_length=1000, widget=forms.Textarea(attrs={"rows": 5})
    )


class LookForm(_Form):
    """Whom a member of staff looks at, and why."""

    person = forms.RegexField(
        r"^c-[0-9a-f]{12}$", label="رقم الحساب", widget=forms.TextInput(attrs={"dir": "ltr"})
    )
    reason = forms.CharField(label="السبب", min_length=5, max_length=_LONG)


class ReleaseForm(_Form):
    """Who asks for somebody's data, in which document, and why: all of it is needed."""

    person = forms.RegexField(
        r"^c-[0-9a-f]{12}$", label="رقم الحساب", widget=forms.TextInput(attrs=_LEFT_TO_RIGHT)
    )
    recipient = forms.ChoiceField(label="إلى", choices=_RECIPIENTS)
    asker = Text(label="الجهة التي طلبت", min_length=3, max_length=80)
    contact = Text(label="كيف نصل إليها", min_length=3, max_length=100)
    reference = Text(label="رقم الكتاب", max_length=80)
    reason = Text(label="السبب", min_length=5, max_length=_LONG)
    document = forms.FileField(label="ملف الكتاب (نحفظ بصمته وحدها)", max_length=100)

    def clean_document(self) -> "UploadedFile[Any]":
        """Return the file; raises ``ValidationError`` where it is too large."""
        document: UploadedFile[Any] = self.cleaned_data["document"]
        if document.size is None or document.size > _LARGEST_DOCUMENT:
            msg = "أكبر ملف نقبله 5 ميغابايت."
            raise forms.ValidationError(msg, code="large")
        return document
