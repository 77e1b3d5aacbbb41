"""Show a version of a policy: its text as published, and how each promise stands now."""

from collections.abc import Mapping

from amana.acts.in_force import in_force, published
from amana.acts.policy_page import Passage, PolicyPage, PromiseView, VersionView
from amana.acts.standings import promise_views
from amana.domain.errors import Refused
from amana.domain.words import Language
from amana.storage.ledger import Ledger
from amana.storage.policies import VersionRow
from amana.storage.work import View


class NoSuchVersion(Refused):
    """The service has published no version of this number."""

    code = "policy.no_such_version"


def show_policy(view: View, *, language: Language, version: int | None = None) -> PolicyPage:
    """Return a version, by default the one in force, with the standings of this moment.

    Raises ``NoPolicyInForce`` where nothing is in force, ``NoSuchVersion`` for another number.
    """
    stored = find_version(view, version)
    policy = published(view, stored).policy
    promises = promise_views(view, policy, stored.number)
    passages = tuple(
        Passage(text=each.text, role=each.role, promises=each.promises)
        for each in view.policies.passages(stored.number, language)
    )
    current = view.policies.in_force()
    return PolicyPage(
        service=view.service,
        title=policy.title,
        controller=policy.controller,
        language=language,
        languages=policy.languages,
        written=language not in policy.texts,
        version=version_view(stored),
        versions=tuple(version_view(each) for each in view.policies.versions()),
        in_force=None if current is None else current.number,
        passages=passages,
        promises=promises,
        unquoted=_unquoted(promises, passages),
        seen_at=view.now,
        checkpoint=Ledger(view.transaction, service=view.service).checkpoint(),
        closing=view.condition.reason if view.condition.state.over else None,
    )


def find_version(view: View, number: int | None) -> VersionRow:
    """Return the published version of this number; ``None`` asks for the one in force."""
    if number is None:
        return in_force(view)
    for version in view.policies.versions():
        if version.number == number:
            return version
    raise NoSuchVersion(version=number)


def version_view(stored: VersionRow) -> VersionView:
    """Return what the list of versions shows of one."""
    return VersionView(
        number=stored.number,
        published_at=stored.published_at,
        effective_at=stored.effective_at,
        material=stored.material,
        reason=stored.reason,
    )


def _unquoted(
    promises: Mapping[str, PromiseView], passages: tuple[Passage, ...]
) -> tuple[str, ...]:
    """Return the promises that no passage makes, in the order of the policy."""
    quoted = {promise for passage in passages for promise in passage.promises}
    return tuple(promise for promise in promises if promise not in quoted)
