"""Who a person is, as rows: groups of ids and ties, identifiers, facts, suppressed addresses."""

from amana.storage.persons.groups import Persons, Tie, TieKind

__all__ = ["Persons", "Tie", "TieKind"]
