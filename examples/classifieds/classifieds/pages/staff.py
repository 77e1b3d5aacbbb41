"""The staff's desk: looking at an account needs a reason; letters go to those who want them."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Final

from django.contrib import messages
from django.contrib.auth.decorators import user_passes_test
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from amana.sdk import RefusedByPolicy
from amana.sdk.django import client, person_id
from amana.sdk.messages import MessageClass
from classifieds.forms import Look
from classifieds.models import Account, Listing, Visit
from classifieds.pages.mine import LETTERS

_SEEN: Final = ("name", "phone", "email")
_CLASSES: Final[Mapping[str, MessageClass]] = {
    "newsletter": "newsletter",
    "job_alerts": "job_alert",
    "ad_renewal": "promotional",
    "special_offers": "promotional",
}
_WORDS: Final = {
    "newsletter": ("نشرة سوق الحيّ", "هذا أكثر ما بحث الناس عنه في الحيّ هذا الأسبوع."),
    "job_alerts": ("وظائف جديدة", "في سوق الحيّ وظائف جديدة في قسم الوظائف."),
    "ad_renewal": ("جدّد إعلانك", "يقترب انتهاء إعلانك. جدّده من صفحة حسابك."),
    "special_offers": ("عرض خاص", "إبراز إعلانك بدينارين حتى آخر الأسبوع."),
}
MOST: Final = 200
"""People in one round."""

staff_only = user_passes_test(lambda user: user.is_authenticated and user.is_staff)


@staff_only
@require_http_methods(["GET", "POST"])
def desk(request: HttpRequest) -> HttpResponse:
    """Show one account to who says why; what is refused shows nothing but the reasons."""
    form = Look(request.POST or None)
    shown: dict[str, object] = {"form": form, "letters": LETTERS, "accounts": _latest()}
    if request.method == "POST" and form.is_valid():
        account = Account.objects.filter(pk=form.cleaned_data["account"]).first()
        if account is None:
            form.add_error("account", "لا يوجد حساب بهذا الرقم.")
        else:
            client().read(
                str(person_id(account)),
                _SEEN,
                purpose="provide_service",
                staff=f"staff-{request.user.pk}",
                reason=form.cleaned_data["reason"],
            ).require()
            shown["seen"] = account
    return render(request, "souq/desk.html", shown)


def _latest() -> list[int]:
    """Return numbers of accounts: no name stands on the desk."""
    people = Account.objects.filter(is_staff=False, is_active=True).order_by("-pk")
    return list(people.values_list("pk", flat=True)[:12])


@staff_only
@require_POST
def send(request: HttpRequest, purpose: str) -> HttpResponse:
    """Put a letter out to each who may be proposed; each is decided about when it is sent."""
    if purpose not in LETTERS:
        raise Http404
    people = _persons(purpose)
    proposed = people and client().audience(people, ["email"], purpose=purpose, channel="email")
    subject, text = _WORDS[purpose]
    for person in proposed:
        client().messages.send(
            person,
            message_class=_CLASSES[purpose],
            purpose=purpose,
            channel="email",
            words={"ar": (subject, text)},
            language="ar",
        )
    messages.success(request, f"{LETTERS[purpose]}: وضعنا {len(proposed)} رسالة لمن يريدها.")
    return redirect("desk")


def _persons(purpose: str) -> list[str]:
    """Return who has an address, and for reminders an ad that ends soon."""
    people = Account.objects.filter(is_active=True, is_staff=False).exclude(email="")
    if purpose == "ad_renewal":
        soon = timezone.now() + timedelta(days=31)
        people = people.filter(
            pk__in=Listing.objects.filter(renew_by__lt=soon).values("item__user")
        )
    return [str(person_id(each)) for each in people.order_by("-pk")[:MOST]]


@staff_only
@require_POST
def hand_to_marketer(request: HttpRequest) -> HttpResponse:
    """Hand the addresses of who agreed to the marketing company, each after a yes of Amana's."""
    given = 0
    for person in _persons("special_offers"):
        if "partner_marketing" not in client().choices(person).consented:
            continue
        try:
            client().disclose(
                person, ["email"], purpose="partner_marketing", recipient="marketer"
            ).require()
            given += 1
        except RefusedByPolicy:
            continue
    messages.success(request, f"أعطينا «رواج» بريد {given} ممن وافقوا، لا غير.")
    return redirect("desk")


@staff_only
@require_POST
def mend(request: HttpRequest) -> HttpResponse:
    """Look through the server's log for pages that fail, where those in it have no objection."""
    counted = 0
    for pk in Visit.objects.order_by("-pk").values_list("account", flat=True).distinct()[:MOST]:
        answer = client().use(str(pk), ["usage_activity", "ip_address"], purpose="improve_research")
        counted += answer.permitted
    messages.success(request, f"نظرنا في ما طلبه {counted} من الزوار لنجد الأعطال.")
    return redirect("desk")
