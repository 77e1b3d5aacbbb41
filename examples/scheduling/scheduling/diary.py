"""Services, free hours and appointments, by django-appointment's own models and functions."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from appointment.models import (
    Appointment,
    AppointmentRequest,
    AppointmentRescheduleHistory,
    Service,
    StaffMember,
    WorkingHours,
)
from appointment.services import get_available_slots_for_staff
from appointment.utils.db_helpers import get_weekday_num_from_date
from django.utils import timezone

from scheduling import asking
from scheduling.models import Account, Business, Membership, Offer, Over

_AHEAD = 10
"""Days that a page of free hours shows."""
_WORKING_DAYS = (0, 1, 2, 3, 4)
"""Sunday to Thursday."""


class Taken(Exception):
    """Somebody else has that hour, or it is none that is offered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """A day with its free hours."""

    date: dt.date
    hours: tuple[dt.time, ...]


def open_hours(account: Account, business: Business, *, shown_as: str = "") -> Any:  # noqa: ANN401 - a model without types
    """Let somebody work at a business, Sunday to Thursday from nine to four."""
    Membership.objects.get_or_create(
        business=business, account=account, defaults={"shown_as": shown_as}
    )
    staff, _ = StaffMember.objects.get_or_create(user=account, defaults={"slot_duration": 60})
    for day in _WORKING_DAYS:
        WorkingHours.objects.get_or_create(
            staff_member=staff,
            day_of_week=day,
            defaults={"start_time": dt.time(9), "end_time": dt.time(16)},
        )
    services = Service.objects.filter(offer__business=business)
    staff.services_offered.set(services)
    return staff


def add_service(business: Business, name: str, price: int) -> Any:  # noqa: ANN401 - a model without types
    """Offer a service of an hour; everybody who works there does it."""
    service = Service.objects.create(
        name=name, duration=dt.timedelta(hours=1), price=price, currency="SAR"
    )
    Offer.objects.create(business=business, service=service)
    for staff in StaffMember.objects.filter(user__works_at__business=business):
        staff.services_offered.add(service)
    return service


def free_days(service: Any) -> tuple[Day, ...]:  # noqa: ANN401 - a model without types
    """Return the next days with free hours, from tomorrow on."""
    today = timezone.localdate()
    days = (today + dt.timedelta(days=ahead) for ahead in range(1, _AHEAD + 1))
    found = (Day(date=day, hours=_hours(service, day)) for day in days)
    return tuple(day for day in found if day.hours)


def _hours(service: Any, day: dt.date) -> tuple[dt.time, ...]:  # noqa: ANN401 - a model without types
    by_staff = (_slots(staff, service, day) for staff in service.staffmember_set.all())
    return tuple(sorted({slot for slots in by_staff for slot in slots}))


def _slots(staff: Any, service: Any, day: dt.date) -> list[dt.time]:  # noqa: ANN401 - models without types
    weekday = get_weekday_num_from_date(day)
    return [it.time() for it in get_available_slots_for_staff(day, staff, weekday, service)]


def book(client: Account, service: Any, day: dt.date, hour: dt.time, note: str) -> Any:  # noqa: ANN401 - models without types
    """Book an hour for somebody; Amana is asked as the row is saved.

    Raises ``Taken``, ``RefusedByPolicy`` and what the client raises; then nothing is booked.
    """
    staff = _free_at(service, day, hour)
    asked = AppointmentRequest.objects.create(
        date=day,
        start_time=hour,
        end_time=_an_hour_after(hour),
        service=service,
        staff_member=staff,
    )
    made = Appointment.objects.create(
        client=client, appointment_request=asked, additional_info=note, phone="", address=""
    )
    owner = service.offer.business.owner
    if owner is not None:
        with asking.about_somebody_else():
            asking.take_booking(owner, made.id_request, _what(service, day, hour))
    return made


def move(appointment: Any, day: dt.date, hour: dt.time) -> None:  # noqa: ANN401 - a model without types
    """Move an appointment to another free hour, and keep what it was in its history.

    What is kept for its business is put right too. Raises as :func:`book` does.
    """
    asked = appointment.appointment_request
    staff = _free_at(asked.service, day, hour)
    AppointmentRescheduleHistory.objects.create(
        appointment_request=asked,
        date=asked.date,
        start_time=asked.start_time,
        end_time=asked.end_time,
        staff_member=asked.staff_member,
        reschedule_status="confirmed",
    )
    asked.date, asked.start_time, asked.end_time = day, hour, _an_hour_after(hour)
    asked.staff_member = staff
    asked.save()
    owner = asked.service.offer.business.owner
    if owner is not None:
        with asking.about_somebody_else():
            what = _what(asked.service, day, hour)
            asking.correct_booking(owner, appointment.id_request, what)


def cancel(appointment: Any) -> None:  # noqa: ANN401 - a model without types
    """Delete an appointment, and the booking that is kept for its business."""
    key = appointment.id_request
    owner = appointment.appointment_request.service.offer.business.owner
    appointment.appointment_request.delete()
    if owner is not None:
        with asking.about_somebody_else():
            asking.delete_booking(owner, key)


def end(appointment: Any) -> None:  # noqa: ANN401 - a model without types
    """Note that its business said that an appointment is over."""
    Over.objects.get_or_create(appointment=appointment)


def is_over(appointment: Any) -> bool:  # noqa: ANN401 - a model without types
    """Tell whether its hour has passed, or its business said that it is over."""
    asked = appointment.appointment_request
    until = dt.datetime.combine(asked.date, asked.end_time)
    return hasattr(appointment, "said_over") or until < timezone.localtime().replace(tzinfo=None)


def of_client(account: Account) -> list[Any]:
    """Return somebody's own appointments, the next first."""
    return _ordered(Appointment.objects.filter(client=account))


def of_business(business: Business) -> list[Any]:
    """Return the appointments at a business, the next first."""
    return _ordered(
        Appointment.objects.filter(appointment_request__service__offer__business=business)
    )


def past_own_time(business: Business) -> list[Any]:
    """Return the appointments that are over and whose booking is no longer kept for the business.

    One that is still to come stays, whatever became of what was kept for its business.
    """
    if business.owner is None or business.keeps_days is None:
        return []
    held = asking.bookings_held(business.owner)
    return [it for it in of_business(business) if it.id_request not in held and is_over(it)]


def follow_own_time(business: Business) -> int:
    """Delete the appointments that Amana ended by the business's own time; return how many."""
    gone = past_own_time(business)
    for each in gone:
        each.appointment_request.delete()
    return len(gone)


def _ordered(found: Any) -> list[Any]:  # noqa: ANN401 - a query without types
    together = found.select_related(
        "client", "said_over", "appointment_request__service__offer__business"
    )
    return list(together.order_by("appointment_request__date", "appointment_request__start_time"))


def _free_at(service: Any, day: dt.date, hour: dt.time) -> Any:  # noqa: ANN401 - models without types
    if not timezone.localdate() < day <= timezone.localdate() + dt.timedelta(days=_AHEAD):
        raise Taken
    for staff in service.staffmember_set.all():
        if hour in _slots(staff, service, day):
            return staff
    raise Taken


def _what(service: Any, day: dt.date, hour: dt.time) -> str:  # noqa: ANN401 - a model without types
    return f"{service.name}، {day.isoformat()} {hour:%H:%M}"


def _an_hour_after(hour: dt.time) -> dt.time:
    return dt.time(hour.hour + 1, hour.minute)
