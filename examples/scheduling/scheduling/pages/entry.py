"""Coming in: signing up, the code of a letter, entering, leaving, agreeing to a new version."""

import secrets
from typing import Any

from django.contrib import messages
from django.contrib.auth import authenticate, login, logout
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from amana.sdk import AmanaRejected, AmanaUnreachable
from amana.sdk.django import client
from scheduling import asking, asleep, codes, customers, diary, visits
from scheduling.forms import CodeAsked, Enter, SignUp
from scheduling.models import Account, Business, new_id

_WAITS = "waits_for_code"
_NO_BUSINESS = "لم تُسجَّل منشأتك، فلم يُفتح الحساب ولم يُحفظ مما كتبت شيء. حاول بعد قليل. السبب:"
_CHOSE = "chose_password"
_BACKEND = "django.contrib.auth.backends.ModelBackend"


def sign_up(request: HttpRequest) -> HttpResponse:
    """Open a business's account, once the person is old enough and agreed."""
    if request.method != "POST":
        return _form(request, SignUp(initial={"version": asking.version()}))
    form = SignUp(request.POST)
    if not form.is_valid():
        return _form(request, form)
    said = form.cleaned_data
    before = known(said["email"])
    if before is not None and asleep.is_asleep(before):
        _say_again(before, said)
        return ask_for_code(request, before, chose_password=True)
    if before is not None:
        form.add_error("email", "لا يُفتح حساب ثانٍ بهذا البريد. ادخل به بدلًا من ذلك.")
        return _form(request, form)
    try:
        account = open_account(said, with_business=True)
    except customers.NotRegistered as fault:
        form.add_error(None, f"{_NO_BUSINESS} ({fault.code})")
        return _form(request, form)
    return _lead_to_code(request, account, chose_password=True)


def code_for(request: HttpRequest, said: dict[str, Any]) -> HttpResponse:
    """Send a code to who books by their address, and open an account where they have none."""
    before = known(said["email"])
    if before is not None and before.is_superuser:
        # Whoever runs the service comes in by a password alone; nobody learns that it is theirs.
        request.session[_WAITS] = ""
        return redirect("code")
    if before is not None:
        return ask_for_code(request, before)
    return _lead_to_code(request, open_account(said))


def known(email: str) -> Account | None:
    """Return whose account has the address, once those that were never confirmed are gone."""
    asleep.forget_never_confirmed()
    return Account.objects.by_email(email)


def open_account(said: dict[str, Any], *, with_business: bool = False) -> Account:
    """Make an account that waits for its code, and send it: wholly, or nothing of it stays."""
    account = Account(
        id=new_id(),
        email=said["email"].strip().lower(),
        first_name=said["name"],
        phone=said.get("phone", ""),
    )
    if said.get("password"):
        account.set_password(said["password"])
    slug = f"m-{secrets.token_hex(4)}" if with_business else None
    try:
        with transaction.atomic():
            _take_in(account, said)
            if slug is not None:
                _open_business(account, slug, said)
            codes.send_code(account)
    except BaseException:
        _take_nothing_half(account.id, slug)
        raise
    return account


def _take_in(account: Account, said: dict[str, Any]) -> None:
    asking.declare(account.id, of_age=said["of_age"] == "yes", accepts=said["version"])
    account.save(force_insert=True)
    asking.know_address(account)
    asking.host(account)


def _open_business(account: Account, slug: str, said: dict[str, Any]) -> None:
    made = Business.objects.create(
        owner=account, slug=slug, name=said["business"], about=said["about"]
    )
    diary.open_hours(account, made, shown_as=said["name"])
    customers.register(made.slug, f"منشأة {made.slug}", f"/b/{made.slug}")


def _say_again(account: Account, said: dict[str, Any]) -> None:
    """Take the age, the agreement and the password of who signs up again before the first code."""
    asking.declare(account.id, of_age=said["of_age"] == "yes", accepts=said["version"])
    account.set_password(said["password"])
    account.save(update_fields=["password"])


def _take_nothing_half(person: str, slug: str | None) -> None:
    """Take back what came in; where Amana gives no answer to that, no account holds it."""
    try:
        if slug is not None:
            customers.end(slug)
        asking.take_nothing_half(person)
    except (AmanaUnreachable, AmanaRejected):
        return


def ask_for_code(
    request: HttpRequest, account: Account, *, chose_password: bool = False
) -> HttpResponse:
    """Send a code and lead to where it is asked for; so many an hour, and no more."""
    try:
        codes.send_code(account)
    except codes.TooOften:
        messages.error(request, "طُلبت رموز كثيرة لهذا البريد. انتظر ساعة ثم اطلب رمزًا جديدًا.")
    return _lead_to_code(request, account, chose_password=chose_password)


def _lead_to_code(
    request: HttpRequest, account: Account, *, chose_password: bool = False
) -> HttpResponse:
    request.session[_WAITS] = account.pk
    if chose_password:
        request.session[_CHOSE] = account.get_session_auth_hash()
    return redirect("code")


def code(request: HttpRequest) -> HttpResponse:
    """Take the code of the letter; the right one signs in.

    Who gave an address that is nobody's sees the same page, and no code is right.
    """
    if _WAITS not in request.session:
        return redirect("enter")
    account = Account.objects.filter(pk=request.session[_WAITS], closed_at=None).first()
    form = CodeAsked(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if account is not None and codes.takes(account, form.cleaned_data["code"]):
            return _come_in(request, account)
        form.add_error("code", "ليس هذا هو الرمز، أو مضى وقته. اطلب رمزًا جديدًا إن لم يصلك.")
    return render(request, "miqat/code.html", {"form": form})


def _come_in(request: HttpRequest, account: Account) -> HttpResponse:
    """Sign in who showed that the address is theirs, and go on where they were."""
    asking.address_shown(account)
    asking.sign_in(account)
    _wake(request, account)
    waiting = request.session.get("booking")
    login(request, account, backend=_BACKEND)
    visits.used(request, "sign_in")
    if waiting:
        request.session["booking"] = waiting
        return redirect("confirm")
    return redirect("home")


def _wake(request: HttpRequest, account: Account) -> None:
    """Open the account at its first code, with a password only where this browser chose it.

    Somebody else may have signed up with the address before, and would know theirs.
    """
    if account.is_active:
        return
    account.is_active = True
    changed = ["is_active"]
    if request.session.pop(_CHOSE, None) != account.get_session_auth_hash():
        account.password = ""
        changed.append("password")
    account.save(update_fields=changed)


def enter(request: HttpRequest) -> HttpResponse:
    """Let somebody in by password, or by a code where they have none."""
    form = Enter(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return render(request, "miqat/enter.html", {"form": form})
    email, password = form.cleaned_data["email"].lower(), form.cleaned_data["password"]
    account = Account.objects.by_email(email)
    if password:
        found = authenticate(request, username=email, password=password)
        if isinstance(found, Account) and found.closed_at is None:
            return _by_password(request, found)
        form.add_error(None, "البريد أو كلمة المرور غير صحيح.")
        return render(request, "miqat/enter.html", {"form": form})
    if account is not None and account.closed_at is None and not account.password:
        return ask_for_code(request, account)
    request.session[_WAITS] = ""
    messages.info(request, "إن كان لهذا البريد حساب بلا كلمة مرور فقد أرسلنا إليه رمزًا.")
    return redirect("code")


def _by_password(request: HttpRequest, account: Account) -> HttpResponse:
    asking.sign_in(account)
    login(request, account)
    if not account.is_superuser:
        visits.used(request, "sign_in")
    return redirect("desk" if account.is_superuser else "home")


@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """Sign out."""
    logout(request)
    return redirect("front")


@login_required
def accept(request: HttpRequest) -> HttpResponse:
    """Ask for agreement to the version in force; who declines is shown the way out."""
    person = str(request.user.pk)
    if request.method == "POST":
        agreed = request.POST.get("says") == "yes"
        client().accept(
            person,
            version=int(request.POST.get("version", "0")),
            how="explicit" if agreed else "declined",
            language="ar",
        )
        return redirect("home" if agreed else "way_out")
    return render(request, "miqat/accept.html", {"version": asking.version()})


def _form(request: HttpRequest, form: SignUp) -> HttpResponse:
    return render(request, "miqat/sign_up.html", {"form": form})
