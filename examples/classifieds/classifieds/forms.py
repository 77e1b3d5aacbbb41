"""The site's own forms. What the package's forms ask for is theirs."""

from typing import Final

from django import forms
from django.contrib.auth.password_validation import validate_password
from django_classified.models import Item

from amana.sdk import holds_card
from classifieds.models import Account, Housing

_LTR: Final = {"dir": "ltr"}
SHOWN: Final = (("name", "اسمي"), ("phone", "هاتفي"), ("email", "بريدي"))


def refuse_card(text: str) -> None:
    """Raise ``ValidationError`` where a payment card's number stands in a free text."""
    if holds_card(text):
        msg = "في النص رقم يشبه رقم بطاقة. احذفه."
        raise forms.ValidationError(msg)


class SignUp(forms.Form):
    """What a new account needs."""

    name = forms.CharField(label="الاسم", max_length=100, validators=[refuse_card])
    phone = forms.RegexField(
        r"^\+?[0-9٠-٩ ]{8,20}$",
        label="الهاتف",
        widget=forms.TextInput(attrs=_LTR | {"inputmode": "tel", "autocomplete": "tel"}),
        error_messages={"invalid": "اكتب رقمًا مثل 0791234567."},
    )
    address = forms.CharField(label="العنوان", max_length=200, validators=[refuse_card])
    email = forms.EmailField(
        label="البريد الإلكتروني", widget=forms.EmailInput(attrs=_LTR | {"autocomplete": "email"})
    )
    password = forms.CharField(
        label="كلمة المرور",
        help_text="اختر كلمة لا تستعملها في موقع آخر، من ثماني علامات أو أكثر.",
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean_email(self) -> str:
        """Refuse an address that has an account; one that sleeps makes way for who comes again."""
        email: str = self.cleaned_data["email"].lower()
        if Account.objects.filter(email=email).exclude(pk__in=Account.asleep()).exists():
            msg = "لهذا البريد حساب. ادخل به، أو اكتب بريدًا آخر."
            raise forms.ValidationError(msg)
        return email

    def clean_password(self) -> str:
        """Refuse a password that others would try first."""
        password: str = self.cleaned_data["password"]
        validate_password(password)
        return password


class SignIn(forms.Form):
    """How one comes back."""

    email = forms.EmailField(
        label="البريد الإلكتروني", widget=forms.EmailInput(attrs=_LTR | {"autocomplete": "email"})
    )
    password = forms.CharField(
        label="كلمة المرور",
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


class CodeTyped(forms.Form):
    """The code of the letter."""

    code = forms.CharField(
        label="الرمز",
        max_length=20,
        help_text="ستة أرقام، بأي أرقام كتبتها: ١٢٣ أو 123.",
        widget=forms.TextInput(
            attrs=_LTR | {"inputmode": "numeric", "autocomplete": "one-time-code"}
        ),
    )


class Ad(forms.ModelForm):
    """An ad, as the package has it, with what its owner wants shown beside it."""

    housing = forms.ChoiceField(
        label="نوع السكن (إن كان إعلانًا عن سكن)",
        choices=[("", "ليس إعلانًا عن سكن"), *Housing.Kind.choices],
        required=False,
    )
    show = forms.MultipleChoiceField(
        label="ما يظهر من بياناتك في هذا الإعلان",
        help_text="لا يظهر منها شيء إلا ما اخترته هنا، ولك أن تغيّره متى شئت.",
        choices=SHOWN,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        """The package's own fields."""

        model = Item
        fields = ("group", "area", "title", "description", "price")
        labels = {
            "group": "القسم",
            "area": "المنطقة",
            "title": "العنوان",
            "description": "نص الإعلان",
            "price": "السعر بالدينار",
        }
        help_texts = {"description": "يراه كل زائر: لا تكتب فيه رقمًا ولا عنوانًا."}

    def clean_title(self) -> str:
        """Refuse a payment card's number in what everybody sees."""
        title: str = self.cleaned_data["title"]
        refuse_card(title)
        return title

    def clean_description(self) -> str:
        """Refuse one here too."""
        text: str = self.cleaned_data["description"]
        refuse_card(text)
        return text


class Profile(forms.Form):
    """What one corrects of one's own."""

    name = forms.CharField(label="الاسم", max_length=100, validators=[refuse_card])
    phone = SignUp.base_fields["phone"]
    address = forms.CharField(label="العنوان", max_length=200, validators=[refuse_card])


class Letter(forms.Form):
    """What somebody writes to the site."""

    text = forms.CharField(
        label="رسالتك",
        max_length=2000,
        validators=[refuse_card],
        widget=forms.Textarea,
        help_text="مثل: لا أريد عروضًا ولا إعلانات في بريدي.",
    )


class Look(forms.Form):
    """Whom a member of the staff wants to see, and why."""

    account = forms.IntegerField(label="رقم الحساب", min_value=1)
    reason = forms.CharField(
        label="السبب", max_length=300, required=False, validators=[refuse_card]
    )
