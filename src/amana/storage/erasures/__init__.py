"""Erasing a person from our own database: tombstone, rows, and a journal apart from it."""

from amana.storage.erasures.journal import Journal, Journaled, JournaledPart
from amana.storage.erasures.rows import Erasure, Erasures, Forgotten, summed

__all__ = ["Erasure", "Erasures", "Forgotten", "Journal", "Journaled", "JournaledPart", "summed"]
