"""The site's own app, as Django loads it."""

from django.apps import AppConfig


class SouqConfig(AppConfig):
    """Beside the package's app, which stays as it is."""

    name = "classifieds"
    label = "souq"
    verbose_name = "سوق الحيّ"
    default_auto_field = "django.db.models.BigAutoField"
