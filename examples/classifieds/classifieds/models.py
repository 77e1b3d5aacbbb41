"""What the site keeps beside the ads, in its own database."""

from datetime import timedelta

from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.db import models
from django_classified.models import Item


class Account(AbstractUser):
    """Somebody's account. Its name is a number: who signs in writes an address or a phone."""

    UNCONFIRMED_LASTS = timedelta(hours=1)

    phone = models.CharField(max_length=30, blank=True, db_index=True)
    address = models.CharField(max_length=200, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """The tables have plain names: a map of the database is read by people."""

        db_table = "account"

    @classmethod
    def asleep(cls) -> "models.QuerySet[Account]":
        """Return the accounts whose code never came back."""
        return cls.objects.filter(is_active=False, is_staff=False, closed_at=None)


class Credential(models.Model):
    """That an account has a password: Django keeps it in the account, hashed."""

    account = models.OneToOneField(Account, on_delete=models.CASCADE)
    kept = models.CharField(max_length=20, default="password")

    class Meta:
        """Its table."""

        db_table = "credential"

    def __str__(self) -> str:
        """Show nothing of anybody."""
        return f"credential {self.pk}"


class Code(models.Model):
    """A one-time code that waits: hashed, short-lived, for few tries."""

    LASTS = timedelta(minutes=10)
    MOST_TRIES = 5
    MOST_IN_AN_HOUR = 5

    account = models.ForeignKey(Account, on_delete=models.CASCADE)
    hashed = models.CharField(max_length=128)
    made_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    used = models.BooleanField(default=False)

    class Meta:
        """Its table."""

        db_table = "code"

    def __str__(self) -> str:
        """Show nothing of anybody."""
        return f"code {self.pk}"


class SocialAccount(models.Model):
    """What a network told of somebody, after they had seen it."""

    account = models.OneToOneField(Account, on_delete=models.CASCADE)
    network = models.CharField(max_length=20)
    number = models.CharField(max_length=40)
    name = models.CharField(max_length=100)
    phone = models.CharField(max_length=30)
    email = models.EmailField()
    photo = models.TextField()

    class Meta:
        """Its table; an account of a network opens one of ours."""

        db_table = "social_account"
        constraints = [models.UniqueConstraint(fields=["network", "number"], name="one_of_each")]

    def __str__(self) -> str:
        """Show nothing of anybody."""
        return f"socialaccount {self.pk}"


class Housing(models.Model):
    """Which kind of housing an ad offers."""

    class Kind(models.TextChoices):
        """The kinds."""

        FLAT = "flat", "شقة"
        HOUSE = "house", "بيت مستقل"
        ROOM = "room", "غرفة"
        LAND = "land", "أرض"

    item = models.OneToOneField(Item, on_delete=models.CASCADE)
    kind = models.CharField(max_length=10, choices=Kind)

    class Meta:
        """Its table."""

        db_table = "housing"

    def __str__(self) -> str:
        """Show nothing of anybody."""
        return f"housing {self.pk}"


class Listing(models.Model):
    """How an ad shows: which contact data its owner chose to show, and whether it stands out."""

    item = models.OneToOneField(Item, on_delete=models.CASCADE)
    show_name = models.BooleanField(default=False)
    show_phone = models.BooleanField(default=False)
    show_email = models.BooleanField(default=False)
    renew_by = models.DateTimeField(null=True, blank=True)
    stands_out = models.BooleanField(default=False)

    class Meta:
        """Its table."""

        db_table = "listing"

    def __str__(self) -> str:
        """Show nothing of anybody."""
        return f"listing {self.pk}"

    @property
    def chosen(self) -> tuple[str, ...]:
        """Which data its owner chose to show, in the policy's words."""
        ticked = {"name": self.show_name, "phone": self.show_phone, "email": self.show_email}
        return tuple(name for name, shown in ticked.items() if shown)


class Payment(models.Model):
    """What was paid, and when. No card comes here: it is typed at the processor's."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE)
    item = models.ForeignKey(Item, null=True, on_delete=models.SET_NULL)
    amount = models.DecimalField(max_digits=8, decimal_places=3)
    paid_at = models.DateTimeField()

    class Meta:
        """Its table."""

        db_table = "payment"

    def __str__(self) -> str:
        """Show nothing of anybody."""
        return f"payment {self.pk}"


class Visit(models.Model):
    """What the server noted of a page that somebody asked for."""

    # Without a constraint in the database: these rows end by a time of their own, and an account
    # by another, so that neither goes along with the other.
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, db_constraint=False
    )
    ip = models.GenericIPAddressField()
    page = models.CharField(max_length=200)
    cookies = models.CharField(max_length=100, blank=True)
    at = models.DateTimeField(db_index=True)

    class Meta:
        """Its table."""

        db_table = "visit"

    def __str__(self) -> str:
        """Show nothing of anybody."""
        return f"visit {self.pk}"
