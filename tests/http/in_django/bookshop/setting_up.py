"""The project's setting, its policy, and what Amana signs by."""

import base64
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from secrets import token_hex

from django.conf import settings
from django.test import Client

POLICY = """\
amana: 1
service: bookshop
title: {ar: "سياسة الخصوصية", en: "Privacy policy"}
controller: {name: {ar: "الدار", en: "The House"}, email: privacy@house.example}
languages: [ar, en]
laws: [qatar]
data:
  name: {}
  email: {is: "pd:EmailAddress"}
  address: {is: "pd:PhysicalAddress"}
  picture: {is: "pd:Picture", name: {ar: "صورة الباب", en: "a picture of the door"}}
  opinion: {is: "pd:Opinion", name: {en: "opinions"}}
  browser_id: {is: "pd:Tracking", name: {ar: "رقم لمتصفحك", en: "a number of your browser"}}
purposes:
  orders: {is: "dpv:ServiceProvision", basis: contract}
  adverts: {is: "dpv:TargetedAdvertising", basis: consent, name: {ar: "الإعلانات", en: "adverts"}}
  news: {is: "dpv:DirectMarketing", basis: legitimate_interest, name: {en: "news"}}
promises:
  P1: {collect: [name, email], from: person, at: [registration], for: [orders]}
  P2: {collect: [address, picture], from: person, at: [checkout], for: [orders]}
  P3: {use: [name, email, address], for: [orders, news]}
  P7: {cookie: [adverts], data: [browser_id], signals: [gpc]}
  P8: {use: [browser_id], for: [adverts]}
  P6: {choice: [news], by: opt_out}
  P4: {never: [opinion], collected: true}
  P5: {message: [transactional], for: [orders], to: [email], by: [email]}
"""
MODELS = {
    "auth.User": {
        "person": "self",
        "fields": {"first_name": "name", "email": "email"},
        "at": "registration",
        "for": ["orders"],
    },
    "bookshop.Address": {
        "person": "user",
        "fields": {"line": "address", "picture": "picture"},
        "at": "checkout",
        "for": ["orders"],
    },
    "bookshop.Opinion": {
        "person": "bookshop.privacy:writer_of",
        "fields": {"said": "opinion"},
        "at": "review",
        "for": ["orders"],
    },
}
SECRET = "whsec_" + base64.b64encode(bytes(range(32))).decode()


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """The project, and Amana's address."""

    url: str
    browser: Callable[[], Client]


def configure(folder: Path, url: str, key: Path, secret: Path) -> None:
    """Set the project up in a folder, for an Amana at this address."""
    settings.configure(
        SECRET_KEY=token_hex(),
        ALLOWED_HOSTS=["*"],
        ROOT_URLCONF="bookshop.addresses",
        USE_TZ=True,
        MEDIA_ROOT=str(folder / "media"),
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
        LANGUAGE_CODE="ar",
        LANGUAGES=[("ar", "العربية"), ("en", "English")],
        DATABASES={
            "default": {"ENGINE": "django.db.backends.sqlite3", "NAME": str(folder / "shop.db")}
        },
        INSTALLED_APPS=[
            "django.contrib.auth",
            "django.contrib.contenttypes",
            "django.contrib.sessions",
            "amana.sdk.django",
            "bookshop",
        ],
        MIDDLEWARE=[
            "django.contrib.sessions.middleware.SessionMiddleware",
            "django.middleware.locale.LocaleMiddleware",
            "django.contrib.auth.middleware.AuthenticationMiddleware",
            "amana.sdk.django.middleware.AmanaMiddleware",
        ],
        TEMPLATES=[
            {
                "BACKEND": "django.template.backends.django.DjangoTemplates",
                "APP_DIRS": True,
                "OPTIONS": {
                    "context_processors": ["django.template.context_processors.request"],
                },
            }
        ],
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
        EMAIL_BACKEND="amana.sdk.django.mail.EmailBackend",
        AMANA={
            "URL": url,
            "KEY_FILE": key,
            "SERVICE": "bookshop",
            "MODELS": MODELS,
            "MAIL_BACKEND": "django.core.mail.backends.locmem.EmailBackend",
            "MAIL_OF": "bookshop.privacy.mail_of",
            "TELLS": secret,
            "TIMEOUT": 30,
        },
    )
