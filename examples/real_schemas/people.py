"""People for the databases of the examples, and the settings that all of them share.

Half of the people have Arabic names; none of them exists.
"""

import os
import random
import string
from dataclasses import dataclass

import django
from django.conf import settings
from django.core.management import call_command
from faker import Faker

FAKERS = [Faker("ar_SA"), Faker("en_US"), Faker("ar_AE"), Faker("en_GB")]
PHONES = ["+97455", "+97466", "+96650", "+97150", "+201001"]
SEED = 20261122


@dataclass(frozen=True, kw_only=True)
class Person:
    """Somebody who does not exist."""

    user: str
    first: str
    last: str
    email: str
    phone: str
    street: str
    city: str
    password: str
    born: object
    faker: Faker

    def note(self):
        """Return a text of theirs; some hold an address or a number."""
        text = self.faker.text(160).replace("\n", " ")
        return f"{text} {self.phone}" if random.random() < 0.2 else text

    def token(self):
        """Return letters and digits as secrets have them."""
        return "".join(random.choices(string.ascii_letters + string.digits, k=32))


def database():
    """Return the address of the database. It may hold a password, and so is no argument."""
    return os.environ["DATABASE"]


def count():
    """Return how many people there are to be."""
    return int(os.environ["PEOPLE"])


def configure(url, *, apps, more=None):
    """Set Django up for a database: ``sqlite:///FILE`` or ``postgresql://...``."""
    settings.configure(
        SECRET_KEY="of an example",
        DATABASES={"default": _database(url)},
        INSTALLED_APPS=[
            "django.contrib.admin",
            "django.contrib.auth",
            "django.contrib.contenttypes",
            "django.contrib.sessions",
            "django.contrib.messages",
            "django.contrib.staticfiles",
            *apps,
        ],
        DEFAULT_AUTO_FIELD="django.db.models.AutoField",
        PASSWORD_HASHERS=["quick_hash.QuickHasher"],
        USE_TZ=True,
        PHONENUMBER_DEFAULT_REGION="QA",
        LOGGING_CONFIG=None,
        EMAIL_BACKEND="django.core.mail.backends.dummy.EmailBackend",
        TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates"}],
        SILENCED_SYSTEM_CHECKS=["admin.E403", "admin.E406", "admin.E409", "admin.E410"],
        **(more or {}),
    )
    django.setup()


def _database(url):
    if url.startswith("sqlite:///"):
        return {"ENGINE": "django.db.backends.sqlite3", "NAME": url.removeprefix("sqlite:///")}
    from urllib.parse import parse_qs, unquote, urlsplit

    parts = urlsplit(url)
    query = parse_qs(parts.query)
    host = query.get("host", [parts.hostname])[0]
    port = query.get("port", [parts.port])[0]
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": host or "",
        "PORT": port or "",
    }


def some(count):
    """Yield people, the same at each run."""
    for number in range(count):
        faker = FAKERS[number % len(FAKERS)]
        digits = "".join(random.choices(string.digits, k=6))
        yield Person(
            user=f"{Faker().user_name()}{number}",
            first=faker.first_name(),
            last=faker.last_name(),
            email=f"{number}.{Faker().ascii_safe_email()}",
            phone=random.choice(PHONES) + digits,
            street=faker.street_address(),
            city=faker.city(),
            password=faker.password(),
            born=faker.date_of_birth(minimum_age=18, maximum_age=80),
            faker=faker,
        )


def run(fill, count):
    """Make the tables by the packages' own migrations, and fill them."""
    random.seed(SEED)
    Faker.seed(SEED)
    # First what has migrations, and then the tables of what has none and refers to it.
    for synced in (False, True):
        call_command("migrate", verbosity=0, interactive=False, run_syncdb=synced)
    from django.db import transaction

    with transaction.atomic():
        fill(count)
