"""What stands in a person's own copy beside their records.

Who they are and to whom they are tied, what they chose, signalled and stopped, their sign-ins, the
notices to them, what they asked for, and what was done with their data.
``spec/own-copy.schema.json`` says the form.
"""

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Final

from amana.acts.choices.show_choices import show_choices
from amana.acts.instants import at
from amana.acts.messages.put_out import ADDRESSED
from amana.acts.persons.show import PersonShown, ShownAge, shown_of
from amana.acts.requests.list_requests import RequestShown, own_requests, row_json
from amana.acts.tell_history import DoneAct, every_act
from amana.domain.ledger.entry import Json
from amana.domain.person.facts import BornIn
from amana.storage.identity import PersonSignIn
from amana.storage.notices import Notice
from amana.storage.persons import HeldIdentifier, TieKind
from amana.storage.sharing import Received
from amana.storage.work import View

MOST_ACTS: Final = 10_000
MOST_NOTICES: Final = 2_000
MOST_SIGN_INS: Final = 200
MOST_REQUESTS: Final = 1_000
_NOTICES_AT_ONCE: Final = 200
_ROLES: Final = {
    TieKind.SAME: ("same", "same"),
    TieKind.VISITOR: ("browser", "account"),
    TieKind.GUARDIAN: ("guardian", "ward"),
    TieKind.STAFF: ("staff", "business"),
}
"""What the first and the second of a tie are to one another."""
_ONESELF: Final = frozenset({TieKind.SAME, TieKind.VISITOR})
"""Ties of ids that are one person."""


def besides_records(view: View, person: str) -> tuple[dict[str, Json], tuple[str, ...]]:
    """Return the parts of the copy, and the names of those of which only the latest stand in it."""
    cut: list[str] = []

    def latest(part: str, found: Iterable[Json]) -> tuple[Json, ...]:
        most = _most().get(part)
        if most is None:
            return tuple(found)
        kept = tuple(islice(found, most + 1))
        if len(kept) > most:
            cut.append(part)
        return kept[:most]

    parts = besides_lists(view, person)
    listed = listed_parts(view, person, requests=MOST_REQUESTS + 1)
    return parts | {name: latest(name, found) for name, found in listed.items()}, tuple(cut)


def besides_lists(view: View, person: str) -> dict[str, Json]:
    """Return the parts of the copy that are never long. Raises ``PersonErased``."""
    who = shown_of(view, person)
    return {
        "ids": who.ids,
        **_who(view, view.persons.group(person), who),
        "choices": _choices(view, person),
    }


def listed_parts(view: View, person: str, *, requests: int) -> dict[str, Iterator[Json]]:
    """Return the parts that are lists, each read as it is taken, the latest first where dated.

    At most so many ``requests`` are read.
    """
    group = view.persons.group(person)
    return {
        "ties": _ties(view, group),
        "stopped_messages": _stopped(view, group),
        "signals": _signals(view, group),
        "acceptances": _acceptances(view, person),
        "sessions": (_sign_in(each) for each in view.identity.sign_ins(group)),
        "notices": (_notice(each) for each in _notices(view, group)),
        "requests": (_request(each) for each in own_requests(view, person=person, limit=requests)),
        "disclosures": (_received(each) for each in view.sharing.received(group)),
        "history": (_act(each) for each in every_act(view, person=person)),
    }


def _most() -> dict[str, int]:
    """Return how many stand in a copy that is made at once, of the parts that may be long."""
    return {
        "sessions": MOST_SIGN_INS,
        "notices": MOST_NOTICES,
        "requests": MOST_REQUESTS,
        "history": MOST_ACTS,
    }


def _who(view: View, group: tuple[bytes, ...], who: PersonShown) -> dict[str, Json]:
    ended = view.outbox.ended_addresses(group)
    return {
        "known_by": tuple(_identifier(view, ended, each) for each in who.identifiers),
        "countries": tuple(each.place for each in who.jurisdictions if each.origin is not None),
        "ages": tuple(_age(each) for each in who.ages),
        "kind": who.kind.value,
    }


def _identifier(
    view: View, ended: frozenset[tuple[bytes, bytes]], held: HeldIdentifier
) -> dict[str, Json]:
    reaches = held.kind in ADDRESSED.values()
    look = view.suppression.look(held.kind, held.value) if reaches else b""
    return {
        "kind": held.kind.value,
        "value": held.value,
        "origin": held.origin.value,
        "source": held.source,
        "since": held.since.isoformat(),
        "verified_at": at(held.verified_at),
        "ended_at": at(held.ended_at),
        "takes_messages": reaches and (held.person, look) not in ended,
    }


def _age(shown: ShownAge) -> dict[str, Json]:
    said = shown.said
    what: dict[str, Json] = (
        {"born_in": said.year}
        if isinstance(said, BornIn)
        else {"at_least": said.at_least, "yes": said.yes}
    )
    return what | {"origin": shown.origin.value, "at": shown.at.isoformat()}


def _ties(view: View, group: tuple[bytes, ...]) -> Iterator[dict[str, Json]]:
    """Yield each tie of the person: who is at its other end, and what they are to the person."""
    ties = view.persons.ties(group)
    named = view.identifiers.own_ids({key for tie in ties for key in (tie.person, tie.other)})
    for tie in ties:
        first, second = _ROLES[tie.kind]
        above = tie.other in group
        yield {
            "tie": tie.kind.value,
            "who": first if above else second,
            # Who acts for somebody else, or for whom, is another person, with an id of theirs.
            "id": named.get(tie.person if above else tie.other) if tie.kind in _ONESELF else None,
            "since": tie.since.isoformat(),
        }


def _choices(view: View, person: str) -> Json:
    chosen = show_choices(view, person=person)
    return {
        "consented": chosen.consented,
        "objected": chosen.objected,
        "said": tuple(
            {
                "about": each.purpose,
                "state": each.state.value,
                "policy_version": each.policy_version,
                "promise": each.promise,
                "holds": each.holds,
                "at": each.at.isoformat(),
            }
            for each in chosen.said
        ),
    }


def _stopped(view: View, group: tuple[bytes, ...]) -> Iterator[Mapping[str, Json]]:
    for stop in sorted(view.outbox.stopped(group), key=lambda it: it.at):
        _, purpose, message_class = stop.what
        yield {
            "class": message_class,
            "purpose": purpose,
            "at": stop.at.isoformat(),
            "resumed_at": at(stop.resumed_at),
        }


def _signals(view: View, group: tuple[bytes, ...]) -> Iterator[Mapping[str, Json]]:
    for each in view.signals.of(group):
        yield {"signal": each.signal, "since": each.begun_at.isoformat(), "entry": str(each.entry)}


def _acceptances(view: View, person: str) -> Iterator[Mapping[str, Json]]:
    for each in view.people.acceptances(person):
        yield {
            "version": each.version,
            "how": each.how,
            "language": each.language,
            "at": each.at.isoformat(),
        }


def _sign_in(each: PersonSignIn) -> Mapping[str, Json]:
    return {
        "level": each.level.value,
        "browser": each.came.browser,
        "network": each.came.address,
        "since": each.created_at.isoformat(),
        "seen_at": each.seen_at.isoformat(),
        "open": each.open,
    }


def _request(shown: RequestShown) -> Mapping[str, Json]:
    """Return what they asked for, in their own words, and how it stood before this copy."""
    return {**row_json(shown.row), "about": shown.about}


def _notices(view: View, group: tuple[bytes, ...]) -> Iterator[Notice]:
    """Yield the notices in the service, the latest first, some read at a time."""
    page = view.notices.of(group, limit=_NOTICES_AT_ONCE)
    while page:
        yield from page
        page = view.notices.of(group, limit=_NOTICES_AT_ONCE, before=page[-1].id)


def _notice(notice: Notice) -> dict[str, Json]:
    return {
        "class": notice.message_class,
        "purpose": notice.purpose,
        "language": notice.language,
        "subject": notice.subject,
        "text": notice.text,
        "at": notice.at.isoformat(),
        "read_at": at(notice.read_at),
    }


def _received(each: Received) -> dict[str, Json]:
    """Return who received what, when, how and why."""
    return {
        "recipient": each.recipient,
        "how": each.method.value,
        "purpose": each.purpose,
        "data": each.fields,
        "ground": each.ground,
        "outside_release": each.outside,
        "at": each.at.isoformat(),
        "entry": str(each.entry),
    }


def _act(act: DoneAct) -> dict[str, Json]:
    return {
        "entry": str(act.entry),
        "act": act.act,
        "outcome": act.outcome,
        "at": act.at.isoformat(),
        "promises": act.promises,
        "purposes": act.purposes,
        "data": act.data,
        "recipient": act.recipient,
        "message_class": act.message_class,
        "staff_role": act.staff_role,
        "staff_reason": act.staff_reason,
    }
