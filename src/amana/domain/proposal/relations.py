"""Whose the rows are: the tables of people, and the links by which other rows are reached.

A link is a foreign key, or a column whose name says where it leads where the schema declares none.
Rows that a person's row refers to, such as the address of an order, are reached the other way.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from amana.domain.proposal.clues import Reason, Why
from amana.domain.proposal.facts import Facts, role
from amana.domain.proposal.folding import fold
from amana.domain.proposal.reached import Reached, reached, reached_back
from amana.domain.proposal.sides import with_one_owner
from amana.domain.proposal.sorts import Sort
from amana.domain.source.structure import ForeignKey

_ACTORS: Final = frozenset(
    fold(word)
    for word in (
        "created creator updated modified edited editor approved approver assigned assignee "
        "manager handled processed verified verifier moderator moderated supervisor "
        "deleted closed locked published resolved issued checked confirmed rejected "
        "inserted entered changed مدير مشرف منشي"
    ).split()
)
"""Words of keys that lead to who dealt with a row, not to whom it is about."""
_POINTERS: Final = frozenset(
    "last latest first current default primary best featured accepted merged canonical".split()
)
"""Words of keys that pick one row out of many, and make nothing a part of it."""
_AT_WORK: Final = frozenset(
    fold(word)
    for word in (
        "staff employee doctor nurse teacher driver instructor agent seller host organizer "
        "technician worker examiner librarian vendor receptionist operator cashier admin "
        "موظف طبيب معلم سايق"
    ).split()
)
"""Words of keys to people who deal with others' rows, and have rows of their own besides."""
_ACCOUNTS: Final = frozenset(
    fold(word) for word in ("user account person login auth identity member مستخدم حساب".split())
)
_LEAST_SCORE: Final = 3.0
_DEALT: Final = Reason(why=Why.ACTOR)
_FINDING: Final = frozenset({"email", "phone", "identity_document"})
_SETTINGS: Final = frozenset("setting config configuration option parameter template".split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Relations:
    """Whose the rows of each table are. Tables are named by their full names."""

    people: tuple[str, ...]
    """The tables of people, the one that most lead to first."""
    found: frozenset[str] = frozenset()
    """Tables that no link leads to and whose rows an identifier of their own finds."""
    links: Mapping[str, tuple[Reached, ...]] = field(default_factory=dict)

    def owned(self, table: str) -> bool:
        """Tell whether rows of the table are somebody's own."""
        owning = any(each.link.owns for each in self.links.get(table, ()))
        return table in self.people or table in self.found or owning


def relate(facts: Facts) -> Relations:
    """Return the tables of people and all links that lead to them."""
    people = _people(facts)
    links: dict[str, tuple[Reached, ...]] = {}
    for table in facts.structure.tables:
        found = tuple(_to_people(table, people, facts))
        if found:
            links[table] = found
    relations = Relations(people=people, links=links)
    finding = frozenset(name for name in facts.structure.tables if _finds(name, relations, facts))
    relations = Relations(people=people, found=finding, links=links)
    relations = _followed(relations, facts, acted=False)
    relations = _followed(relations, facts, acted=True)
    settled = {t: _below_others(t, each, facts, people) for t, each in relations.links.items()}
    settled = {t: with_one_owner(t, each, facts, people) for t, each in settled.items()}
    return Relations(people=people, found=finding, links=settled)


def _followed(relations: Relations, facts: Facts, *, acted: bool) -> Relations:
    """Return the relations with all links that follow from those that there are."""
    while more := _further(relations, facts, acted=acted):
        relations = replace(relations, links={**relations.links, **more})
    return relations


def _finds(table: str, relations: Relations, facts: Facts) -> bool:
    """Tell whether a table's own columns find whose a row is, where no link does."""
    listed = facts.sort(table) is Sort.REFERENCE or bool(_SETTINGS & set(facts.words(table)))
    contact = facts.sort(table) is Sort.CONTACT and facts.led(table)
    if listed or contact or facts.few(table):
        return False
    return not relations.owned(table) and bool(facts.strong(table) & _FINDING)


def _below_others(
    table: str, links: tuple[Reached, ...], facts: Facts, people: tuple[str, ...]
) -> tuple[Reached, ...]:
    """Let a row that is always a part of another's be that other's, not who may be named in it."""
    columns = facts.structure.tables[table].columns
    parts = [
        each.link
        for each in links
        if each.link.owns
        and each.link.table not in people
        and not any(columns[name].nullable for name in each.link.columns)
    ]
    if not parts:
        return links
    return tuple(
        replace(each, link=replace(each.link, owns=False), reasons=(*each.reasons, _DEALT))
        if each.link.owns
        and each.link.table in people
        and all(columns[name].nullable for name in each.link.columns)
        else each
        for each in links
    )


def _further(relations: Relations, facts: Facts, *, acted: bool) -> dict[str, tuple[Reached, ...]]:
    """Return the links of tables to which one is to be added: parts first, then details.

    Links to who dealt with a row (``acted``) count last, and only where nobody else owns it.
    """
    found: dict[str, tuple[Reached, ...]] = {}
    for find in (_parts, _details):
        for table, new in find(relations, facts, acted=acted):
            so_far = found.get(table, relations.links.get(table, ()))
            now = replace(relations, links={**relations.links, **found})
            known = any(each.link.id == new.link.id for each in so_far)
            if not known and not _leads(new.link.table, table, now):
                found[table] = (*so_far, new)
        if found:
            break
    return found


def _people(facts: Facts) -> tuple[str, ...]:
    """Return the tables of people: those that most speaks for, each a person's first row."""
    scores = {table: _score(table, facts) for table in facts.structure.tables}
    likely = sorted(scores, key=lambda table: (-scores[table], table))
    found: list[str] = []
    for table in likely:
        if scores[table] >= _LEAST_SCORE and not _belongs(table, found, facts):
            found.append(table)
    return tuple(found)


def _score(table: str, facts: Facts) -> float:
    """Return how much speaks for a table of people."""
    sort, strong = facts.sort(table), facts.strong(table)
    if sort is Sort.REFERENCE or not strong - {"ip_address"}:
        return 0.0
    unique = {key[0] for key in facts.structure.tables[table].uniques if len(key) == 1}
    identifies = {"email", "account_credentials", "identity_document", "phone"}
    by_it = any(
        facts.clues[table][name].kind in identifies for name in unique & set(facts.clues[table])
    )
    led = sum(
        any(key.table == table for key, _ in facts.keys(other))
        for other in facts.structure.tables
        if other != table
    )
    of_people = 2.5 if sort is Sort.PEOPLE else 0.0
    return of_people + 1.5 * by_it + min(led, 6) / 3 + 0.5 * len(strong & _TELLING)


_TELLING: Final = frozenset({"name", "email", "phone", "birth_date", "identity_document"})


def _belongs(table: str, people: list[str], facts: Facts) -> bool:
    """Tell whether rows of a table of people belong to those of a likelier one."""
    for key, _ in facts.keys(table):
        if key.table in people and key.table != table:
            said = set(role(key.columns))
            one = facts.structure.tables[table].tells_apart(key.columns)
            if one or said & _ACCOUNTS or facts.sort(table) is not Sort.PEOPLE:
                return True
    return False


def _to_people(table: str, people: tuple[str, ...], facts: Facts) -> Iterator[Reached]:
    """Yield the links of a table that lead to people at once."""
    keys = [(key, said) for key, said in facts.keys(table) if key.table in people]
    keys = [(key, said) for key, said in keys if key.table != table]
    about = [key for key, _ in keys if not _acted(key, facts)]
    for key, declared in keys:
        one = facts.structure.tables[table].tells_apart(key.columns)
        foreign = facts.sort(table) is Sort.REFERENCE and not facts.only_joins(table) and not one
        other = table in people or (_acted(key, facts) and (bool(about) or _by(key)) and not one)
        owns = not (foreign or other)
        yield reached(key, declared=declared, owns=owns)


def _acted(key: ForeignKey, facts: Facts) -> bool:
    """Tell whether a key leads to who dealt with the row."""
    said, at_work = set(role(key.columns)), set(facts.words(key.table)) & _AT_WORK
    return bool(said & (_ACTORS | _AT_WORK) or (not said & _ACCOUNTS and at_work))


def _by(key: ForeignKey) -> bool:
    """Tell whether the key's name says that somebody did something with the row."""
    return bool(set(role(key.columns)) & _ACTORS)


def _parts(relations: Relations, facts: Facts, *, acted: bool) -> Iterator[tuple[str, Reached]]:
    """Yield the links of tables that lead to rows that are somebody's own.

    What somebody wrote below another's content is theirs, and no part of it.
    """
    for table in facts.structure.tables:
        owning = [each.link for each in relations.links.get(table, ()) if each.link.owns]
        if acted and owning:
            continue
        own = any(link.table in relations.people for link in owning)
        for key, declared in facts.keys(table):
            if key.table in relations.people or _acted(key, facts) != acted:
                continue
            below = own and (facts.sort(key.table) is Sort.CONTENT or not facts.filled(table, key))
            if not below and relations.owned(key.table) and _is_part(table, key, facts):
                yield table, reached(key, declared=declared, owns=True)


def _is_part(table: str, key: ForeignKey, facts: Facts) -> bool:
    """Tell whether rows of a table are parts of those that a key leads to.

    A list of things is not the person's who set it up; what cannot be without an order is.
    """
    if key.table == table or _POINTERS & set(role(key.columns)):
        return False
    listed = facts.sort(table) is Sort.REFERENCE and not facts.only_joins(table)
    columns = facts.structure.tables[table].columns
    needed = not any(columns[name].nullable for name in key.columns)
    return needed or (not listed and facts.filled(table, key))


def _details(relations: Relations, facts: Facts, *, acted: bool) -> Iterator[tuple[str, Reached]]:
    """Yield links to rows that owned rows refer to, and that are theirs alone or about people."""
    for table in facts.structure.tables:
        if acted or not relations.owned(table):
            continue
        for key, _ in facts.keys(table):
            if key.table == table or key.table in relations.people:
                continue
            listed = facts.sort(key.table) is Sort.REFERENCE or facts.only_joins(table)
            unique = facts.structure.tables[table].tells_apart(key.columns)
            contact = facts.sort(key.table) in {Sort.CONTACT, Sort.PEOPLE}
            listed = listed or _joined_by_many(key.table, relations, facts)
            if not listed and (unique or (contact and facts.alone(table, key))):
                yield key.table, reached_back(table, key)


def _joined_by_many(table: str, relations: Relations, facts: Facts) -> bool:
    """Tell whether many people's rows refer to one of a table's, as members to their club.

    It is then nobody's alone, also where one of them owns it.
    """
    return any(
        key.table == table
        and any(each.link.owns and each.link.table in relations.people for each in links)
        and not facts.structure.tables[other].tells_apart(key.columns)
        and not facts.alone(other, key)
        and facts.seen(other, key)
        for other, links in relations.links.items()
        for key, _ in facts.keys(other)
    )


def _leads(table: str, other: str, relations: Relations) -> bool:
    """Tell whether links lead from one table to another already."""
    met: set[str] = set()
    ways = [table]
    while ways:
        at = ways.pop()
        if at == other:
            return True
        if at not in met:
            met.add(at)
            ways += [each.link.table for each in relations.links.get(at, ())]
    return False
