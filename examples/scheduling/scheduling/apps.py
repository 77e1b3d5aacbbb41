"""The app, as Django loads it."""

from django.apps import AppConfig


class SchedulingConfig(AppConfig):
    """Accounts, businesses and codes beside django-appointment's own tables."""

    name = "scheduling"
    verbose_name = "ميقات"
