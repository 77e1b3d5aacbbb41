"""Why a file, or a line of it, cannot be imported. Lines go by number; nothing of them is shown.

Malformed
├── LineTooLong      a line beyond the bound
├── NotUtf8          bytes that are no text
├── NotCsv           quotes that do not fit, or a row over too many lines
├── WrongColumns     more or fewer cells than the header has
├── NotJson          no JSON object, or one that names something twice
├── NoPerson         no id of a person
├── HeaderUnfit      a column that the type has not, or none for the person
└── FileUnreadable   the file is not there or cannot be read
"""

from amana.domain.errors import Malformed


class LineTooLong(Malformed):
    """The line has more than ``most`` bytes."""

    code = "import.line_too_long"


class NotUtf8(Malformed):
    """The line is not UTF-8."""

    code = "import.not_utf8"


class NotCsv(Malformed):
    """The quotes of the line do not fit."""

    code = "import.not_csv"


class WrongColumns(Malformed):
    """The line has ``found`` cells where the header has ``expected``."""

    code = "import.columns"


class NotJson(Malformed):
    """The line is not one JSON object, each name once."""

    code = "import.not_json"


class NoPerson(Malformed):
    """The line does not say whose the record is."""

    code = "import.no_person"


class HeaderUnfit(Malformed):
    """A column of the header is no field of the type; ``column`` is its number."""

    code = "import.header"


class PersonColumnMissing(Malformed):
    """No column holds the person's id."""

    code = "import.person_column"


class FileUnreadable(Malformed):
    """The file cannot be read."""

    code = "import.file"


class ListUnwritable(Malformed):
    """The list of lines that were left out cannot be written."""

    code = "import.errors_file"
