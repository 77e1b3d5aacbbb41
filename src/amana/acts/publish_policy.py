"""Publish a policy: from then on it cannot be changed, only followed by another version."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from amana.acts.act import Act
from amana.acts.announcing.begin import NewVersion, begin_announcing
from amana.acts.announcing.sharing import begin_new_sharing
from amana.acts.events.tell import EventKind, tell
from amana.acts.in_force import parsed, published
from amana.acts.passages import link
from amana.acts.retention.start import start_without_data
from amana.domain.errors import Refused
from amana.domain.ledger.entry import Entry, Json
from amana.domain.policy.canonical import digest
from amana.domain.policy.contradictions import remarks
from amana.domain.policy.finding import Severity
from amana.domain.policy.model import Policy
from amana.domain.policy.notice import notice
from amana.domain.words import LANGUAGES, Language
from amana.reading import read
from amana.storage.policies import Release, StoredPassage
from amana.storage.work import View


class OtherService(Refused):
    """The policy names another service than the one that it was to be published for."""

    code = "policy.other_service"


class Contradicts(Refused):
    """The policy contradicts itself, so that not all of it can be kept."""

    code = "policy.contradicts"


class DraftChanged(Refused):
    """The draft is another than the one that the publisher saw planned."""

    code = "policy.draft_changed"


class JudgementMissing(Refused):
    """Nobody judged whether the change is material, and why."""

    code = "policy.judgement_missing"


class NotTheNext(Refused):
    """Another version was published in the meantime."""

    code = "policy.not_the_next"


class EffectBeforePublication(Refused):
    """A policy cannot take effect before it is published."""

    code = "policy.effect_too_early"


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """What a person decides when they publish."""

    source: str
    """The policy file."""
    texts: Mapping[Language, str]
    number: int | None = None
    """The number that the publisher expects; another one refuses. ``None`` expects nothing."""
    digest: str | None = None
    """Of the draft that the publisher saw planned; another one refuses. ``None`` expects none."""
    effective_at: datetime | None = None
    """``None``: at once."""
    material: bool | None = None
    """A person's judgement of the change. The first version needs none."""
    reason: str | None = None


def publish_policy(act: Act, publication: Publication) -> int:
    """Publish the next version and return its number.

    Raises what the parser raises, ``OtherService``, ``Contradicts``, ``JudgementMissing``,
    ``NotTheNext``, ``DraftChanged`` and ``EffectBeforePublication``; then nothing changed.
    """
    work = act.work
    policy = parsed(publication.source, publication.texts).policy
    if policy.service != work.service:
        raise OtherService(service=work.service, named=policy.service)
    before = latest(work)
    number = len(work.policies.versions()) + 1
    _check(publication, number=number, policy=policy, before=before, now=work.now)
    released = work.policies.publish(
        Release(
            source=publication.source,
            languages=policy.languages,
            texts=publication.texts,
            passages={language: passages(policy, language) for language in LANGUAGES},
            effective_at=publication.effective_at,
            material=publication.material if before is not None else None,
            reason=publication.reason,
        )
    )
    # Whoever published in the meantime changed what this version was compared with.
    if released.number != number:
        raise NotTheNext(number=released.number)
    if before is not None:
        begin_announcing(
            work,
            NewVersion(
                number=number,
                before=before,
                after=policy,
                material=bool(publication.material),
                effective_at=publication.effective_at,
            ),
        )
    begin_new_sharing(
        act, number=number, before=before, after=policy, effective_at=publication.effective_at
    )
    start_without_data(work, policy)
    tell(work, EventKind.POLICY_PUBLISHED, _told(publication, policy, number, before))
    work.commit(
        Entry(
            act="publish-policy",
            promises=tuple(policy.promises),
            policy_version=number,
            body={"actor": act.actor.identity, "digest": digest(policy), "number": number},
        )
    )
    return number


def refuse_contradictions(policy: Policy) -> None:
    """Raise ``Contradicts`` where not all of the policy can be kept."""
    blocking = [found for found in remarks(policy) if found.severity is Severity.ERROR]
    if blocking:
        raise Contradicts(promises=", ".join(blocking[0].promises), count=len(blocking))


def latest(view: View) -> Policy | None:
    """Return the policy published last, in force yet or not; ``None`` before the first."""
    versions = view.policies.versions()
    return published(view, versions[0]).policy if versions else None


def passages(policy: Policy, language: Language) -> tuple[StoredPassage, ...]:
    """Return the text in this language, cut into passages with the promises that they make.

    Where no text is published in it, the notice is written from the model.
    """
    text = policy.texts.get(language)
    if text is None:
        return _written(policy, language)
    reading = read(text.encode("utf-8"), name=f"{language}.md")
    linked = link(policy, language, reading.text, reading.proposals)
    return tuple(
        StoredPassage(
            start=proposal.start,
            end=proposal.end,
            role=proposal.role,
            text=proposal.text,
            kinds=proposal.kinds,
            promises=promises,
        )
        for proposal, promises in zip(reading.proposals, linked, strict=True)
    )


def _told(
    publication: Publication, policy: Policy, number: int, before: Policy | None
) -> dict[str, Json]:
    """Return what the application is told of a new version."""
    effective = publication.effective_at
    return {
        "version": number,
        "digest": digest(policy),
        "effective_at": None if effective is None else effective.isoformat(),
        "material": publication.material if before is not None else None,
    }


def _written(policy: Policy, language: Language) -> tuple[StoredPassage, ...]:
    """Return the notice, written from the model, as passages one after the other."""
    found: list[StoredPassage] = []
    start = 0
    for block in notice(policy, language):
        end = start + len(block.text)
        found.append(
            StoredPassage(
                start=start, end=end, role=block.role, text=block.text, promises=block.promises
            )
        )
        start = end + 1
    return tuple(found)


def _check(
    publication: Publication, *, number: int, policy: Policy, before: Policy | None, now: datetime
) -> None:
    """Refuse what must not be published."""
    if publication.number not in {None, number}:
        raise NotTheNext(number=number)
    if publication.effective_at is not None and publication.effective_at < now:
        raise EffectBeforePublication
    refuse_contradictions(policy)
    if publication.digest not in {None, digest(policy)}:
        raise DraftChanged
    if before is not None and (publication.material is None or not publication.reason):
        raise JudgementMissing
