"""Django's settings; where things lie comes from the environment, and no secret stands here.

``SCHEDULING_DATA`` is the folder of the database, ``AMANA_URL`` where Amana answers and
``AMANA_KEY_FILE`` the file with the service's key. ``SCHEDULING_KEY_FILE`` holds the key of the
database; without it, it lies in ``<data>-key``, beside the data folder and never in it.
"""

import logging
import os
import secrets
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlsplit

from playing.secured import ENDED_BY, HSTS_S

_HERE = Path(__file__).parent


def _kept(path: Path, made: str) -> str:
    """Return a secret from its file, which is made at the first start and readable by us alone."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with suppress(FileExistsError):
        handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(made)
    return path.read_text(encoding="ascii")


DATA = Path(os.environ["SCHEDULING_DATA"]).absolute()
DATA.mkdir(parents=True, exist_ok=True)
DATABASE_KEY_FILE = Path(
    os.environ.get("SCHEDULING_KEY_FILE") or DATA.with_name(f"{DATA.name}-key") / "database.key"
)
_kept(DATABASE_KEY_FILE, secrets.token_hex(32))
SECRET_KEY = _kept(DATABASE_KEY_FILE.with_name("django.key"), secrets.token_urlsafe(48))
OFFICER_PASSWORD_FILE = DATA / "officer.password"

DEBUG = False
ALLOWED_HOSTS = ["127.0.0.1", "localhost"]
ROOT_URLCONF = "scheduling.urls"
AUTH_USER_MODEL = "scheduling.Account"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
LANGUAGE_CODE = "ar"
LANGUAGES = [("ar", "العربية")]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Riyadh"
STATIC_URL = "/static/"
STATIC_ROOT = _HERE / "static"
LOGIN_URL = "/enter"
PHONENUMBER_DEFAULT_REGION = "SA"
APPOINTMENT_WEBSITE_NAME = "ميقات"

DATABASES = {
    "default": {
        "ENGINE": "scheduling.cipher",
        "NAME": DATA / "miqat.db",
        "KEY_FILE": DATABASE_KEY_FILE,
        "OPTIONS": {"timeout": 20, "transaction_mode": "IMMEDIATE"},
        "CONN_MAX_AGE": 0,
    }
}
INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "appointment",
    "scheduling",  # before Amana's: its pages of refusals look like all others
    "amana.sdk.django",
]
MIDDLEWARE = [
    "playing.secured.secured",
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "amana.sdk.django.middleware.AmanaMiddleware",
    "scheduling.visits.Visits",
    "scheduling.middleware.AskToAccept",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [_HERE / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "scheduling.shown.shown",
            ],
        },
    }
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.ScryptPasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
SESSION_COOKIE_NAME = "miqat_session"
CSRF_COOKIE_NAME = "miqat_csrf"
SESSION_COOKIE_HTTPONLY = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = HSTS_S
SECURE_PROXY_SSL_HEADER = ENDED_BY
LOGGING_CONFIG = None


class _WithoutNames(logging.Logger):
    """Lets nothing of django-appointment's log out: names and appointments stand in it."""

    def handle(self, record: logging.LogRecord) -> None:
        """Write it, unless it is of that package."""
        if not self.name.startswith("appointment"):
            super().handle(record)


logging.setLoggerClass(_WithoutNames)
for _name in ("django.request", "django.security.csrf"):
    # No page that somebody asked for is written to a log.
    logging.getLogger(_name).setLevel(logging.CRITICAL)

_MAIL = urlsplit(os.environ.get("AMANA_APP_MAIL_SERVER", ""))
DEFAULT_FROM_EMAIL = "ميقات <no-reply@miqat.example>"
EMAIL_HOST = _MAIL.hostname or "127.0.0.1"
EMAIL_PORT = _MAIL.port or 25
EMAIL_BACKEND = "amana.sdk.django.mail.EmailBackend"

AMANA = {
    "URL": os.environ["AMANA_URL"],
    "KEY_FILE": os.environ["AMANA_KEY_FILE"],
    "SERVICE": "scheduling",
    "ID": "{}",
    "TIMEOUT": 20,
    "MAIL_BACKEND": (
        "django.core.mail.backends.smtp.EmailBackend"
        if _MAIL.hostname
        else "django.core.mail.backends.dummy.EmailBackend"
    ),
    "MODELS": {
        "scheduling.Account": {
            "person": "self",
            "fields": {
                "first_name": "name",
                "email": "email",
                "phone": "phone",
                "password": "account_credentials",
            },
            "at": "registration",
            "for": ["account"],
        },
        "scheduling.Business": {
            "person": "owner",
            "fields": {"name": "company_content", "about": "company_content"},
            "at": "profile",
            "for": ["provide_service"],
        },
        "scheduling.Membership": {
            "person": "account",
            "fields": {"shown_as": "name"},
            "at": "profile",
            "for": ["provide_service"],
        },
        "appointment.Appointment": {
            "person": "client",
            "fields": {
                "appointment_request": "order_booking",
                "additional_info": "order_booking",
                "phone": "phone",
                "address": "address",
            },
            "at": "booking",
            "for": ["provide_service", "communicate"],
        },
    },
}
