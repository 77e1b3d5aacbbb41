"""By which means identity is to be proven before a request is carried out, as the policy says."""

from amana.acts.proven import verify_promises
from amana.domain.vocabulary.protecting import IdentityMeans, IdentityMoment
from amana.domain.vocabulary.requests import RequestKind
from amana.storage.work import View

_SHOWING = frozenset({RequestKind.COPY, RequestKind.PORTABILITY, RequestKind.RECIPIENTS})


def moment_of(kind: RequestKind) -> IdentityMoment:
    """Return before what identity is proven for such a request."""
    return IdentityMoment.COPY if kind in _SHOWING else IdentityMoment.REQUEST


def means_are_enough(view: View, means: IdentityMeans, kind: RequestKind) -> bool:
    """Tell whether every promise about such a request is met by these means."""
    wanted = [
        form.by
        for form in verify_promises(view).values()
        if {moment_of(kind), IdentityMoment.REQUEST} & set(form.before) and form.by
    ]
    return all(means in each for each in wanted)
