"""From a document to proposed promises. Works without a database.

>>> from amana.reading import read
>>> read(b"We never sell your data.").proposals[0].kinds
('never',)
"""

from amana.reading.document import read
from amana.reading.drafting.chosen import chosen_items
from amana.reading.drafting.draft import as_policy
from amana.reading.drafting.forms import Items

__all__ = ["Items", "as_policy", "chosen_items", "read"]
