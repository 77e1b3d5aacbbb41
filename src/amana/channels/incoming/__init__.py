"""Letters that come in, read with bounds on size, depth and time; nothing of them is trusted."""

from amana.channels.incoming.errors import BadLetter
from amana.channels.incoming.letter import LARGEST, LetterIn, Proof, read_letter
from amana.channels.incoming.list_letter import ListLetter, read_list_letter
from amana.channels.incoming.reports import Report, ReportKind

__all__ = [
    "LARGEST",
    "BadLetter",
    "LetterIn",
    "ListLetter",
    "Proof",
    "Report",
    "ReportKind",
    "read_letter",
    "read_list_letter",
]
