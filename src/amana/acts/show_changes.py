"""Show what differs between two published versions, in words."""

from typing import Final

from amana.acts.changes_page import ChangesPage, ChangeView, Step
from amana.acts.in_force import published
from amana.acts.show_policy import find_version, version_view
from amana.domain.policy.change import Change, How, Subject
from amana.domain.policy.difference import Difference, difference
from amana.domain.policy.model import Policy
from amana.domain.words import Words
from amana.storage.work import View

_STEPS: Final = {
    How.ADDED: Step.ADDED,
    How.REMOVED: Step.DROPPED,
    How.CHANGED: Step.CHANGED,
    How.RENAMED: Step.CHANGED,
}
_TITLES: Final = {
    Subject.DATA: Words(ar="بيانات", en="data"),
    Subject.PURPOSE: Words(ar="غرض", en="purpose"),
    Subject.RECIPIENT: Words(ar="جهة متلقية", en="recipient"),
    Subject.TEXT: Words(ar="نص", en="text"),
    Subject.LANGUAGE: Words(ar="لغة", en="language"),
    Subject.LAW: Words(ar="قانون", en="law"),
    Subject.TITLE: Words(ar="عنوان", en="title"),
    Subject.CONTROLLER: Words(ar="الجهة المسؤولة", en="controller"),
}


def show_changes(view: View, *, before: int, after: int) -> ChangesPage:
    """Return the differences between two published versions; ``NoSuchVersion`` for others."""
    old, new = find_version(view, before), find_version(view, after)
    old_policy = published(view, old).policy
    new_policy = published(view, new).policy
    return ChangesPage(
        service=view.service,
        title=new_policy.title,
        controller=new_policy.controller,
        before=version_view(old),
        after=version_view(new),
        versions=tuple(version_view(each) for each in view.policies.versions()),
        changes=change_views(difference(old_policy, new_policy), old_policy, new_policy),
    )


def change_views(found: Difference, old: Policy, new: Policy) -> tuple[ChangeView, ...]:
    """Return each difference as a reader meets it."""
    return tuple(_view(change, old, new) for change in found.changes)


def _view(change: Change, old: Policy, new: Policy) -> ChangeView:
    return ChangeView(
        step=_STEPS[change.how],
        subject=change.id,
        title=_title(change, old, new),
        before=change.before,
        after=change.after,
        material=change.material,
        why=change.reason.words,
    )


def _title(change: Change, old: Policy, new: Policy) -> Words:
    """Return the title of the promise's kind, or what sort of declaration changed."""
    promise = new.promises.get(change.id) or old.promises.get(change.id)
    if change.subject is Subject.PROMISE and promise is not None:
        return promise.kind.title
    return _TITLES.get(change.subject, Words(ar="وعد", en="promise"))
