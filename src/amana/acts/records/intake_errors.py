"""Why a line of many is left out, beside what any record is refused for. No field is a value.

Refused
├── NotPromised   no promise lets this person's values be collected so
├── NothingKept   the values may come in, and none of them may be stored
├── OnTheList     an address of the line stays out: its person was erased, or opted out
└── ImportMoved   another program imports the same file
"""

from amana.domain.errors import Refused


class NotPromised(Refused):
    """The policy does not let these values be collected; ``rules`` are the rules that refuse."""

    code = "record.not_promised"


class NothingKept(Refused):
    """The policy promises not to store any of the line's values: there is no record of it."""

    code = "record.nothing_kept"


class OnTheList(Refused):
    """An address of the line stands on the list of those that stay out."""

    code = "record.on_the_list"


class ImportMoved(Refused):
    """Another program put the import of the same file forward meanwhile."""

    code = "record.import_moved"
