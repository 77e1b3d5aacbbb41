"""Where letters come in, as the settings say."""

from datetime import timedelta

from amana.acts.doors.mail import MailDoor
from amana.acts.letters.maildir import Mailbox, forget_letters
from amana.acts.letters.taking import Mailroom
from amana.acts.schedule import Scheduled
from amana.settings import Settings
from amana.storage.database import Storage


def mailroom(settings: Settings) -> Mailroom:
    """Return what is known of the mail that comes in."""
    own = {settings.mail_from, *settings.mail_in_addresses} - {None}
    return Mailroom(
        authserv=settings.mail_in_relay,
        own=frozenset(str(address).lower() for address in own),
        rights=frozenset(address.lower() for address in settings.mail_in_rights),
        site=settings.public_url,
    )


def mail_door(settings: Settings, storage: Storage) -> MailDoor:
    """Return the door of letters over HTTP."""
    secrets = {name: secret.reveal() for name, secret in settings.mail_in_secrets.items()}
    return MailDoor(storage=storage, secrets=secrets, room=mailroom(settings))


def mail_tasks(settings: Settings) -> tuple[Scheduled, ...]:
    """Return what workers run again and again for letters."""
    mailbox = Mailbox(folders=settings.mail_in_folders, room=mailroom(settings))
    forget = Scheduled(name="letters.forget", every=timedelta(hours=12), run=forget_letters)
    if not settings.mail_in_folders:
        return (forget,)
    return (forget, Scheduled(name="letters.look", every=timedelta(seconds=10), run=mailbox.look))
