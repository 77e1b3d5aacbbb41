"""What holds for every source alike: databases, files, services."""

from typing import Protocol, TypeAlias

import pytest

from amana.acts.sources.opening import Opened
from amana.domain.errors import AmanaError
from amana.domain.period import Period
from amana.domain.source.outcome import Correction, Sought
from amana.sources.errors import NotApproved, ServiceRefuses, StillThere
from amana.sources.protocol import Source

Rows: TypeAlias = dict[str, list[tuple[str | None, ...]]]


class Club(Protocol):
    """A club's members, wherever they are kept, as conftest makes it."""

    place: str

    def source(self, *, approved: bool = ...) -> Source:
        """Return the source with the club's map."""

    def in_part(self, *categories: str) -> Opened:
        """Return it as for an erasure of these categories alone."""

    def rows(self) -> Rows:
        """Return everything in it, as texts."""


def test_a_dry_run_counts_and_changes_nothing(club: Club, ann: Sought) -> None:
    """Rows of one person by table, whatever capitals they are written in."""
    before = club.rows()
    rows = [each for each in club.source().find([ann]) if each.found]
    found = {each.table: (each.found, each.own) for each in rows}
    assert found == {"member": (1, 1), "visit": (2, 2), "receipt": (1, 1)}
    assert club.rows() == before


def test_nobody_is_found_nowhere(club: Club) -> None:
    """Somebody who is unknown has no rows, and no copy."""
    nobody = Sought(person="x", identifiers={"email": ("no@x.example",)})
    assert not [each for each in club.source().find([nobody]) if each.found]
    assert not list(club.source().copy([nobody]))
    assert club.source().left([nobody]) == ()


@pytest.mark.promise("A1", "A21")
def test_a_copy_has_each_row_as_it_stands(club: Club, bob: Sought) -> None:
    """Quotes, line ends and signs of every script come through; others' rows do not."""
    copied = [(row.person, row.table, dict(row.values)) for row in club.source().copy([bob])]
    assert sorted(copied, key=repr) == [
        ("person-2", "member", {"email": "bob@x.example", "name": 'Bob "B"'}),
        ("person-2", "receipt", {"buyer": "bob@x.example"}),
        ("person-2", "visit", {"place": "pool;\nbar"}),
    ]


@pytest.mark.promise("A1", "A17", "A23")
def test_an_erasure_leaves_others_as_they_were(club: Club, ann: Sought) -> None:
    """Rows go, change or are kept with their reason; every other is as it was."""
    before = club.rows()
    done = club.source().erase([ann])
    after = club.rows()
    assert after["member"] == before["member"][1:]
    assert after["visit"] == [
        ("1", None, ann.pseudonym),
        before["visit"][1],
        ("3", None, ann.pseudonym),
        before["visit"][3],
    ]
    assert after["receipt"] == before["receipt"]
    told = {each.table: each for each in done.tables}
    assert told["member"].deleted == 1
    kept = told["receipt"]
    assert (kept.kept, kept.reason, kept.until) == (1, "Tax law", Period(years=10))
    assert done.read_back > 0
    assert not done.left_of
    assert [(each.table, each.found) for each in club.source().left([ann])] == [("receipt", 1)]


def test_an_erasure_asked_for_twice_is_done_once(club: Club, ann: Sought) -> None:
    """Taken up again it finds nothing, and changes nothing."""
    club.source().erase([ann])
    after = club.rows()
    again = club.source().erase([ann])
    assert not [each for each in again.tables if each.deleted or each.changed or each.unlinked]
    assert club.rows() == after


@pytest.mark.promise("A23")
def test_who_stands_in_a_row_of_another_is_not_erased(club: Club, ann: Sought) -> None:
    """An address to which no way leads is found once all is committed, in whatever capitals.

    A place that answers for itself says so by what it is asked a second time.
    """
    dan = Sought(person="person-4", identifiers={"email": ("dan@X.example",)}, pseudonym="d" * 24)
    before = club.rows()
    for some in ([dan], [ann, dan]):
        try:
            left = club.source().erase(some).left_of
        except StillThere as error:
            assert club.place == "http"
            left = {dan.person: {str(error.fields["table"]): int(error.fields["count"])}}
        assert left == {dan.person: {"invite": 1}}
    assert club.rows()["invite"] == before["invite"]
    assert len(club.rows()["member"]) == len(before["member"]) - 1


def test_several_go_in_one_pass(club: Club, ann: Sought, bob: Sought) -> None:
    """Each gets the word of their own."""
    club.source().erase([ann, bob])
    after = club.rows()
    assert [row[0] for row in after["member"]] == ["3"]
    words = [ann.pseudonym, bob.pseudonym, ann.pseudonym, "door"]
    assert [row[2] for row in after["visit"]] == words


@pytest.mark.promise("A23")
def test_an_erasure_in_part_takes_these_categories_and_leaves_the_rest(
    club: Club, ann: Sought
) -> None:
    """Also of who is asked for, and asked twice; what is left of them is looked for again."""
    before, asked = club.rows(), club.in_part("name")
    found = [each.table for each in asked.source.find([ann]) if each.found]
    assert [each for each in found if each in asked.of] == ["member"]
    for _ in range(2):
        asked.source.erase([ann])
    after = club.rows()
    assert (after["visit"], after["receipt"]) == (before["visit"], before["receipt"])
    (was,) = [row for row in before["member"] if row not in after["member"]]
    (now,) = [row for row in after["member"] if row not in before["member"]]
    assert [place for place, each in enumerate(now) if not each] == [was.index("Ann, “the first”")]
    assert len([pair for pair in zip(was, now, strict=True) if pair[0] != pair[1]]) == 1


def test_a_correction_stands_in_their_rows_alone(club: Club, ann: Sought) -> None:
    """A new value with quotes and a comma stands where the old one stood."""
    new = 'آن, "A"; A'
    correction = Correction(table="member", column="name", value=new)
    before = club.rows()
    assert club.source().correct(ann, [correction]) == 1
    after = club.rows()
    assert [row[2] for row in after["member"]] == [new, *(row[2] for row in before["member"][1:])]
    assert after["visit"] == before["visit"]


def test_a_correction_of_an_unknown_column_changes_nothing(club: Club, ann: Sought) -> None:
    """It is refused before or with the right ones beside it."""
    before = club.rows()
    wrong = Correction(table="member", column="shoe", value="44")
    with pytest.raises((AmanaError, ServiceRefuses)) as refused:
        club.source().correct(ann, [wrong])
    assert refused.value.code in {"source.column_not_mapped", "source.service_refuses"}
    assert club.rows() == before


def test_a_restriction_is_marked_and_taken_off(club: Club, ann: Sought) -> None:
    """The mark stands in their own row; a place that cannot mark all of them says so."""
    if club.place == "http":
        assert club.source().restrict([ann]).rows == 1
        assert [row[3] for row in club.rows()["member"]] == ["1", "0", "0"]
        assert club.source().restrict([ann], on=False).rows == 1
        assert [row[3] for row in club.rows()["member"]] == ["0", "0", "0"]
        return
    before = club.rows()
    with pytest.raises(AmanaError) as refused:
        club.source().restrict([ann])
    assert refused.value.code == "source.cannot_restrict"
    assert club.rows() == before


def test_a_map_that_nobody_approved_changes_nothing(club: Club, ann: Sought) -> None:
    """It may count, and no more."""
    before = club.rows()
    source = club.source(approved=False)
    assert source.find([ann])
    with pytest.raises(NotApproved):
        source.erase([ann])
    with pytest.raises(NotApproved):
        source.restrict([ann])
    with pytest.raises(NotApproved):
        source.correct(ann, [])
    assert club.rows() == before
