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

from amana.sdk import AmanaUnreachable, RefusedByPolicy
from amana.sdk.django import client
from scheduling import asking, codes, diary, doors, visits
from scheduling.forms import CodeAsked, Enter, SignUp
from scheduling.models import Account, Business, new_id

_WAITS = "waits_for_code"
_BACKEND = "django.contrib.auth.backends.ModelBackend"


def sign_up(request: HttpRequest) -> HttpResponse:
    """Open a business's account, once the person is old enough and agreed."""
    if request.method != "POST":
        return _form(request, SignUp(initial={"version": asking.version()}))
    form = SignUp(request.POST)
    if not form.is_valid():
        return _form(request, form)
    said = form.cleaned_data
    if Account.objects.by_email(said["email"]) is not None:
        form.add_error("email", "لا يُفتح حساب ثانٍ بهذا البريد. ادخل به بدلًا من ذلك.")
        return _form(request, form)
    account = open_account(said)
    with transaction.atomic():
        made = Business.objects.create(
            owner=account,
            slug=f"m-{secrets.token_hex(4)}",
            name=said["business"],
            about=said["about"],
        )
        diary.open_hours(account, made, shown_as=said["name"])
        doors.register_customer(made.slug, f"منشأة {made.slug}", f"/b/{made.slug}")
    return ask_for_code(request, account)


def open_account(said: dict[str, Any]) -> Account:
    """Make an account that waits for its code; where Amana says no, nothing of it stays."""
    account = Account(
        id=new_id(),
        email=said["email"].strip().lower(),
        first_name=said["name"],
        phone=said.get("phone", ""),
    )
    password = said.get("password")
    if password:
        account.set_password(password)
    try:
        with transaction.atomic():
            asking.declare(account.id, of_age=said["of_age"] == "yes", accepts=said["version"])
            account.save(force_insert=True)
            asking.know_address(account)
            asking.host(account)
    except (RefusedByPolicy, AmanaUnreachable):
        _take_nothing_half(account.id)
        raise
    return account


def _take_nothing_half(person: str) -> None:
    """Take back what came in; an Amana that does not answer holds what it holds, and no value."""
    try:
        asking.take_nothing_half(person)
    except AmanaUnreachable:
        return


def ask_for_code(request: HttpRequest, account: Account) -> HttpResponse:
    """Send a code and lead to where it is asked for."""
    codes.send_code(account)
    request.session[_WAITS] = account.pk
    return redirect("code")


def code(request: HttpRequest) -> HttpResponse:
    """Take the code of the letter; the right one signs in."""
    account = Account.objects.filter(pk=request.session.get(_WAITS), closed_at=None).first()
    if account is None:
        return redirect("enter")
    form = CodeAsked(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if codes.takes(account, form.cleaned_data["code"]):
            return _come_in(request, account)
        form.add_error("code", "ليس هذا هو الرمز، أو مضى وقته. اطلب رمزًا جديدًا إن لم يصلك.")
    return render(request, "miqat/code.html", {"form": form})


def _come_in(request: HttpRequest, account: Account) -> HttpResponse:
    """Sign in who showed that the address is theirs, and go on where they were."""
    asking.address_shown(account)
    asking.sign_in(account)
    account.is_active = True
    account.save(update_fields=["is_active"])
    waiting = request.session.get("booking")
    login(request, account, backend=_BACKEND)
    visits.used(request, "sign_in")
    if waiting:
        request.session["booking"] = waiting
        return redirect("confirm")
    return redirect("home")


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
    if account is not None and account.closed_at is None and not account.has_usable_password():
        return ask_for_code(request, account)
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
