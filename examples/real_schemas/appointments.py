"""A practice on django-appointment: its tables, and people with bookings.

Run by ``build.py`` in an environment of its own, with ``DATABASE`` and ``PEOPLE`` set.
"""

import datetime as dt
import random

import people

people.configure(people.database(), apps=["appointment"])

from appointment import models
from django.contrib.auth import get_user_model


def _staff(person):
    user = get_user_model().objects.create_user(
        username=person.user, email=person.email, password=person.password
    )
    user.first_name, user.last_name = person.first, person.last
    user.save()
    staff = models.StaffMember.objects.create(user=user)
    models.WorkingHours.objects.create(
        staff_member=staff, day_of_week=1, start_time=dt.time(9), end_time=dt.time(17)
    )
    models.DayOff.objects.create(
        staff_member=staff,
        start_date=dt.date(2027, 1, 4),
        end_date=dt.date(2027, 1, 5),
        description="Family",
    )
    return staff


def _fill(count):
    crowd = list(people.some(count))
    staff = [_staff(person) for person in crowd[:5]]
    services = [
        models.Service.objects.create(name=name, duration=dt.timedelta(minutes=30), price=150)
        for name in ("Haircut", "Massage", "تنظيف أسنان", "استشارة")
    ]
    for number, person in enumerate(crowd[5:]):
        client = get_user_model().objects.create_user(
            username=person.user, email=person.email, password=person.password
        )
        client.first_name, client.last_name = person.first, person.last
        client.save()
        _booked(number, person, client, random.choice(staff), random.choice(services))


def _booked(number, person, client, member, service):
    day = dt.date(2027, 1, 10) + dt.timedelta(days=number)
    request = models.AppointmentRequest.objects.create(
        date=day,
        start_time=dt.time(10),
        end_time=dt.time(10, 30),
        service=service,
        staff_member=member,
        payment_type="full",
    )
    appointment = models.Appointment.objects.create(
        client=client,
        appointment_request=request,
        phone=person.phone + "0",
        address=person.street,
        additional_info=person.note(),
        amount_to_pay=150,
    )
    models.PaymentInfo.objects.create(appointment=appointment)
    models.AppointmentRescheduleHistory.objects.create(
        appointment_request=request,
        date=day,
        start_time=dt.time(9),
        end_time=dt.time(9, 30),
        staff_member=member,
        reason_for_rescheduling=person.note(),
        reschedule_status="confirmed",
    )
    models.EmailVerificationCode.objects.create(user=client, code=person.token()[:6])
    models.PasswordResetToken.create_token(user=client)


people.run(_fill, people.count())
