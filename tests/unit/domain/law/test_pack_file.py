"""A law pack as a file: written, read back strictly, compared."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft202012Validator

from amana.domain.law.book import BOOK
from amana.domain.law.countries.qatar import QATAR
from amana.domain.law.errors import NoLawNamed, UnknownLaw
from amana.domain.law.named import packs_named
from amana.domain.law.pack import Pack
from amana.domain.law.pack_file import clause_changes, pack_schema, read_pack, write_pack
from amana.domain.policy.errors import PolicyErrors, UnknownKey, UnknownValue
from amana.domain.promises.law import Law
from amana.domain.words import LANGUAGES

PUBLISHED = Path(__file__).parents[4] / "docs" / "reference" / "law-pack.schema.json"


@pytest.mark.promise("A35")
@pytest.mark.parametrize("law", list(Law))
def test_a_pack_is_written_and_read_back_the_same(law: Law) -> None:
    """So that a lawyer's file means what the program means."""
    assert read_pack(write_pack(BOOK[law])) == BOOK[law]


@pytest.mark.promise("A35")
def test_an_unknown_unit_is_refused_at_its_line() -> None:
    """And all else that is wrong, too."""
    text = write_pack(QATAR)
    line = text.splitlines().index("    unit: calendar_days") + 1
    with pytest.raises(PolicyErrors) as wrong:
        read_pack(text.replace("unit: calendar_days", "unit: fortnights") + "penalty: none\n")
    unit, key = wrong.value.problems
    assert isinstance(unit, UnknownValue)
    assert (unit.fields["line"], unit.fields["value"]) == (line, "fortnights")
    assert isinstance(key, UnknownKey)


@pytest.mark.parametrize(
    "wrong",
    ["", "- qatar\n", "amana: 1\nlaw: atlantis\n", "amana: 2\n"],
    ids=["empty", "list", "unknown law", "later form"],
)
def test_what_is_no_pack_is_refused(wrong: str) -> None:
    """Nothing is guessed."""
    with pytest.raises(PolicyErrors):
        read_pack(wrong)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("count: 72\n    unit: hours", "count: 0\n    unit: hours"),
        ("count: 72\n    unit: hours", "count: 72\n    unit: undue_delay"),
        ("count: 30\n", "count: -1\n"),
        ("under: 18", "under: 0"),
    ],
)
def test_terms_of_no_length_are_refused(old: str, new: str) -> None:
    """A number and its unit belong together."""
    text = write_pack(QATAR)
    assert old in text
    with pytest.raises(PolicyErrors):
        read_pack(text.replace(old, new))


def test_each_clause_speaks_both_languages() -> None:
    """And each pack has an authority and a title in both."""
    for pack in BOOK.values():
        assert all(pack.title.say(each) and pack.authority.say(each) for each in LANGUAGES)
        empty = Pack(law=pack.law, title=pack.title, authority=pack.authority)
        changes = clause_changes(empty, pack)
        assert changes
        assert all(each.added and each.clause.says.ar and each.clause.says.en for each in changes)


def test_a_changed_clause_is_gone_and_came() -> None:
    """A clause that stays is neither."""
    longer = replace(QATAR, answers=(replace(QATAR.answers[0], count=20),))
    gone, came = clause_changes(QATAR, longer)
    assert (gone.section, gone.added, came.added) == ("answers", False, True)
    assert clause_changes(QATAR, QATAR) == ()


def test_laws_are_found_by_name_each_once() -> None:
    """Drafts too; no name and a wrong one are told apart."""
    assert packs_named(["qatar", " qatar", "egypt"]) == (QATAR, BOOK[Law.EGYPT])
    with pytest.raises(UnknownLaw):
        packs_named(["atlantis"])
    with pytest.raises(NoLawNamed):
        packs_named([""])


def test_the_form_has_a_schema() -> None:
    """With no place for unknown keys."""
    assert pack_schema()["additionalProperties"] is False


@pytest.mark.promise("A35")
def test_five_laws_are_in_force_and_five_are_drafts() -> None:
    """A draft is there to warn."""
    in_force = {law for law, pack in BOOK.items() if pack.in_force}
    assert in_force == {Law.QATAR, Law.SAUDI, Law.JORDAN, Law.GDPR, Law.CCPA}
    assert set(BOOK) == set(Law)


def test_the_published_schema_takes_every_pack_and_refuses_an_unknown_key() -> None:
    """The file beside the reference is today's, and reads the packs as they are written."""
    published = json.loads(PUBLISHED.read_text(encoding="utf-8"))
    assert published == pack_schema()
    validator = Draft202012Validator(published)
    for pack in BOOK.values():
        written = yaml.safe_load(write_pack(pack))
        assert validator.is_valid(written), pack.law.value
        assert not validator.is_valid({**written, "unit": "moons"})
