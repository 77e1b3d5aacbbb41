"""A help desk on django-helpdesk: its own migrations, and people who ask and who answer.

Run by ``build.py`` in an environment of its own, with ``DATABASE`` and ``PEOPLE`` set.
"""

import random

import people

people.configure(
    people.database(),
    apps=["django.contrib.humanize", "helpdesk"],
    more={
        "HELPDESK_TEAMS_MODE_ENABLED": False,
        "HELPDESK_TEAMS_MODEL": "auth.Group",
        "HELPDESK_TEAMS_MIGRATION_DEPENDENCIES": [],
        "HELPDESK_KBITEM_TEAM_GETTER": lambda _kbitem: None,
        "ROOT_URLCONF": "help_desk",
    },
)

from django.contrib.auth import get_user_model
from helpdesk import models

urlpatterns = []


def _fill(count):
    crowd = list(people.some(count))
    staff = []
    for person in crowd[:5]:
        user = get_user_model().objects.create_user(
            username=person.user, email=person.email, password=person.password
        )
        user.first_name, user.last_name = person.first, person.last
        user.save()
        staff.append(user)
    queue = models.Queue.objects.create(
        title="Support", slug="support", email_address="d@d.example"
    )
    for person in crowd[5:]:
        member = random.choice(staff)
        ticket = models.Ticket.objects.create(
            title=person.faker.sentence(4),
            queue=queue,
            submitter_email=person.email,
            assigned_to=member,
            description=person.note(),
        )
        follow = models.FollowUp.objects.create(
            ticket=ticket, title="Answer", comment=person.note(), user=member, public=True
        )
        models.TicketChange.objects.create(
            followup=follow, field="Status", old_value="Open", new_value="Closed"
        )
        models.TicketCC.objects.create(ticket=ticket, email=f"c{person.email}")
        models.SavedSearch.objects.create(user=member, title="Mine", query="e30=")
    models.IgnoreEmail.objects.create(
        name="Noise", email_address="*@noise.example", date="2026-01-01"
    )


people.run(_fill, people.count())
