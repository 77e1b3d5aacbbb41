"""Coming in: signing up by a code, accepting the policy, signing in, closing the account."""

import secrets
from contextlib import suppress
from http import HTTPStatus
from typing import Final

from django.contrib import messages
from django.contrib.auth import authenticate, login, logout
from django.contrib.auth.decorators import login_required
from django.contrib.auth.signals import user_logged_in
from django.db import transaction
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_POST

from amana.sdk import AmanaRejected, Identifier
from amana.sdk.django import client, person_id
from classifieds.codes import TooOften, is_right, send_code
from classifieds.forms import CodeTyped, SignIn, SignUp
from classifieds.models import Account, Credential
from classifieds.privacy import REGISTERED_FOR
from classifieds.tries import LASTS, MOST_OF_ACCOUNT, MOST_OF_ADDRESS, forget, forgive, may_try

_WAITING = "souq_awaited"
"""In the session: the account whose code is awaited, and the mark of the password given with it."""
_BACKEND = "django.contrib.auth.backends.ModelBackend"
NO_PHONE: Final = "لا يبدو هذا رقم هاتف. اكتب رقمًا مثل 0791234567."


@require_http_methods(["GET", "POST"])
def sign_up(request: HttpRequest) -> HttpResponse:
    """Open an account, which is asleep until the code of the letter is typed."""
    form = SignUp(request.POST or None)
    if request.method == "POST" and form.is_valid() and _began(request, form):
        return redirect("code")
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "souq/sign_up.html", {"form": form}, status=status)


def _began(request: HttpRequest, form: SignUp) -> bool:
    """Open the account and send its code; what was not taken stands in the form's errors."""
    _forget_late(form.cleaned_data["email"])
    try:
        account = _open(form.cleaned_data)
    except AmanaRejected as fault:
        # A value that Amana cannot read: whoever wrote it can mend it. All else is a fault of ours.
        if not str(fault.fields.get("problem", "")).startswith("value."):
            raise
        form.add_error("phone", NO_PHONE)
        return False
    try:
        send_code(account)
    except TooOften:
        form.add_error("email", "أرسلنا إلى هذا البريد رموزًا كثيرة. حاول بعد ساعة.")
        return False
    _await(request, account)
    return True


def _await(request: HttpRequest, account: Account) -> None:
    request.session[_WAITING] = [account.pk, account.get_session_auth_hash()]


def _awaited(request: HttpRequest) -> Account | None:
    """Return the account whose code is awaited, unless somebody signed up with it since."""
    key, mark = request.session.get(_WAITING, (None, ""))
    account: Account | None = Account.objects.filter(pk=key, closed_at=None).first()
    if account is None or not constant_time_compare(mark, account.get_session_auth_hash()):
        return None
    return account


def _forget_late(email: str) -> None:
    """Erase who did not confirm within an hour, but for the address that comes again now.

    That account is taken over and not erased: by its address the erasure would find it anew.
    """
    long_ago = timezone.now() - Account.UNCONFIRMED_LASTS
    for account in list(Account.asleep().filter(date_joined__lt=long_ago).exclude(email=email)):
        _forget(account)


def _forget(account: Account) -> None:
    """Erase an account that sleeps, at Amana and here."""
    person = str(person_id(account))
    # First its address, which was never shown to be theirs: by it the erasure would find, in the
    # site's database, the row of whoever signs up with it now.
    with suppress(AmanaRejected):
        client().persons.drop(person, "email", account.email)
    client().erase(person)
    Account.asleep().filter(pk=account.pk).delete()


def _open(given: dict[str, str]) -> Account:
    """Keep an account, its password and its addresses; what Amana refuses takes all of it back.

    One that sleeps under the address is taken over whole: whoever gave another password before
    awaits its code no more.
    """
    account = Account.asleep().filter(email=given["email"]).first() or Account(
        username=secrets.token_hex(8), email=given["email"], is_active=False
    )
    account.first_name, account.phone = given["name"], given["phone"]
    account.address, account.date_joined = given["address"], timezone.now()
    account.set_password(given["password"])
    with transaction.atomic():
        account.save()
        Credential.objects.get_or_create(account=account)
    try:
        _identify(account)
    except BaseException:
        # Not rolled back but erased: the number of who failed must not become somebody else's.
        _forget(account)
        raise
    return account


def _identify(account: Account) -> None:
    """Say by what somebody is reached, and where they live."""
    known = [
        Identifier(kind="email", value=account.email, category="email"),
        Identifier(kind="phone", value=account.phone, country="JO", category="phone"),
    ]
    client().persons.identify(
        str(person_id(account)), known, at="registration", purposes=REGISTERED_FOR
    ).require()
    client().persons.declare_countries(str(person_id(account)), ["JO"])


@require_http_methods(["GET", "POST"])
def code(request: HttpRequest) -> HttpResponse:
    """Take the code of the letter, and wake the account; or send another one."""
    account = _awaited(request)
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
        email, came_from = given["email"].lower(), request.META["REMOTE_ADDR"]
        # Counted before it is compared, and both: many tries at once do not get more of them.
        may = may_try("address", came_from, most=MOST_OF_ADDRESS)
        if not may_try("account", email, most=MOST_OF_ACCOUNT) or not may:
            return _wait(request, form)
        known = Account.objects.filter(email=email, closed_at=None).first()
        name = "nobody" if known is None else known.username
        account = authenticate(request, username=name, password=given["password"])
        if account is not None:
            forget("account", email)
            forgive("address", came_from)
            login(request, account)
            return redirect(_next(request))
        asleep = known is not None and not known.is_active
        if asleep and known is not None and known.check_password(given["password"]):
            forget("account", email)
            forgive("address", came_from)
            _await(request, known)
            return redirect("code")
        form.add_error(None, "البريد أو كلمة المرور غير صحيحين.")
    return render(request, "souq/sign_in.html", {"form": form})


def _wait(request: HttpRequest, form: SignIn) -> HttpResponse:
    """Say that a password was wrong too often, whether there is an account or not."""
    form.add_error(None, "أخطأت كلمة المرور مرات كثيرة. حاول بعد ربع ساعة.")
    status = HTTPStatus.TOO_MANY_REQUESTS
    answer = render(request, "souq/sign_in.html", {"form": form}, status=status)
    answer["Retry-After"] = str(int(LASTS.total_seconds()))
    return answer


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
