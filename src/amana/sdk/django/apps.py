"""The app, as Django loads it."""

from django.apps import AppConfig
from django.core import checks
from django.db.models.signals import post_save, pre_save

from amana.sdk.django.configured import configured
from amana.sdk.django.declared import declared
from amana.sdk.django.faults import faults_of
from amana.sdk.django.saving import after_saving, before_saving


class AmanaConfig(AppConfig):
    """Has each declared model ask before one of its rows is saved."""

    name = "amana.sdk.django"
    label = "amana"
    verbose_name = "Amana"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Read the setting, and listen to what is saved. A setting that does not fit ends here."""
        configured()
        declared()
        checks.register(faults_of, checks.Tags.models)
        pre_save.connect(before_saving, dispatch_uid="amana.before")
        post_save.connect(after_saving, dispatch_uid="amana.after")
