"""Why a file, or a line of it, cannot be imported. Lines go by number; nothing of them is shown.

Malformed
├── NotCsv           quotes that do not fit, or a row over too many lines
├── WrongColumns     more or fewer cells than the header has
├── NoPerson         no id of a person
├── UnfitColumn      a column of the line holds what it may not
├── HeaderUnfit      a column that the type has not, or none for the person
└── FileUnreadable   the file is not there or cannot be read
"""

from amana.domain.errors import Malformed


class NotCsv(Malformed):
    """The quotes of the line do not fit."""

    code = "import.not_csv"


class WrongColumns(Malformed):
    """The line has ``found`` cells where the header has ``expected``."""

    code = "import.columns"


class NoPerson(Malformed):
    """The line does not say whose the record is."""

    code = "import.no_person"


class HeaderUnfit(Malformed):
    """A column of the header is no field of the type; ``column`` is its number."""

    code = "import.header"


class PersonColumnMissing(Malformed):
    """No column holds the person's id."""

    code = "import.person_column"


class UnfitColumn(Malformed):
    """The column or name ``field`` of the line does not hold what it must, or is none."""

    code = "import.unfit"


class FileUnreadable(Malformed):
    """The file cannot be read."""

    code = "import.file"


class ListUnwritable(Malformed):
    """The list of lines that were left out cannot be written."""

    code = "import.errors_file"
