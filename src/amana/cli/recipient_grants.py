"""What a recipient is granted, on the command line: listed, given, ended."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Final
from uuid import UUID

from amana.acts.act import OPERATOR, Act
from amana.acts.sharing.granting import end_grant, grant_json, make_grant
from amana.acts.sharing.showing import GrantSeen, every_grant
from amana.cli.errors import ValueMissing, WrongValue
from amana.cli.printing import Format, print_json, print_notice, print_text
from amana.domain.sharing.granting import WantedGrant
from amana.domain.vocabulary.sharing import Nature, Safeguard
from amana.domain.words import Language
from amana.storage.database import Storage
from amana.wording.catalogue import say

_COMMAND: Final = "amana recipients"


@dataclass(frozen=True, slots=True, kw_only=True)
class GrantOptions:
    """A grant as the options of the command say it."""

    categories: list[str] | None
    purposes: list[str] | None
    instruction: str | None = field(repr=False)
    until: datetime | None
    safeguards: list[Safeguard] | None
    nature: Nature
    document: str | None = field(repr=False)

    def wanted(self, recipient: str | None) -> WantedGrant:
        """Return the grant. Raises ``ValueMissing`` for what no grant can lack."""
        if recipient is None:
            raise ValueMissing(command=_COMMAND, name="RECIPIENT")
        if not self.categories:
            raise ValueMissing(command=_COMMAND, name="--category")
        if not self.purposes:
            raise ValueMissing(command=_COMMAND, name="--purpose")
        if self.instruction is None:
            raise ValueMissing(command=_COMMAND, name="--instruction")
        if self.until is None:
            raise ValueMissing(command=_COMMAND, name="--until")
        return WantedGrant(
            recipient=recipient,
            data=frozenset(self.categories),
            purposes=frozenset(self.purposes),
            instruction=self.instruction,
            # A day without a zone is that of the calendar in UTC, as everywhere at this machine.
            ends_at=self.until.replace(tzinfo=UTC),
            safeguards=frozenset(self.safeguards or ()),
            nature=self.nature,
            document=self.document,
        )


def give_grant(
    storage: Storage, service: str, wanted: WantedGrant, form: Format, language: Language
) -> None:
    """Grant it, and say the grant's id; other grants of the same are named."""
    with storage.work(service) as work:
        made = make_grant(Act(actor=OPERATOR, work=work), wanted)
    overlaps = tuple(str(each) for each in made.overlaps)
    if form is Format.JSON:
        print_json({"grant": str(made.id), "overlaps": overlaps, "entry": str(made.entry)})
        return
    print_text(say("recipients.granted", language, grant=str(made.id)))
    if overlaps:
        print_notice(say("recipients.overlaps", language, grants=" ".join(overlaps)))


def take_grant(
    storage: Storage, service: str, grant: str | None, form: Format, language: Language
) -> None:
    """End a grant by its id."""
    if grant is None:
        raise ValueMissing(command=_COMMAND, name="GRANT")
    try:
        identity = UUID(grant)
    except ValueError:
        raise WrongValue(command=_COMMAND, name="GRANT") from None
    with storage.work(service) as work:
        entry = end_grant(Act(actor=OPERATOR, work=work), identity)
    if form is Format.JSON:
        print_json({"grant": str(identity), "entry": str(entry)})
    else:
        print_notice(say("recipients.grant_ended", language))


def show_grants(
    storage: Storage, service: str, recipient: str | None, form: Format, language: Language
) -> None:
    """List the grants of a recipient, or all, the latest first, with how each stands."""
    with storage.reading(service) as view:
        found = list(every_grant(view, recipient))
    if form is Format.JSON:
        listed = [grant_json(it.row, it.state, in_force_now=it.in_force) for it in found]
        print_json({"grants": listed})
        return
    lines = [_line(each, language) for each in found]
    print_text("\n".join(lines) or say("recipients.no_grants", language))


def _line(each: GrantSeen, language: Language) -> str:
    row = each.row
    return say(
        "recipients.grant_line",
        language,
        grant=str(row.id),
        recipient=row.recipient,
        data=" ".join(row.data),
        purposes=" ".join(row.purposes),
        state=say(f"sharing_desk.grant_{each.state.value}", language),
        until=(row.ended_at or row.ends_at).date().isoformat(),
    )
