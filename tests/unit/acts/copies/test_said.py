"""No machine's word stands in the page of a copy."""

from collections.abc import Iterable
from enum import StrEnum

import pytest

from amana.acts.copies.said import said
from amana.domain.choice.word import State as ChoiceState
from amana.domain.ledger.entry import Outcome
from amana.domain.person.identifiers import IdentifierKind
from amana.domain.policy.declarations import Basis
from amana.domain.promises.accept import Acceptance
from amana.domain.request.states import State as RequestState
from amana.domain.vocabulary.collecting import Origin
from amana.domain.vocabulary.messages import MessageClass
from amana.domain.vocabulary.recipients import RECIPIENTS
from amana.domain.vocabulary.requests import RequestDoor, RequestKind
from amana.domain.words import ARABIC, LANGUAGES


@pytest.mark.parametrize(
    ("table", "column", "members"),
    [
        ("acceptances", "how", Acceptance),
        ("choices", "state", ChoiceState),
        ("history", "outcome", Outcome),
        ("known_by", "kind", IdentifierKind),
        ("known_by", "origin", Origin),
        ("notices", "class", MessageClass),
        ("purposes", "basis", Basis),
        ("recipients", "kind", RECIPIENTS),
        ("requests", "door", RequestDoor),
        ("requests", "kind", RequestKind),
        ("requests", "state", RequestState),
    ],
)
def test_each_member_of_a_list_of_ours_is_said_in_words(
    table: str, column: str, members: Iterable[str]
) -> None:
    """One word for each, which in Arabic is never the id, and in English never looks like one."""
    ids = {str(member) for member in members}
    for language in LANGUAGES:
        words = {said(table, column, member, language) for member in ids}
        assert len(words) == len(ids)
        assert not any("_" in word for word in words)
    assert not ids & {said(table, column, member, ARABIC) for member in ids}


def test_what_no_list_knows_stays_as_it_is() -> None:
    """A value of a person, or of a later version, is shown and not hidden."""

    class Later(StrEnum):
        """A list of a later version."""

        NEW = "new_kind"

    assert said("records", "value", "Layla", "ar") == "Layla"
    assert said("requests", "kind", Later.NEW, "ar") == "new_kind"
    assert said("history", "act", "an-act-to-come", "en") == "an-act-to-come"
