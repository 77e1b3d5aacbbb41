"""What can be wrong with a source's map: in itself, and beside the database that it describes.

    Malformed
    ├── SourceMapErrors     a file's problems, all of them
    ├── PolicyProblem       one problem at a line and column
    └── Misfit              one thing in which map and database differ

Fields hold names of tables and columns, never a value of a row.
"""

from amana.domain.errors import Malformed
from amana.domain.policy.errors import PolicyErrors, PolicyProblem


class SourceMapErrors(PolicyErrors):
    """A source's map cannot be taken; ``problems`` holds everything found, in file order."""

    code = "source_map.malformed"


class SourceMapEmpty(PolicyProblem):
    """The file is empty, or holds nothing but white space and comments."""

    code = "source_map.nothing_written"


class OtherServiceMapped(PolicyProblem):
    """The map is of another service than its policy, whose name is ``service``."""

    code = "source_map.other_service"


class UnknownTable(PolicyProblem):
    """The reference ``reference`` leads to ``table``, which the map does not have."""

    code = "source_map.unknown_table"


class UnknownLink(PolicyProblem):
    """The column ``name`` speaks of the link ``link``, which its table does not have."""

    code = "source_map.unknown_link"


class LinksInACircle(PolicyProblem):
    """The links of ``tables`` lead back to where they began: nobody's rows could be told."""

    code = "source_map.circle"


class NobodysTable(PolicyProblem):
    """No identifier and no chain of links leads to the rows of ``table``."""

    code = "source_map.unreachable"


class ColumnTwice(PolicyProblem):
    """``name`` is said to hold data of ``table`` and to hold none, or is data and a flag."""

    code = "source_map.column_twice"


class TableTwice(PolicyProblem):
    """``table`` is described a second time, under the id ``other`` first."""

    code = "source_map.table_twice"


class FateMissing(PolicyProblem):
    """Rows of ``table`` stay, and nothing says what becomes of ``name``."""

    code = "source_map.fate_missing"


class ReasonMissing(PolicyProblem):
    """``what`` is kept when a person is erased, and no reason is given."""

    code = "source_map.reason_missing"


class ConstantMisplaced(PolicyProblem):
    """``name`` is to become a constant and has none, or has one and is to become no constant."""

    code = "source_map.constant_misplaced"


class WouldDangle(PolicyProblem):
    """Rows of ``table`` stay and lead to rows of ``other`` that are deleted, by ``link``."""

    code = "source_map.would_dangle"


class UnknownFold(PolicyProblem):
    """``kind`` is to be compared without capitals, and is no identifier of the table."""

    code = "source_map.unknown_fold"


class UnknownMoment(PolicyProblem):
    """``moment`` is none from which a promise about keeping can count."""

    code = "source_map.unknown_moment"


class UnknownZone(PolicyProblem):
    """``zone`` is no time zone of the IANA list."""

    code = "source_map.unknown_zone"


class Misfit(Malformed):
    """One thing in which the map and the database differ."""

    code = "source.misfit"


class SourceTableMissing(Misfit):
    """The database has no table ``table``."""

    code = "source.table_missing"


class SourceColumnMissing(Misfit):
    """The table ``table`` has no column ``name``."""

    code = "source.column_missing"


class KeyMissing(Misfit):
    """Nothing tells the rows of ``table`` apart: it needs a primary key, or ``key`` in the map."""

    code = "source.key_missing"


class KeyWouldChange(Misfit):
    """The column ``name`` of ``table`` tells its rows apart, and is to become something else."""

    code = "source.key_changes"


class ForeignKeyMissed(Misfit):
    """``table`` refers by ``columns`` to rows of ``other`` that are deleted; the map has it not."""

    code = "source.foreign_key_missed"


class ForeignKeyAstray(Misfit):
    """``table`` refers by ``columns`` to ``other``, which is not to be found."""

    code = "source.foreign_key_astray"


class TableInherited(Misfit):
    """Rows of ``other`` stand in ``table`` as well, for it inherits from it."""

    code = "source.table_inherited"


class NotTransactional(Misfit):
    """What is done to ``table`` cannot be taken back: its engine knows no transactions."""

    code = "source.not_transactional"


class RowsKeptForever(Misfit):
    """The database keeps the rows of ``table`` that were deleted or changed: it is versioned."""

    code = "source.versioned"


class TriggerUnread(Misfit):
    """``name`` runs where rows of ``table`` are deleted or changed; the map does not name it."""

    code = "source.trigger_unread"


class CannotBeCleared(Misfit):
    """The column ``name`` of ``table`` is to become null, and may not be null."""

    code = "source.not_nullable"


class ConstantNotUnique(Misfit):
    """``name`` of ``table`` must differ between rows, and is to become the same in all."""

    code = "source.constant_unique"


class PseudonymUnfit(Misfit):
    """The column ``name`` of ``table`` cannot hold a word of ``length`` letters."""

    code = "source.pseudonym_unfit"


class ConstantUnfit(Misfit):
    """The constant of ``name`` in ``table`` is no ``kind``."""

    code = "source.constant_unfit"


class FlagUnfit(Misfit):
    """The column ``name`` of ``table`` is to hold yes or no, and cannot."""

    code = "source.flag_unfit"
