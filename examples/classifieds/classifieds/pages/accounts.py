"""Coming in: signing up by a code, accepting the policy, signing in, closing the account."""

import secrets

from django.contrib import messages
from django.contrib.auth import authenticate, login, logout
from django.contrib.auth.decorators import login_required
from django.contrib.auth.signals import user_logged_in
from django.db import transaction
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_POST

from amana.sdk import Identifier
from amana.sdk.django import client, person_id
from classifieds.codes import TooOften, is_right, send_code
from classifieds.forms import CodeTyped, SignIn, SignUp
from classifieds.models import Account, Credential
from classifieds.privacy import REGISTERED_FOR

_WAITING = "souq_waiting"
"""In the session: the account whose code is awaited."""
_BACKEND = "django.contrib.auth.backends.ModelBackend"
FORM = "souq/form.html"


@require_http_methods(["GET", "POST"])
def sign_up(request: HttpRequest) -> HttpResponse:
    """Open an account, which is asleep until the code of the letter is typed."""
    form = SignUp(request.POST or None)
    if request.method == "POST" and form.is_valid():
        account = _open(form.cleaned_data)
        request.session[_WAITING] = account.pk
        send_code(account)
        return redirect("code")
    return render(request, "souq/sign_up.html", {"form": form})


@transaction.atomic
def _open(given: dict[str, str]) -> Account:
    """Keep an account, its password and its addresses; what Amana refuses takes all of it back."""
    account = Account(
        username=secrets.token_hex(8),
        first_name=given["name"],
        email=given["email"],
        phone=given["phone"],
        address=given["address"],
        is_active=False,
    )
    account.set_password(given["password"])
    account.save()
    Credential.objects.create(account=account)
    known = [
        Identifier(kind="email", value=account.email, category="email"),
        Identifier(kind="phone", value=account.phone, country="JO", category="phone"),
    ]
    client().persons.identify(
        str(person_id(account)), known, at="registration", purposes=REGISTERED_FOR
    ).require()
    client().persons.declare_countries(str(person_id(account)), ["JO"])
    return account


@require_http_methods(["GET", "POST"])
def code(request: HttpRequest) -> HttpResponse:
    """Take the code of the letter, and wake the account; or send another one."""
    account = Account.objects.filter(pk=request.session.get(_WAITING), closed_at=None).first()
    if account is None:
        return redirect("sign-in")
    form = CodeTyped(request.POST if "code" in request.POST else None)
    if "again" in request.POST:
        try:
            send_code(account)
            messages.success(request, "أرسلنا رمزًا جديدًا، والسابق لا يعمل بعد الآن.")
        except TooOften:
            messages.error(request, "طلبت رموزًا كثيرة. حاول بعد ساعة.")
        return redirect("code")
    if form.is_valid():
        if is_right(account, form.cleaned_data["code"]):
            account.is_active = True
            account.save(update_fields=["is_active"])
            login(request, account, backend=_BACKEND)
            messages.success(request, "تحققنا من حسابك. أهلًا بك في سوق الحيّ.")
            return redirect("accept")
        form.add_error("code", "هذا الرمز غير صحيح، أو انتهى وقته، أو نفدت محاولاته.")
    return render(request, "souq/code.html", {"form": form})


@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Let somebody in again."""
    form = SignIn(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        known = Account.objects.filter(email=given["email"].lower(), closed_at=None).first()
        name = "nobody" if known is None else known.username
        account = authenticate(request, username=name, password=given["password"])
        if account is not None:
            login(request, account)
            return redirect(_next(request))
        asleep = known is not None and not known.is_active
        if asleep and known is not None and known.check_password(given["password"]):
            request.session[_WAITING] = known.pk
            return redirect("code")
        form.add_error(None, "البريد أو كلمة المرور غير صحيحين.")
    return render(request, "souq/sign_in.html", {"form": form})


def _next(request: HttpRequest) -> str:
    wanted = request.GET.get("next", "")
    fits = url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()})
    return wanted if fits else "/mine/"


@receiver(user_logged_in)
def ask_about_cookie(user: Account, **_: object) -> None:
    """Ask before the browser is given the cookie that keeps somebody signed in."""
    client().collect(
        str(person_id(user)),
        ["session_cookie"],
        at="sign_in",
        purposes=["account"],
        origin="automatic",
    ).require()


@login_required
@require_http_methods(["GET", "POST"])
def accept(request: HttpRequest) -> HttpResponse:
    """Have the policy accepted, in so many words, or declined; the newest version counts."""
    in_force = client().policy()
    if request.method == "POST":
        agrees = request.POST.get("says") == "accept"
        client().accept(
            str(person_id(request.user)),
            version=int(request.POST.get("version", "0")),
            how="explicit" if agrees else "declined",
            language="ar",
        )
        if not agrees:
            return redirect("declined")
        messages.success(request, "سجّلنا موافقتك على السياسة. لك الآن أن تنشر إعلانًا.")
        return redirect("mine")
    return render(request, "souq/accept.html", {"version": in_force.version})


@login_required
def declined(request: HttpRequest) -> HttpResponse:
    """Show the way out: a copy of one's own data, then the end of the account."""
    return render(request, "souq/declined.html")


@login_required
@require_POST
def close(request: HttpRequest) -> HttpResponse:
    """Close the account: its ads show no more, and what is kept until then ends by itself."""
    account: Account = request.user
    client().records.note_event(str(person_id(account)), "account_closed")
    with transaction.atomic():
        account.item_set.update(is_active=False)
        Account.objects.filter(pk=account.pk).update(closed_at=timezone.now(), is_active=False)
    logout(request)
    return render(request, "souq/closed.html")
