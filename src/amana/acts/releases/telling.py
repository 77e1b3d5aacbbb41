"""Tell people that data of theirs was disclosed by a release: at once, or after the silence.

A scheduled task, so that nobody has to remember. Who is told and the message commit together.
"""

from typing import TYPE_CHECKING, Final

from amana.acts.announcing.wording import Said
from amana.acts.announcing.written import Written, by_mail_too
from amana.acts.in_force import published
from amana.acts.reaching import Reach, reaches
from amana.acts.show_policy import find_version
from amana.domain.phrases import listed
from amana.domain.policy.model import Policy
from amana.storage.database import Storage
from amana.storage.outbox import JOB as SEND
from amana.storage.outbox_rows import NewMessage
from amana.storage.releases import ReleaseRow, ToTell
from amana.storage.work import Work
from amana.wording.catalogue import say

if TYPE_CHECKING:
    from uuid import UUID

_BATCH: Final = 200


def tell_released(storage: Storage, service: str) -> None:
    """Tell everybody who is to be told of a release by now."""
    while _tell_some(storage, service):
        pass


def _tell_some(storage: Storage, service: str) -> bool:
    with storage.work(service) as work:
        due = work.releases.to_tell(most=_BATCH)
        if not due:
            return False
        made: list[tuple[ToTell, list[NewMessage]]] = []
        for release in dict.fromkeys(each.release for each in due):
            made += _of_release(work, work.releases.one(release), due)
        messages = [message for _, said in made for message in said]
        ids = iter(work.outbox.put(messages))
        told: list[tuple[ToTell, UUID | None]] = []
        for each, said in made:
            put = [next(ids) for _ in said]
            told.append((each, put[0] if put else None))
        work.releases.told(told)
        work.jobs.defer(SEND)
        work.over()
    return True


def _of_release(
    work: Work, row: ReleaseRow, due: tuple[ToTell, ...]
) -> list[tuple[ToTell, list[NewMessage]]]:
    about = [each for each in due if each.release == row.id]
    policy = published(work, find_version(work, row.version)).policy
    found = {
        key: reach
        for reach in reaches(work, tuple(each.person for each in about), with_account=True).values()
        for key in reach.group
    }
    return [
        (each, _messages(row, policy, found[each.person]) if each.person in found else [])
        for each in about
    ]


def _messages(row: ReleaseRow, policy: Policy, reach: Reach) -> list[NewMessage]:
    language = reach.language or policy.languages[0]
    recipient, purpose = policy.recipients.get(row.recipient), policy.purposes.get(row.purpose)
    data = [policy.data[it].name.say(language) if it in policy.data else it for it in row.data]
    who = row.recipient if recipient is None else recipient.name.say(language)
    why = row.purpose if purpose is None else purpose.name.say(language)
    lines = (
        say("release_notice.text", language, service=policy.controller.name.say(language)),
        "",
        say("release_notice.to", language, recipient=who),
        say("release_notice.why", language, purpose=why),
        say("release_notice.what", language, data=listed(data, language)),
        say("release_notice.ask", language),
    )
    written = Written(
        reach=reach,
        said=Said(subject=say("release_notice.subject", language), text="\n".join(lines)),
        language=language,
        promise=row.promise,
        series=row.id,
        about=f"release-{row.id}",
    )
    return list(written.messages(by_mail_too(reach)))
