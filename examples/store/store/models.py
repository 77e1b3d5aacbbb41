"""Accounts, and what the shop keeps beside oscar. Whose a number is, Amana knows."""

import secrets
from typing import TYPE_CHECKING

from django.db import models
from oscar.apps.customer.abstract_models import AbstractUser

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID


def new_id() -> str:
    """Return an id that says nothing about its person, and is never given again."""
    return f"c-{secrets.token_hex(6)}"


class User(AbstractUser):
    """An account; its primary key is the id by which Amana knows the person."""

    id: "models.CharField[str, str]" = models.CharField(
        primary_key=True, max_length=20, default=new_id, editable=False
    )
    closed_at: "models.DateTimeField[datetime | None, datetime | None]" = models.DateTimeField(
        null=True, blank=True
    )

    class Meta(AbstractUser.Meta):
        """Its place."""

        db_table = "store_user"


class Proposal(models.Model):
    """Of whom a release speaks that the team proposed: Amana does not tell it again."""

    release: "models.UUIDField[UUID, UUID]" = models.UUIDField(primary_key=True)
    person: "models.ForeignKey[User, User]" = models.ForeignKey(User, on_delete=models.CASCADE)

    class Meta:
        """Its place."""

        db_table = "store_proposal"

    def __str__(self) -> str:
        """Show the release's number."""
        return str(self.release)
