"""The desk of Miqat's own staff: one look with a stated reason, and the rounds of the service."""

from typing import Final

from django.contrib import messages
from django.contrib.auth.decorators import login_required, user_passes_test
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from amana.sdk.django import client
from scheduling import asking, asleep, diary
from scheduling.forms import Look
from scheduling.models import Account, Business

_LOOKED_AT: Final = ("visit", "support")
_officer = user_passes_test(lambda user: bool(getattr(user, "is_superuser", False)))


@login_required
@_officer
def desk(request: HttpRequest) -> HttpResponse:
    """Show somebody's messages or visits to staff who said why; each look stands on the ledger."""
    form = Look(request.POST or None)
    seen: list[dict[str, object]] = []
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        found = Account.objects.by_email(said["email"])
        if found is None:
            form.add_error("email", "لا حساب بهذا البريد.")
        else:
            seen = _look(str(request.user.pk), found, said["purpose"], said["reason"])
    shown = {"form": form, "seen": seen, "counts": _counts()}
    return render(request, "miqat/desk.html", shown)


def _look(staff: str, whom: Account, purpose: str, reason: str) -> list[dict[str, object]]:
    wanted = "support" if purpose == "support" else "visit"
    held = [it for it in client().records.of(whom.pk) if it.type == wanted][-5:]
    given = (
        client().records.read(id=it.id, purposes=[purpose], staff=staff, reason=reason).require()
        for it in held
    )
    return [dict(each.values) for each in given]


@login_required
@_officer
@require_POST
def rounds(request: HttpRequest, name: str) -> HttpResponse:
    """Go round: count what is used, put an offer out, end what businesses' own times end."""
    people = Account.objects.filter(is_active=True, is_superuser=False)
    if name == "develop":
        count = asking.develop(people.values_list("pk", flat=True)[:200])
        messages.success(request, f"سُلّم استعمال {count} من الحسابات إلى «بناء»، بلا من اعترض.")
    elif name == "offer":
        willing = asking.who_wants_offers(people.values_list("pk", flat=True)[:200])
        for person in willing:
            asking.offer(person, f"offer-1-{person}")
        messages.success(request, f"أُرسل العرض إلى {len(willing)} ممن وافقوا.")
    elif name == "times":
        gone = sum(diary.follow_own_time(it) for it in Business.objects.exclude(keeps_days=None))
        asleep.forget_never_confirmed()
        messages.success(request, f"حُذف {gone} من الحجوزات بعد المدة التي اختارها أصحابها.")
    return redirect("desk")


def _counts() -> dict[str, int]:
    """Return how many accounts and businesses there are; it names nobody."""
    return {
        "people": Account.objects.filter(is_active=True, is_superuser=False).count(),
        "businesses": Business.objects.count(),
        "grants": len(client().grants.listed()),
    }
