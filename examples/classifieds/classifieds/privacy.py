"""What the site's models hold, in the policy's own words; what only the site itself can say."""

from typing import Final

OFFERS: Final = ("newsletter", "job_alerts", "ad_renewal", "special_offers")
"""Purposes of letters that one may stop, each by itself."""
SOCIAL: Final = ("social_name", "social_phone", "social_email", "social_photo")
SOCIAL_FOR: Final = ("account", "identity_verification", "security_fraud")
REGISTERED_FOR: Final = ("account", "provide_service", "communicate")

MODELS: Final[dict[str, dict[str, object]]] = {
    "souq.Account": {
        "person": "self",
        "fields": {"first_name": "name", "email": "email", "phone": "phone", "address": "address"},
        "at": "registration",
        "for": REGISTERED_FOR,
    },
    "souq.Credential": {
        "person": "account",
        "fields": {"kept": "account_credentials"},
        "at": "registration",
        "for": ("account",),
    },
    "django_classified.Profile": {
        "person": "user",
        "fields": {"phone": "phone"},
        "at": "visit",
        "for": ("provide_service",),
    },
    "django_classified.Item": {
        "person": "user",
        "fields": {"title": "ad_content", "description": "ad_content", "group": "ad_section"},
        "at": "posting_ad",
        "for": ("provide_service",),
    },
    "django_classified.Image": {
        "person": "item.user",
        "fields": {"file": "ad_content"},
        "at": "posting_ad",
        "for": ("provide_service",),
    },
    "souq.Housing": {
        "person": "item.user",
        "fields": {"kind": "housing"},
        "at": "posting_ad",
        "for": ("provide_service",),
    },
    "souq.Payment": {
        "person": "account",
        "fields": {"amount": "payment_history"},
        "at": "payment",
        "for": ("payment",),
    },
    "souq.Visit": {
        "person": "account",
        "fields": {"ip": "ip_address", "page": "usage_activity", "cookies": "cookies"},
        "at": "visit",
        "for": ("improve_research",),
        "origin": "automatic",
    },
}
"""``AMANA["MODELS"]``: Amana is asked before a row of these is saved, also by the package."""
