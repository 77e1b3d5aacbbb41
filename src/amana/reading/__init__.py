"""From a document to proposed promises. Works without a database.

>>> from amana.reading import read
>>> read(b"We never sell your data.").proposals[0].kinds
('never',)
"""

from amana.reading.document import read
from amana.reading.drafting.draft import as_policy

__all__ = ["as_policy", "read"]
