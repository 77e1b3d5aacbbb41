"""Opening an account with a code by letter, signing in, signing out."""

import secrets
from datetime import timedelta
from typing import Any, Final

from django.contrib.auth import authenticate, get_user_model, login, logout
from django.core.mail import EmailMessage
from django.core.signing import BadSignature, TimestampSigner
from django.db import IntegrityError
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac
from django.views.decorators.http import require_POST

from amana.sdk.django.mail import About, about
from store.asking import asking
from store.forms import CodeForm, RegisterForm, SignInForm
from store.models import new_id

_WAITING: Final = "minwal_waiting"
_TRIES: Final = "minwal_tries"
_MOST_TRIES: Final = 5
_LASTS_S: Final = 15 * 60
_UNCONFIRMED_LASTS: Final = timedelta(hours=1)


def register(request: HttpRequest) -> HttpResponse:
    """Open an account that waits for its code; who has one already sees the same page."""
    form = RegisterForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return render(request, "store/register.html", {"form": form})
    told = form.cleaned_data
    _forget_asleep(told["email"])
    accounts: Any = get_user_model()
    if not accounts.objects.filter(email__iexact=told["email"]).exists():
        _open(request, told)
    return redirect("code")


def _asleep() -> Any:  # noqa: ANN401 - oscar's accounts
    """Return the accounts whose code never came back."""
    accounts: Any = get_user_model()
    return accounts.objects.filter(is_active=False, is_staff=False, closed_at=None)


def _forget_asleep(email: str) -> None:
    """Erase who did not confirm within an hour, and whoever sleeps under this address.

    The address may be somebody else's: so whoever registers again begins anew, with their own
    password and a code of their own, and finds nothing of who tried before.
    """
    long_ago = timezone.now() - _UNCONFIRMED_LASTS
    late = Q(date_joined__lt=long_ago) | Q(email__iexact=email)
    for person in list(_asleep().filter(late).values_list("pk", flat=True)):
        _forget(person)


def _forget(person: str) -> None:
    asking().amana.erase(person)
    _asleep().filter(pk=person).delete()


def _open(request: HttpRequest, told: dict[str, str]) -> None:
    """Take somebody in and send the code; what fails leaves nothing of them, here or at Amana."""
    person = new_id()
    accounts: Any = get_user_model()
    contact = {name: told[name] for name in ("name", "phone", "address")}
    first, _, last = told["name"].partition(" ")
    account = accounts(
        id=person, email=told["email"], first_name=first, last_name=last, is_active=False
    )
    account.set_password(told["password"])
    try:
        asking().register(person, contact=contact, email=told["email"])
        account.save(force_insert=True)
        _send_code(request, person, told["email"])
    except BaseException as fault:
        _forget(person)
        # Somebody else was faster with the same address: they have the code.
        if not isinstance(fault, IntegrityError):
            raise


def _send_code(request: HttpRequest, person: str, email: str) -> None:
    digits = f"{secrets.randbelow(1_000_000):06}"
    letter = EmailMessage(
        "رمز فتح حسابك في منوال",
        f"رمزك هو {digits}\nاكتبه في صفحة التسجيل خلال 15 دقيقة. إن لم تطلبه فأهمل هذه الرسالة.",
        to=[email],
    )
    about(letter, About(person=person, purpose="account")).send()
    request.session[_WAITING] = TimestampSigner(salt=person).sign(_hashed(person, digits))
    request.session["minwal_person"] = person
    request.session[_TRIES] = 0


def _hashed(person: str, digits: str) -> str:
    return salted_hmac(f"code {person}", digits, algorithm="sha256").hexdigest()


def code(request: HttpRequest) -> HttpResponse:
    """Take the code from the letter; with it the account is open."""
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        person = str(request.session.get("minwal_person", ""))
        account: Any = _asleep().filter(pk=person).first()
        if account is not None and _fits(request, person, form.cleaned_data["code"]):
            asking().proved(person, account.email)
            account.is_active = True
            account.save(update_fields=["is_active"])
            request.session.pop(_WAITING)
            _enter(request, account)
            return redirect("account")
        form.add_error("code", "الرمز غير صحيح أو انتهت مدته.")
    return render(request, "store/code.html", {"form": form})


def _fits(request: HttpRequest, person: str, digits: str) -> bool:
    tries = request.session.get(_TRIES, 0) + 1
    request.session[_TRIES] = tries
    if tries > _MOST_TRIES:
        return False
    try:
        kept = TimestampSigner(salt=person).unsign(
            request.session.get(_WAITING, ""), max_age=_LASTS_S
        )
    except BadSignature:
        return False
    return constant_time_compare(kept, _hashed(person, digits))


def sign_in(request: HttpRequest) -> HttpResponse:
    """Compare e-mail address and password; a wrong one says no more than that."""
    form = SignInForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        account: Any = authenticate(
            request,
            username=form.cleaned_data["email"],
            password=form.cleaned_data["password"],
        )
        if account is not None:
            if not account.is_staff:
                asking().signs_in(str(account.pk))
            _enter(request, account)
            where = "staff" if account.is_staff else "account"
            return redirect(where)
        form.add_error(None, "البريد أو كلمة المرور غير صحيحين.")
    return render(request, "store/sign_in.html", {"form": form})


def _enter(request: HttpRequest, account: Any) -> None:  # noqa: ANN401 - oscar's account
    login(request, account, backend="oscar.apps.customer.auth_backends.EmailBackend")
    if not account.is_staff:
        asking().joins_browser(str(account.pk), request.COOKIES.get("amana-store"))


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session."""
    logout(request)
    return redirect("home")
