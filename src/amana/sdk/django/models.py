"""What Amana told: the ids of its messages, so that each is followed once."""

from typing import TYPE_CHECKING

from django.db import models

if TYPE_CHECKING:
    from datetime import datetime


class ToldMessage(models.Model):
    """A message that was followed. It holds nothing about a person."""

    message: "models.CharField[str, str]" = models.CharField(max_length=100, primary_key=True)
    at: "models.DateTimeField[datetime, datetime]" = models.DateTimeField(db_index=True)

    class Meta:
        """Its place."""

        app_label = "amana"
        db_table = "amana_told"

    def __str__(self) -> str:
        """Show the message's id."""
        return self.message
