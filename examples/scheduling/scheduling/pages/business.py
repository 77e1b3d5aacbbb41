"""Running a business: its bookings, services, members, the time that bookings stay, a partner."""

from typing import Any

from appointment.models import Appointment
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from scheduling import asking, diary, visits
from scheduling.forms import About, KeptFor, Member, NewService
from scheduling.models import Account, Business
from scheduling.pages.booking import _account


@login_required
def home(request: HttpRequest) -> HttpResponse:
    """Lead a business to its bookings, and all others to their own."""
    owned = Business.objects.filter(owner=request.user).exists()
    worked = Business.objects.filter(members__account=request.user).exists()
    return redirect("business_home" if owned or worked else "bookings")


@login_required
def business_home(request: HttpRequest) -> HttpResponse:
    """Show the bookings of one's business: what each appointment needs, and no more."""
    business = _business(request)
    past = {it.pk for it in diary.past_own_time(business)}
    booked = [it for it in diary.of_business(business) if it.pk not in past]
    clients = {it.client_id for it in booked if it.client_id}
    seen = {person for person in clients if asking.may_show_booking(person)}
    for each in booked:
        each.is_over = diary.is_over(each)
        each.is_hidden = each.client_id is not None and each.client_id not in seen
    shown = {"business": business, "bookings": booked, "owns": business.owner == request.user}
    return render(request, "miqat/business_home.html", shown)


@login_required
@require_POST
def over(request: HttpRequest, booking: int) -> HttpResponse:
    """Say that an appointment is over: from here on the business's own time runs."""
    business = _owned(request)
    found = get_object_or_404(
        Appointment, pk=booking, appointment_request__service__offer__business=business
    )
    with transaction.atomic():
        diary.end(found)
        asking.booking_is_over(_account(request), found.id_request)
    messages.success(request, "انتهى الموعد، ومن الآن تُحسب مدة حفظه.")
    return redirect("business_home")


@login_required
def settings(request: HttpRequest) -> HttpResponse:
    """Change what a business says of itself, what it offers, and how long bookings stay."""
    business = _owned(request)
    forms: dict[str, Any] = {
        "about": About(initial={"name": business.name, "about": business.about}),
        "service": NewService(),
        "kept": KeptFor(initial={"days": business.keeps_days}),
    }
    doing = request.POST.get("form", "")
    if request.method == "POST" and doing in forms:
        forms[doing] = type(forms[doing])(request.POST)
        if forms[doing].is_valid():
            _change(business, doing, forms[doing].cleaned_data)
            messages.success(request, "حُفظ.")
            return redirect("settings")
    shown = {f"{name}_form": form for name, form in forms.items()} | {"business": business}
    return render(request, "miqat/settings.html", shown)


def _change(business: Business, doing: str, said: dict[str, Any]) -> None:
    if doing == "about":
        business.name, business.about = said["name"], said["about"]
        business.save()
    elif doing == "service":
        diary.add_service(business, said["name"], said["price"])
    elif business.owner is not None:
        asking.keep_bookings(business.owner, said["days"])
        business.keeps_days = said["days"]
        business.save(update_fields=["keeps_days"])


@login_required
def members(request: HttpRequest) -> HttpResponse:
    """Show the administrator the name and address of each member, and invite somebody.

    The answer says nothing of whether anybody has an account: who does finds it in their profile.
    """
    business = _owned(request)
    form = Member(request.POST or None)
    if request.method == "POST" and form.is_valid():
        found = Account.objects.by_email(form.cleaned_data["email"])
        if found is not None and found.is_active:
            business.invitations.get_or_create(account=found)
        visits.used(request, "members")
        messages.success(
            request, "إن كان لصاحب هذا البريد حساب وجد دعوتك في ملفه، ويصير عضوًا حين يقبلها."
        )
        return redirect("members")
    there = [it.account for it in business.members.select_related("account")]
    seen = [each for each in there if asking.may_show_member(each.pk)]
    hidden = len(there) - len(seen)
    shown = {"business": business, "members": seen, "hidden": hidden, "form": form}
    return render(request, "miqat/members.html", shown)


@login_required
@require_POST
def partner(request: HttpRequest) -> HttpResponse:
    """Link the meeting service, or end that: by the owner's own choice alone."""
    business = _owned(request)
    business.uses_meetings = request.POST.get("linked") == "yes"
    asking.link_meetings(business, linked=business.uses_meetings)
    business.save(update_fields=["uses_meetings"])
    visits.used(request, "partner")
    messages.success(
        request,
        "رُبطت «لقاؤك» بحسابك."
        if business.uses_meetings
        else "فُصلت «لقاؤك»، ولا تُعطى شيئًا بعد الآن.",
    )
    return redirect("settings")


def _owned(request: HttpRequest) -> Business:
    return get_object_or_404(Business, owner=request.user)


def _business(request: HttpRequest) -> Business:
    owned = Business.objects.filter(owner=request.user).first()
    return owned or get_object_or_404(Business, members__account=request.user)
