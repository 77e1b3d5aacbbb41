"""The settings of the Django project. Where things lie comes from the environment."""

import os
from pathlib import Path
from urllib.parse import urlsplit

from playing.secured import ENDED_BY, HSTS_S

from oscar import defaults
from store.kept import kept_secret
from store.privacy import MODELS

for _name, _value in vars(defaults).items():
    if _name.startswith("OSCAR_"):
        globals()[_name] = _value

DATA = Path(os.environ["MINWAL_DATA"])
AMANA_URL = os.environ["AMANA_URL"].rstrip("/")
TAGS = os.environ.get("MINWAL_TAGS", "")
"""The second origin, from which pages load what is of others after consent."""

SECRET_KEY = kept_secret(DATA, "django.key")
DEBUG = False
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"]
ROOT_URLCONF = "store.addresses"
WSGI_APPLICATION = None
LANGUAGE_CODE = "ar"
LANGUAGES = [("ar", "العربية")]
TIME_ZONE = "Asia/Qatar"
USE_TZ = True
USE_I18N = True
DEFAULT_AUTO_FIELD = "django.db.models.AutoField"
SITE_ID = 1
STATIC_URL = "/static/"
MEDIA_ROOT = str(DATA / "media")
MEDIA_URL = "/media/"
FORM_RENDERER = "django.forms.renderers.DjangoTemplates"

DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(DATA / "minwal.db"),
        # No request is one transaction: SQLite would be locked while Amana is asked over HTTP.
        "OPTIONS": {
            "timeout": 20,
            "transaction_mode": "IMMEDIATE",
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
        },
    }
}
AUTH_USER_MODEL = "store.User"
AUTHENTICATION_BACKENDS = ["oscar.apps.customer.auth_backends.EmailBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.ScryptPasswordHasher"]
LOGIN_URL = "sign-in"

_OSCAR = (
    "checkout.apps.CheckoutConfig address.apps.AddressConfig "
    "shipping.apps.ShippingConfig catalogue.apps.CatalogueConfig "
    "catalogue.reviews.apps.CatalogueReviewsConfig communication.apps.CommunicationConfig "
    "partner.apps.PartnerConfig basket.apps.BasketConfig payment.apps.PaymentConfig "
    "offer.apps.OfferConfig customer.apps.CustomerConfig search.apps.SearchConfig "
    "voucher.apps.VoucherConfig wishlists.apps.WishlistsConfig dashboard.apps.DashboardConfig "
    "dashboard.reports.apps.ReportsDashboardConfig dashboard.users.apps.UsersDashboardConfig "
    "dashboard.orders.apps.OrdersDashboardConfig dashboard.catalogue.apps.CatalogueDashboardConfig "
    "dashboard.offers.apps.OffersDashboardConfig dashboard.partners.apps.PartnersDashboardConfig "
    "dashboard.pages.apps.PagesDashboardConfig dashboard.ranges.apps.RangesDashboardConfig "
    "dashboard.reviews.apps.ReviewsDashboardConfig dashboard.vouchers.apps.VouchersDashboardConfig "
    "dashboard.communications.apps.CommunicationsDashboardConfig "
    "dashboard.shipping.apps.ShippingDashboardConfig"
).split()
"""Oscar asks for its dashboard; none of its pages has an address here, for they ask nobody."""
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.sites",
    "django.contrib.flatpages",
    "amana.sdk.django",
    "store.apps.StoreConfig",
    "store.apps.AnalyticsConfig",
    "oscar.config.Shop",
    *(f"oscar.apps.{each}" for each in _OSCAR),
    "store.order.apps.OrderConfig",
    "widget_tweaks",
    "haystack",
    "treebeard",
    "django_tables2",
]
HAYSTACK_CONNECTIONS = {"default": {"ENGINE": "haystack.backends.simple_backend.SimpleEngine"}}


class _AsTheModelsSay:
    """Makes each table as its model stands: the database of the example is made once, and new."""

    def __contains__(self, _: str) -> bool:
        return True

    def __getitem__(self, _: str) -> None:
        return None


MIGRATION_MODULES = _AsTheModelsSay()

MIDDLEWARE = [
    "playing.secured.secured",
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "store.around.guarded",
    "amana.sdk.django.middleware.AmanaMiddleware",
    "store.around.noted",
    "oscar.apps.basket.middleware.BasketMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [str(Path(__file__).parent / "templates")],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "oscar.core.context_processors.metadata",
                "oscar.apps.checkout.context_processors.checkout",
                "store.around.shown",
            ],
        },
    }
]
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
SESSION_COOKIE_NAME = "minwal_session"
SESSION_COOKIE_HTTPONLY = True
CSRF_COOKIE_NAME = "minwal_form"
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = HSTS_S
SECURE_PROXY_SSL_HEADER = ENDED_BY
DATA_UPLOAD_MAX_MEMORY_SIZE = 64 * 1024

OSCAR_SHOP_NAME = "منوال"
OSCAR_SHOP_TAGLINE = "منسوجات وأدوات للبيت"
OSCAR_DEFAULT_CURRENCY = "QAR"
OSCAR_ALLOW_ANON_CHECKOUT = False
OSCAR_INITIAL_ORDER_STATUS = "new"
OSCAR_INITIAL_LINE_STATUS = "new"
OSCAR_ORDER_STATUS_PIPELINE = {"new": ("done",), "done": ()}
OSCAR_HOMEPAGE = "/"
OSCAR_HIDDEN_FEATURES = ["reviews", "wishlists"]
OSCAR_SEND_REGISTRATION_EMAIL = False
OSCAR_DELETE_IMAGE_FILES = False
OSCAR_RECENTLY_VIEWED_PRODUCTS = 0
"""Which products somebody looked at is kept as a visit that Amana permitted, in no cookie."""

EMAIL_BACKEND = "amana.sdk.django.mail.EmailBackend"
DEFAULT_FROM_EMAIL = "منوال <salam@minwal.example>"
_MAIL = urlsplit(os.environ.get("AMANA_APP_MAIL_SERVER", ""))
EMAIL_HOST = _MAIL.hostname or "127.0.0.1"
EMAIL_PORT = _MAIL.port or 25
EMAIL_TIMEOUT = 10
MAIL_LEAVES = _MAIL.hostname is not None
"""Whether there is a mail server; without one, letters go nowhere."""

AMANA = {
    "URL": AMANA_URL,
    "KEY_FILE": os.environ["AMANA_KEY_FILE"],
    "SERVICE": "store",
    "TIMEOUT": 10,
    "ID": "{}",
    "MODELS": MODELS,
    "MAIL_BACKEND": "store.letters.Post",
}
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "ERROR"},
    "loggers": {
        name: {"handlers": [], "level": "CRITICAL", "propagate": False}
        for name in ("django.request", "django.security.csrf")
    },
}
"""No page that somebody asked for is written to a log."""
