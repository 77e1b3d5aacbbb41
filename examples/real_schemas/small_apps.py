"""Small packages: letters to readers, messages between people, organisations with members.

Run by ``build.py`` in an environment of its own, with ``DATABASE``, ``PEOPLE`` and ``NAME`` set.
"""

import os
import random
import sys
import uuid
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import people

NAME = os.environ["NAME"]
APPS = {
    "newsletter": ["django.contrib.sites", "sorl.thumbnail", "newsletter"],
    "postman": ["django.contrib.sites", "postman"],
    "organizations": ["django.contrib.sites", "organizations"],
}
people.configure(
    people.database(),
    apps=APPS[NAME],
    more={"SITE_ID": 1, "NEWSLETTER_USE_HTTPS": True},
)

from django.apps import apps
from django.contrib.auth import get_user_model
from django.contrib.sites.models import Site
from django.utils import timezone


def _users(count):
    for person in people.some(count):
        user = get_user_model().objects.create_user(
            username=person.user, email=person.email, password=person.password
        )
        user.first_name, user.last_name, user.last_login = person.first, person.last, timezone.now()
        user.save()
        yield person, user


def _newsletter(count):
    model = apps.get_model
    letter = model("newsletter", "Newsletter").objects.create(
        title="Weekly", slug="weekly", email="editors@paper.example", sender="The Editors"
    )
    letter.site.add(Site.objects.get_current())
    subscriptions = []
    for number, (person, user) in enumerate(_users(count)):
        by_address = {"name_field": person.first, "email_field": person.email}
        given = {"user": user} if number % 3 else by_address
        subscriptions.append(
            model("newsletter", "Subscription").objects.create(
                newsletter=letter,
                subscribed=True,
                subscribe_date=timezone.now(),
                ip=f"203.0.113.{number + 1}",
                activation_code=person.token(),
                **given,
            )
        )
    for number, title in enumerate(("Spring", "Summer", "الخريف")):
        message = model("newsletter", "Message").objects.create(
            title=title, slug=f"issue-{number}", newsletter=letter
        )
        model("newsletter", "Article").objects.create(
            title=f"On {title}", text="What is new this season in the shop.", post=message
        )
        sent = model("newsletter", "Submission").objects.create(
            message=message, newsletter=letter, sent=True, publish_date=timezone.now()
        )
        sent.subscriptions.add(*subscriptions)


def _postman(count):
    crowd = list(_users(count))
    message = apps.get_model("postman", "Message")
    for person, user in crowd:
        _, other = random.choice(crowd)
        message.objects.create(
            subject=person.faker.sentence(),
            body=person.note(),
            sender=user,
            recipient=other,
            read_at=timezone.now(),
            moderation_status="a",
        )
        message.objects.create(
            subject=person.faker.sentence(), body=person.note(), recipient=user, email=person.email
        )


def _organizations(count):
    model = apps.get_model
    found = [
        model("organizations", "Organization").objects.create(name=name, slug=f"o{number}")
        for number, name in enumerate(("Falcon Trading", "دار الكتب", "Northern Lights"))
    ]
    for number, (person, user) in enumerate(_users(count)):
        organization = found[number % 3]
        member = model("organizations", "OrganizationUser").objects.create(
            organization=organization, user=user, is_admin=number < 3
        )
        if number < 3:
            model("organizations", "OrganizationOwner").objects.create(
                organization=organization, organization_user=member
            )
        model("organizations", "OrganizationInvitation").objects.create(
            guid=uuid.uuid4(),
            invitee_identifier=f"friend.{person.email}",
            invited_by=user,
            organization=organization,
        )


FILL = {"newsletter": _newsletter, "postman": _postman, "organizations": _organizations}
people.run(FILL[NAME], people.count())
