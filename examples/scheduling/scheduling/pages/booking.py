"""Booking: free hours, the booking itself, one's own bookings, moving and cancelling."""

import datetime as dt
from typing import Any, cast

from appointment.models import Appointment, Service
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from scheduling import asking, customers, diary, letters, visits
from scheduling.forms import Booking, Note
from scheduling.models import Account
from scheduling.pages.entry import code_for

_GONE = "سبقك أحد إلى هذه الساعة. اختر ساعة أخرى."


def hours(request: HttpRequest, service: int) -> HttpResponse:
    """Show the free hours of a service."""
    found = _service(service)
    return render(request, "miqat/hours.html", {"service": found, "days": diary.free_days(found)})


def book(request: HttpRequest, service: int, day: str, hour: str) -> HttpResponse:
    """Take a booking: at once of who is signed in, by a code of who is not."""
    found, at = _service(service), _at(day, hour)
    kind = Note if request.user.is_authenticated else Booking
    form = kind(request.POST or None, initial={"version": _version(request)})
    if request.method == "POST" and form.is_valid():
        request.session["booking"] = {
            "service": service,
            "day": day,
            "hour": hour,
            "note": form.cleaned_data["note"],
        }
        if request.user.is_authenticated:
            return redirect("confirm")
        return code_for(request, form.cleaned_data)
    shown = {"form": form, "service": found, "day": at[0], "hour": at[1]}
    return render(request, "miqat/book.html", shown)


@login_required
def confirm(request: HttpRequest) -> HttpResponse:
    """Keep the booking that waits for who has come in."""
    waiting = request.session.pop("booking", None)
    if waiting is None:
        return redirect("bookings")
    service = _service(waiting["service"])
    day, hour = _at(waiting["day"], waiting["hour"])
    try:
        with transaction.atomic():
            _keep(_account(request), service, (day, hour), waiting["note"])
    except diary.Taken:
        messages.error(request, _GONE)
        return redirect("hours", service=service.pk)
    visits.used(request, "booking")
    messages.success(request, "ثبت موعدك، وأرسلنا إليك رسالة به.")
    return redirect("bookings")


def _keep(account: Account, service: Any, at: tuple[dt.date, dt.time], note: str) -> None:  # noqa: ANN401 - a model without types
    """Book, tell both sides what the appointment needs, and the partner that its owner chose."""
    made = diary.book(account, service, *at, note)
    business = service.offer.business
    customers.join(business.slug, account.id)
    asking.show_booking_to(account.id)
    when = f"{service.name} عند «{business.name}»، يوم {at[0]:%d/%m/%Y} الساعة {at[1]:%H:%M}"
    online = business.uses_meetings and asking.meet_online(business)
    link = f"\nرابط الاجتماع: https://liqauk.example/{made.id_request}" if online else ""
    letters.write(account, "موعدك في «ميقات»", f"ثبت موعدك: {when}.{link}")
    if business.owner is not None:
        with asking.about_somebody_else():
            letters.write(business.owner, "حجز جديد", f"حجز {account.first_name}: {when}.{link}")


@login_required
def bookings(request: HttpRequest) -> HttpResponse:
    """Show somebody's own bookings."""
    own = diary.of_client(_account(request))
    for each in own:
        each.is_over = diary.is_over(each)
    tailored = bool(own) and asking.may_tailor(_account(request))
    shown = {"bookings": own, "again": own[-1].appointment_request.service if tailored else None}
    return render(request, "miqat/bookings.html", shown)


@login_required
def move(request: HttpRequest, booking: int) -> HttpResponse:
    """Move a booking to another free hour."""
    found = _own(request, booking)
    if diary.is_over(found):
        raise Http404
    service = found.appointment_request.service
    if request.method == "POST":
        at = _at(*request.POST.get("at", "/").partition("/")[::2])
        try:
            with transaction.atomic():
                diary.move(found, *at)
                letters.write(_account(request), "تغيّر موعدك", f"صار موعدك {at[0]} {at[1]:%H:%M}.")
        except diary.Taken:
            messages.error(request, _GONE)
            return redirect("move", booking=booking)
        messages.success(request, "تغيّر موعدك.")
        return redirect("bookings")
    shown = {"booking": found, "service": service, "days": diary.free_days(service)}
    return render(request, "miqat/move.html", shown)


@login_required
@require_POST
def cancel(request: HttpRequest, booking: int) -> HttpResponse:
    """Cancel a booking: its rows go, and what was kept of it for its business."""
    found = _own(request, booking)
    with transaction.atomic():
        diary.cancel(found)
    messages.success(request, "أُلغي الموعد وحُذف.")
    return redirect("bookings")


def _own(request: HttpRequest, booking: int) -> Any:  # noqa: ANN401 - a model without types
    return get_object_or_404(Appointment, pk=booking, client=request.user)


def _service(number: int) -> Any:  # noqa: ANN401 - a model without types
    return get_object_or_404(Service.objects.select_related("offer__business"), pk=number)


def _account(request: HttpRequest) -> Account:
    return cast("Account", request.user)


def _version(request: HttpRequest) -> int | None:
    return None if request.user.is_authenticated else asking.version()


def _at(day: str, hour: str) -> tuple[dt.date, dt.time]:
    try:
        return dt.date.fromisoformat(day), dt.time.fromisoformat(hour)
    except ValueError:
        raise Http404 from None
