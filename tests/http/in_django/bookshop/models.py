"""What the shop keeps of people, in its own database."""

from typing import TYPE_CHECKING

from django.contrib.auth.models import User
from django.db import models

if TYPE_CHECKING:
    Text = models.CharField[str, str]


class Address(models.Model):
    """Where somebody's books go."""

    user: "models.ForeignKey[User, User]" = models.ForeignKey(User, on_delete=models.CASCADE)
    line: "Text" = models.CharField(max_length=200, blank=True)
    note: "Text" = models.CharField(max_length=200, blank=True)
    picture = models.FileField(upload_to="doors", blank=True)
    seen_by: "models.ManyToManyField[User, models.Model]" = models.ManyToManyField(
        User, related_name="seen"
    )

    class Meta:
        """Its app."""

        app_label = "bookshop"

    def __str__(self) -> str:
        """Show nothing of it."""
        return "an address"


class Opinion(models.Model):
    """What somebody said of a book; the policy promises not to keep it."""

    writer: "Text" = models.CharField(max_length=20, blank=True)
    said: "Text" = models.CharField(max_length=200)

    class Meta:
        """Its app."""

        app_label = "bookshop"

    def __str__(self) -> str:
        """Show nothing of it."""
        return "an opinion"
