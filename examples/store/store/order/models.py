"""Oscar's orders, and when each was done: from then on the promised five years run."""

from typing import TYPE_CHECKING

from django.db import models
from oscar.apps.order.abstract_models import AbstractOrder

if TYPE_CHECKING:
    from datetime import datetime


class Order(AbstractOrder):
    """An order; ``done_at`` is empty until it is delivered."""

    done_at: "models.DateTimeField[datetime | None, datetime | None]" = models.DateTimeField(
        null=True, blank=True
    )


from oscar.apps.order.models import *  # noqa: E402, F403 - how oscar has a project extend its models
