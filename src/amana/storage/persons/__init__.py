"""Who a person is, as rows: groups of ids and ties, identifiers, facts, suppressed addresses."""

from amana.storage.persons.facts import Declared, DeclaredFacts, FactValue
from amana.storage.persons.groups import Persons, Tie, TieKind
from amana.storage.persons.identifiers import HeldIdentifier, Identifiers
from amana.storage.persons.suppression import Suppression

__all__ = [
    "Declared",
    "DeclaredFacts",
    "FactValue",
    "HeldIdentifier",
    "Identifiers",
    "Persons",
    "Suppression",
    "Tie",
    "TieKind",
]
