"""The project's own app."""

from django.apps import AppConfig
from django.db.models.signals import pre_save
from oscar.apps.analytics.apps import AnalyticsConfig as OscarsAnalytics


class StoreConfig(AppConfig):
    """The shop: accounts, and what oscar lacks."""

    name = "store"
    label = "store"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Refuse card numbers in whatever the shop itself keeps."""
        from store.cards import refuse_cards  # noqa: PLC0415 - oscar's models are there only now

        pre_save.connect(refuse_cards, dispatch_uid="store.cards")


class AnalyticsConfig(OscarsAnalytics):
    """Oscar's tables of who looked at what, left empty: it would fill them without asking.

    A visit is noted by ``store.around``, as far as Amana permits it.
    """

    def ready(self) -> None:
        """Listen to nothing."""
