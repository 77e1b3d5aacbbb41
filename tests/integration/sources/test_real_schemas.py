"""What is proposed for databases that nobody here designed, counted against a person's reading."""

import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Final

import pytest

from amana.acts.looking_at.source import look_at
from amana.domain.proposal.proposal import Proposal, propose
from amana.domain.proposal.writing import written
from amana.domain.source.fit import misfits
from amana.domain.source.parse import parse

ROOT: Final = Path(__file__).parents[3]
BUILD: Final = ROOT / "examples" / "real_schemas" / "build.py"
NOT_INSTALLED: Final = 3
TODAY: Final = date(2026, 11, 22)
HELD_BY_HELP_DESK: Final[Mapping[str, str]] = {
    "auth_user": "password last_login username last_name first_name email date_joined",
    "django_admin_log": "object_repr change_message action_time action_flag",
    "django_session": "session_key session_data",
    "helpdesk_ticket": (
        "title created submitter_email status description resolution priority due_date secret_key"
    ),
    "helpdesk_followup": "date title comment new_status time_spent email_recipients",
    "helpdesk_followupattachment": "file filename",
    "helpdesk_ticketchange": "old_value new_value",
    "helpdesk_ticketcc": "email",
    "helpdesk_ticketcustomfieldvalue": "value",
    "helpdesk_checklist": "name",
    "helpdesk_checklisttask": "description completion_date",
    "helpdesk_savedsearch": "title query",
    "helpdesk_usersettings": (
        "settings_pickled email_on_ticket_assign email_on_ticket_change login_view_ticketlist "
        "tickets_per_page use_email_as_submitter ticket_respond_layout"
    ),
    "helpdesk_ignoreemail": "name email_address",
}
_EVERYWHERE: Final[Mapping[str, str]] = {
    "auth_user": HELD_BY_HELP_DESK["auth_user"],
    "django_admin_log": HELD_BY_HELP_DESK["django_admin_log"],
    "django_session": HELD_BY_HELP_DESK["django_session"],
}
HELD: Final[Mapping[str, Mapping[str, str]]] = {
    "helpdesk": HELD_BY_HELP_DESK,
    "newsletter": {
        **_EVERYWHERE,
        "newsletter_subscription": (
            "name email ip create_date activation_code subscribed subscribe_date unsubscribed "
            "unsubscribe_date"
        ),
    },
    "postman": {
        **_EVERYWHERE,
        "postman_message": (
            "subject body email sent_at read_at replied_at sender_archived recipient_archived "
            "sender_deleted_at recipient_deleted_at moderation_status moderation_date "
            "moderation_reason"
        ),
    },
    "organizations": {
        **_EVERYWHERE,
        "organizations_organizationinvitation": "guid invitee_identifier created modified",
        "organizations_organizationowner": "created modified",
        "organizations_organizationuser": "is_admin created modified",
    },
}
"""Written down from the schema alone, before anything was proposed for it."""
LEAST: Final[Mapping[str, float]] = {"postman": 0.8, "organizations": 0.7}
"""The recall there, where it is less than elsewhere: sessions, and days of the program's own."""


def _held(name: str) -> frozenset[tuple[str, str]]:
    """Return the columns with personal data, as a person has read the schema."""
    if name in HELD:
        listed = HELD[name].items()
        return frozenset((table, column) for table, words in listed for column in words.split())
    read = parse((ROOT / "examples" / name / "map.yaml").read_text(encoding="utf-8"))
    return frozenset(
        (table.name, column.name) for table in read.tables.values() for column in table.columns
    )


def _made(name: str, url: str) -> None:
    """Make the package's database, or skip where its packages cannot be had."""
    line = [sys.executable, str(BUILD), name]
    told = {**os.environ, "DATABASE": url}
    run = subprocess.run(line, capture_output=True, text=True, check=False, env=told)
    if run.returncode == NOT_INSTALLED:
        pytest.skip(f"the packages of {name} cannot be installed here")
    assert run.returncode == 0, run.stderr[-2000:]


@pytest.mark.slow
@pytest.mark.timeout(900)
@pytest.mark.parametrize("name", ["oscar", "appointment", *HELD])
def test_what_a_real_database_holds_is_found(
    name: str, new_url: Callable[[str], str], capsys: pytest.CaptureFixture[str]
) -> None:
    """On SQLite and PostgreSQL alike, most of it, and little that is nobody's."""
    held = _held(name)
    for kind in ("sqlite", "postgresql"):
        url = new_url(kind)
        _made(name, url)
        sight = look_at(url, TODAY, lambda _done, _of: None)
        found: Proposal = propose(
            sight.structure, sight.tallies, service="example", source="example"
        )
        mapping = parse(written(found, lambda reason: reason.why.value))
        assert misfits(mapping, sight.structure) == ()
        if name not in HELD:
            read = parse((ROOT / "examples" / name / "map.yaml").read_text(encoding="utf-8"))
            assert misfits(read, sight.structure) == ()
        proposed = {(table.name, each.name) for table in found.tables for each in table.columns}
        right = held & proposed
        recall, precision = len(right) / len(held), len(right) / len(proposed)
        with capsys.disabled():
            sys.stdout.write(
                f"\n{name} on {kind}: recall {recall:.3f} ({len(right)} of {len(held)}), "
                f"precision {precision:.3f} ({len(right)} of {len(proposed)})\n"
            )
        assert recall >= LEAST.get(name, 0.9)
        assert precision >= 0.7
