"""Why grants cannot be set in a database of the organisation's own.

Names of the map and of the database may stand in the fields: they are no personal values.
"""

from amana.domain.errors import Broken, Malformed, Refused


class TableMissing(Malformed):
    """The database has no ``table`` as the map names it."""

    code = "grants.table_missing"


class ColumnMissing(Malformed):
    """The ``table`` has no ``column`` as the map names it."""

    code = "grants.column_missing"


class NotYesOrNo(Malformed):
    """The ``column`` of the ``table`` in which a choice is to stand is no boolean."""

    code = "grants.not_yes_or_no"


class RoleTaken(Refused):
    """There is a ``role`` of the name that was not made here."""

    code = "grants.role_taken"


class HoldsThings(Refused):
    """The ``role`` owns something that was not made here, which would go with it: ``what``."""

    code = "grants.owns"


class SetUpByAnother(Refused):
    """Who is signed in may not make roles, or does not own the ``table``."""

    code = "grants.not_permitted"


class NotAsPlanned(Broken):
    """The database did not take the plan: ``count`` things are otherwise. Nothing was changed."""

    code = "grants.not_as_planned"
