"""One's account: the profile, how one's data is used, support, upgrading, and the way out."""

import secrets

from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from amana.sdk.django import client
from scheduling import asking, diary, visits
from scheduling.forms import Profile, Support, Upgrade, Wants
from scheduling.models import Business, Invitation, Membership
from scheduling.pages.booking import _account

_PRICE = 49


@login_required
def profile(request: HttpRequest) -> HttpResponse:
    """Show somebody's own profile, and set it right."""
    account = _account(request)
    form = Profile(
        request.POST or None, initial={"name": account.first_name, "phone": account.phone}
    )
    if request.method == "POST" and form.is_valid():
        account.first_name, account.phone = form.cleaned_data["name"], form.cleaned_data["phone"]
        account.save(update_fields=["first_name", "phone"])
        for each in Membership.objects.filter(account=account, business__owner=account):
            each.shown_as = account.first_name
            each.save(update_fields=["shown_as"])
        messages.success(request, "حُفظ.")
        return redirect("profile")
    asked = account.invitations.select_related("business")
    shown = {"form": form, "account": account, "invitations": asked}
    return render(request, "miqat/profile.html", shown)


@login_required
@require_POST
def invitation(request: HttpRequest, invitation: int) -> HttpResponse:
    """Become a member of the business that asked, or not; the invitation is over either way."""
    asked = get_object_or_404(Invitation, pk=invitation, account=_account(request))
    with transaction.atomic():
        if request.POST.get("answer") == "accept":
            diary.open_hours(asked.account, asked.business)
            messages.success(request, "صرت عضوًا.")
        else:
            messages.success(request, "اعتذرت عنها، ولم يُعرض شيء عنك.")
        asked.delete()
    return redirect("profile")


@login_required
def privacy(request: HttpRequest) -> HttpResponse:
    """Show the switches, the way to the privacy centre, and what was done with one's data."""
    account = _account(request)
    form = Wants(request.POST or None, initial=asking.wants(account))
    if request.method == "POST" and form.is_valid():
        asking.choose(account, **form.cleaned_data)
        messages.success(request, "يسري اختيارك من الآن.")
        return redirect("privacy")
    acts = client().history(account.pk)[:12]
    return render(request, "miqat/privacy.html", {"form": form, "acts": acts})


@login_required
def support(request: HttpRequest) -> HttpResponse:
    """Take a message to support."""
    form = Support(request.POST or None)
    if request.method == "POST" and form.is_valid():
        asking.take_support(_account(request), form.cleaned_data["message"])
        visits.used(request, "support")
        messages.success(request, "وصلت رسالتك، ونجيبك على بريد حسابك.")
        return redirect("support")
    return render(request, "miqat/support.html", {"form": form})


@login_required
def upgrade(request: HttpRequest) -> HttpResponse:
    """Hand the card to the biller; its last four digits are all that is kept of it."""
    business = get_object_or_404(Business, owner=request.user)
    form = Upgrade(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reference = f"Q-{secrets.token_hex(4)}"
        asking.pay(
            _account(request), card=form.cleaned_data["card"], amount=_PRICE, reference=reference
        )
        business.is_paid = True
        business.save(update_fields=["is_paid"])
        visits.used(request, "upgrade")
        messages.success(request, f"تمت الترقية. رقم الدفعة {reference}.")
        return redirect("upgrade")
    shown = {"form": form, "business": business, "price": _PRICE, "card": _card(request)}
    return render(request, "miqat/upgrade.html", shown)


def _card(request: HttpRequest) -> str:
    """Return what is kept of the card, masked; nothing before there is one."""
    person = str(request.user.pk)
    held = [it for it in client().records.of(person) if it.type == "card"]
    now = held[0].fields["number"].now if held else None
    return "" if now is None else str(now.value)


@login_required
def way_out(request: HttpRequest) -> HttpResponse:
    """Lead out: a copy first, then the end of the account."""
    if request.method != "POST":
        return render(request, "miqat/way_out.html")
    account = _account(request)
    number = asking.ask_to_be_erased(account)
    account.is_active, account.closed_at = False, timezone.now()
    account.save(update_fields=["is_active", "closed_at"])
    logout(request)
    began = asking.carry_out(number)
    return render(request, "miqat/closed.html", {"number": number, "began": began})
