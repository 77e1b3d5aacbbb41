"""What the site has before anybody comes: sections, areas, and the staff's account."""

from django.contrib.auth.hashers import check_password
from django.contrib.sites.models import Site
from django.db import transaction
from django_classified.models import Area, Group, Section

from classifieds.models import Account
from classifieds.people import AREAS, SECTIONS


@transaction.atomic
def fill(officer: str, password: str) -> None:
    """Put in what is missing; the staff's account gets this password."""
    Site.objects.update_or_create(pk=1, defaults={"name": "سوق الحيّ", "domain": "localhost"})
    for title, groups in SECTIONS.items():
        section, _ = Section.objects.get_or_create(title=title)
        for group in groups:
            Group.objects.get_or_create(title=group, section=section)
    for slug, title in AREAS:
        Area.objects.get_or_create(slug=slug, defaults={"title": title})
    found = Account.objects.filter(username="desk").first()
    if found is not None and check_password(password, found.password):
        return
    # The staff's own account is a tool of the site's, not a customer's data: no name stands in it.
    account = found or Account(username="desk", is_staff=True, email=officer)
    account.set_password(password)
    account.save()
