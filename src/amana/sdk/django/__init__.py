"""Amana in a Django project: its own pages, models and mail ask before they touch personal data.

Put ``amana.sdk.django`` into ``INSTALLED_APPS``, its middleware into ``MIDDLEWARE`` and a setting
``AMANA`` beside them; ``docs/how-to/django.md`` says what it holds. Django is no dependency of
Amana: these modules are imported by a project that has it.
"""

from amana.sdk.django.configured import client, person_id

__all__ = ["client", "person_id"]
