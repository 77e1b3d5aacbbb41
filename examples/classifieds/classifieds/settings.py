"""The Django settings of Souq al-Hayy; what differs between machines comes from the environment.

``SOUQ_DATA`` is the folder of its own files, ``SOUQ_AMANA`` the address of Amana, ``SOUQ_TAGS`` the
origin of what is of others, ``AMANA_KEY_FILE`` the file of its key, ``AMANA_APP_MAIL_SERVER``
(``smtp://HOST:PORT``) the relay of its letters; with ``SOUQ_POSTBOX`` made-up people read theirs.
"""

import os
import secrets
from pathlib import Path
from urllib.parse import urlsplit

from playing.secured import ENDED_BY, HSTS_S

from classifieds.privacy import MODELS

_HERE = Path(__file__).parent
DATA = Path(os.environ.get("SOUQ_DATA", ".amana/souq")).absolute()
TAGS = os.environ.get("SOUQ_TAGS", "")
NETWORKS = os.environ.get("SOUQ_NETWORKS", TAGS)
"""Where the made-up networks answer, as the site's own server reaches them."""
_RELAY = urlsplit(os.environ.get("AMANA_APP_MAIL_SERVER", ""))


def _secret() -> str:
    """Return the key by which sessions are signed, made at the first start."""
    path = DATA / "secret.key"
    if not path.exists():
        DATA.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(48), encoding="ascii")
    return path.read_text(encoding="ascii")


SECRET_KEY = _secret()
DEBUG = False
ALLOWED_HOSTS = ["127.0.0.1", "localhost"]
ROOT_URLCONF = "classifieds.urls"
AUTH_USER_MODEL = "souq.Account"
LANGUAGE_CODE = "ar"
LANGUAGES = [("ar", "العربية")]
TIME_ZONE = "Asia/Amman"
USE_TZ = True
SITE_ID = 1
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
LOGIN_URL = "sign-in"
LOGIN_REDIRECT_URL = "mine"
LOGOUT_REDIRECT_URL = "/"
STATIC_URL = "/static/"
MEDIA_URL = "/media/"
MEDIA_ROOT = DATA / "media"
SESSION_COOKIE_NAME = "classifieds-session"
SESSION_COOKIE_HTTPONLY = True
CSRF_COOKIE_NAME = "classifieds-form"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = HSTS_S
SECURE_PROXY_SSL_HEADER = ENDED_BY
DATA_UPLOAD_MAX_MEMORY_SIZE = 4 * 1024 * 1024
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": DATA / "souq.db",
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA secure_delete=ON;",
        },
    }
}
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
    # Of its own, and large: whoever fills it must not push out what is counted of others.
    "tries": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "tries",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    },
}
INSTALLED_APPS = [
    "classifieds.apps.SouqConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.sites",
    "django.contrib.sitemaps",
    "django.contrib.messages",
    "django.contrib.humanize",
    "django.contrib.staticfiles",
    "sorl.thumbnail",
    "django_classified",
    "amana.sdk.django",
]
MIDDLEWARE = [
    "playing.secured.secured",
    "django.middleware.security.SecurityMiddleware",
    "classifieds.protection.Protection",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "amana.sdk.django.middleware.AmanaMiddleware",
    "classifieds.visits.Visits",
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
                "django_classified.context_processors.common_values",
                "classifieds.visits.of_others",
            ],
        },
    }
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.ScryptPasswordHasher"]
DCF_SITE_NAME = "سوق الحيّ"
DCF_SITE_DESCRIPTION = "إعلانات مبوّبة يكتبها أهل الحيّ"
DCF_CURRENCY = "JOD"
DCF_DISPLAY_CREDITS = False
DCF_DISPLAY_EMPTY_GROUPS = True
EMAIL_BACKEND = "amana.sdk.django.mail.EmailBackend"
EMAIL_HOST = _RELAY.hostname or "localhost"
EMAIL_PORT = _RELAY.port or 25
EMAIL_TIMEOUT = 10
RELAYED = _RELAY.hostname is not None
"""Whether letters leave; the demonstration's people read theirs without."""
DEFAULT_FROM_EMAIL = "privacy@souqalhayy.example"
AMANA = {
    "URL": os.environ.get("SOUQ_AMANA", "http://127.0.0.1:8470"),
    "KEY_FILE": os.environ.get("AMANA_KEY_FILE", ""),
    "SERVICE": "classifieds",
    "ID": "{}",
    "MODELS": MODELS,
    "MAIL_BACKEND": "classifieds.postbox.Backend"
    if "SOUQ_POSTBOX" in os.environ
    else "django.core.mail.backends.smtp.EmailBackend",
    "TIMEOUT": 10,
}
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        name: {"handlers": [], "level": "CRITICAL", "propagate": False}
        for name in ("django.server", "django.request", "django.security.csrf")
    },
}
"""No request is written to a log: addresses and pages are personal data, and have a table."""
