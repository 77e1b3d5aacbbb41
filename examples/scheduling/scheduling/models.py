"""What the app itself keeps: accounts, businesses, what they offer, who works there, and codes."""

import secrets

from appointment.models import Appointment, Service
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models


def new_id() -> str:
    """Return an id that says nothing of the person; Amana knows them by it."""
    return f"u-{secrets.token_hex(8)}"


class Accounts(BaseUserManager["Account"]):
    """Finds accounts by their address, in small letters."""

    def by_email(self, email: str) -> "Account | None":
        """Return whose account has the address."""
        return self.filter(email=email.strip().lower()).first()


class Account(AbstractBaseUser):
    """Somebody who signed up, or who booked; officers of Miqat are ``is_superuser``."""

    id = models.CharField(primary_key=True, max_length=24, default=new_id, editable=False)
    email = models.EmailField(unique=True)
    first_name = models.CharField(max_length=80, blank=True)
    last_name = models.CharField(max_length=80, blank=True)
    phone = models.CharField(max_length=24, blank=True)
    is_active = models.BooleanField(default=False)
    is_staff = models.BooleanField(default=False)
    is_superuser = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    restricted = models.BooleanField(default=False)

    objects = Accounts()
    USERNAME_FIELD = "email"

    def get_full_name(self) -> str:
        """Return the name, as django-appointment asks for it."""
        return self.first_name

    def has_perm(self, *_: object) -> bool:
        """Tell whether they may do everything: officers alone."""
        return self.is_superuser


class Business(models.Model):
    """A business with a page of its own. What it wrote of itself stays when its owner goes."""

    owner = models.ForeignKey(Account, null=True, on_delete=models.SET_NULL, related_name="owned")
    slug = models.SlugField(unique=True, max_length=40)
    name = models.CharField(max_length=100)
    about = models.TextField(blank=True, max_length=1000)
    is_paid = models.BooleanField(default=False)
    keeps_days = models.PositiveIntegerField(null=True)
    uses_meetings = models.BooleanField(default=False)

    def __str__(self) -> str:
        """Show nothing of it."""
        return "a business"

    @property
    def run_by(self) -> str:
        """Return the name of who runs it; empty once that account is gone."""
        found = self.members.filter(account=self.owner).first() if self.owner else None
        return "" if found is None else found.shown_as


class Offer(models.Model):
    """Which business offers a service of django-appointment."""

    business = models.ForeignKey(Business, on_delete=models.CASCADE, related_name="offers")
    service = models.OneToOneField(Service, on_delete=models.CASCADE, related_name="offer")

    def __str__(self) -> str:
        """Show nothing of it."""
        return "an offer"


class Membership(models.Model):
    """Who works at a business, and under which name its page shows who runs it."""

    business = models.ForeignKey(Business, on_delete=models.CASCADE, related_name="members")
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="works_at")
    shown_as = models.CharField(max_length=80, blank=True)

    def __str__(self) -> str:
        """Show nothing of it."""
        return "a membership"


class Invitation(models.Model):
    """Somebody is asked to work at a business; nothing of theirs is shown before they accept."""

    business = models.ForeignKey(Business, on_delete=models.CASCADE, related_name="invitations")
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="invitations")

    class Meta:
        """One at a time."""

        constraints = (
            models.UniqueConstraint(fields=["business", "account"], name="invited_once"),
        )

    def __str__(self) -> str:
        """Show nothing of it."""
        return "an invitation"


class Over(models.Model):
    """An appointment of which its business said that it is over."""

    appointment = models.OneToOneField(
        Appointment, on_delete=models.CASCADE, related_name="said_over"
    )

    def __str__(self) -> str:
        """Show nothing of it."""
        return "an appointment that is over"


class Code(models.Model):
    """A code that went out by letter: its hash, for a short while and a few tries.

    It also counts the letters of the hour, for anybody can ask for one to a known address.
    """

    MOST_IN_AN_HOUR = 5

    account = models.OneToOneField(Account, on_delete=models.CASCADE)
    digest = models.CharField(max_length=64)
    until = models.DateTimeField()
    tries = models.PositiveIntegerField(default=0)
    counted_from = models.DateTimeField()
    sent = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        """Show nothing of it."""
        return "a code"
