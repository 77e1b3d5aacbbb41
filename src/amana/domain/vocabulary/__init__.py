"""Closed vocabularies: data, purposes, recipients after W3C DPV 2.3, and the lists of forms."""

from amana.domain.vocabulary.data import DATA
from amana.domain.vocabulary.purposes import PURPOSES
from amana.domain.vocabulary.recipients import RECIPIENTS
from amana.domain.vocabulary.term import Term

__all__ = ["DATA", "PURPOSES", "RECIPIENTS", "Term"]
