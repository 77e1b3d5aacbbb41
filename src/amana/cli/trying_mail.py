"""``amana doctor --mail-to``: send one letter, and look whether both headers are signed.

The letter is read back from a maildir, where the address leads to one; else it is said what to
look for.
"""

import mailbox
import re
from pathlib import Path
from time import monotonic, sleep
from typing import Final
from uuid import uuid4

from amana.assembly.database import clock
from amana.assembly.messages import relay_of
from amana.channels.letter import Letter, WayOut
from amana.cli.exits import Exit
from amana.cli.printing import print_text
from amana.domain.words import Language
from amana.settings import Settings, WrongSetting
from amana.wording.catalogue import say

_WAITS_S: Final = 60.0
_LOOKS_EVERY_S: Final = 0.5
_NEEDED: Final = frozenset({"list-unsubscribe", "list-unsubscribe-post"})


def try_mail(settings: Settings, to: str, maildir: Path | None, language: Language) -> int:
    """Send the letter; return whether both headers stand under a signature, where that is seen."""
    relay = relay_of(settings)
    if relay is None:
        raise WrongSetting(name="mail_server", wanted="an address, together with `mail_from`")
    identity = uuid4()
    public = settings.public_url or "https://privacy.example.org"
    relay.send(
        Letter(
            id=str(identity),
            to=(to,),
            subject=say("trying_mail.subject", language),
            text=say("trying_mail.text", language) + "\n",
            language=language,
            at=clock(),
            way_out=WayOut(
                url=f"{public}/none/unsubscribe/{identity}",
                mailto=f"mailto:{relay.sender}?subject=unsubscribe",
            ),
        )
    )
    if maildir is None:
        print_text(say("trying_mail.look", language))
        return Exit.OK
    signed = _signed(maildir, str(identity))
    if signed is None:
        print_text(say("trying_mail.not_arrived", language))
        return Exit.FAILED
    good = signed >= _NEEDED
    print_text(say("trying_mail.good" if good else "trying_mail.unsigned", language))
    return Exit.OK if good else Exit.FAILED


def _signed(folder: Path, identity: str) -> frozenset[str] | None:
    """Return the headers that are signed in the letter of this id; ``None`` where none comes."""
    until = monotonic() + _WAITS_S
    while monotonic() < until:
        for each in mailbox.Maildir(str(folder), create=False):
            if identity in str(each["Message-ID"]):
                signatures = each.get_all("DKIM-Signature") or []
                return frozenset(name for it in signatures for name in _named(str(it)))
        sleep(_LOOKS_EVERY_S)
    return None


def _named(signature: str) -> list[str]:
    """Return the headers that a signature names in ``h=`` (RFC 6376, section 3.5)."""
    bare = re.sub(r"\s", "", signature)
    found = re.search(r"(?:^|;)h=([^;]*)", bare)
    return [] if found is None else found[1].lower().split(":")
