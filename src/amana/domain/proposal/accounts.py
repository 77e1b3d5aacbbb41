"""What an account has to say of a sale, column by column, and what in it names somebody.

An invoice or a payment has to say who paid and where they live; an order does not. A text that
nothing but its table speaks for may be free text, in which anybody may stand: it is never kept.
"""

from collections.abc import Iterator
from typing import Final

from amana.domain.proposal.clues import Why
from amana.domain.proposal.facts import Facts
from amana.domain.proposal.folding import fold
from amana.domain.proposal.looks import Look, Tally
from amana.domain.proposal.segments import segments
from amana.domain.proposal.sorts import Sort
from amana.domain.proposal.tables import ProposedColumn, ProposedTable
from amana.domain.source.model import ColumnFate
from amana.domain.source.structure import ColumnKind

_OF_SALES: Final = frozenset("order_booking payment_history company_info".split())
_OF_PAYERS: Final = frozenset("name address".split())
_INVOICES: Final = frozenset(
    fold(w) for w in "invoice bill billing payment receipt فاتوره فواتير دفع دفعه مدفوعات".split()
)
_FIGURES: Final = frozenset(
    {
        *(ColumnKind.INTEGER, ColumnKind.NUMBER, ColumnKind.BOOLEAN),
        *(ColumnKind.DATE, ColumnKind.TIME, ColumnKind.UUID),
    }
)
"""What no sentence stands in."""
_TELLING: Final = frozenset(
    fold(word)
    for word in (
        "number no nr reference ref status state currency method type kind unit quantity qty rate "
        "tax period term date time day month year at on plan رقم حاله عمله طريقه نوع وحده كميه "
        "ضريبه تاريخ وقت يوم شهر سنه"
    ).split()
)
"""Words of texts that hold a number, a day, or one of a few values."""
_GOODS: Final = frozenset(fold(w) for w in "product item goods sku upc منتج صنف بضاعه".split())
_WRITTEN: Final = frozenset(
    fold(word)
    for word in (
        "note comment remark message instruction description text memo reason detail request info "
        "subject body feedback greeting ملاحظه ملاحظات تعليق رساله وصف سبب تفاصيل تعليمات"
    ).split()
)
"""Words of columns in which people write what they like."""
_WHOSE: Final = frozenset(fold(word) for word in "name address اسم عنوان".split())
_ARABIC: Final = "\u0600"
_NAMES_NOBODY: Final = _OF_SALES | frozenset("content_reviews usage_activity preferences".split())


def is_kept(column: ProposedColumn, table: ProposedTable, facts: Facts) -> bool:
    """Tell whether an account has to keep what a column of a person's row holds."""
    invoice = _is_invoice(table.full_name, facts)
    if column.kind not in (_OF_SALES | _OF_PAYERS if invoice else _OF_SALES):
        return False
    if facts.structure.tables[table.full_name].columns[column.name].kind in _FIGURES:
        return True
    tally = facts.tallies.get(table.full_name, {}).get(column.name, Tally())
    if any(tally.counts.get(look) for look in (Look.EMAIL, Look.INSIDE)):
        return False
    by_table = all(reason.why is Why.TABLE for reason in column.reasons)
    return not by_table or _says_which(column.name, invoice=invoice)


def staying(table: ProposedTable) -> Iterator[str]:
    """Yield the columns that name a person, or tell of one, and stay in a row that is kept."""
    for column in table.columns:
        names = column.kind not in _NAMES_NOBODY or says_whose(column.name)
        if column.fate is ColumnFate.KEEP and names:
            yield column.name


def says_whose(name: str) -> bool:
    """Tell whether a column's name says that it holds a name or an address."""
    return _head(name) in _WHOSE


def is_written(name: str) -> bool:
    """Tell whether a column's name says that people write in it what they like."""
    return bool(_WRITTEN.intersection(segments(name)))


def _is_invoice(name: str, facts: Facts) -> bool:
    """Tell whether the rows of a table say who paid, as the law wants it of an invoice."""
    return facts.sort(name) is Sort.PAYMENT or bool(_INVOICES.intersection(facts.words(name)))


def _says_which(name: str, *, invoice: bool) -> bool:
    """Tell whether a text's name says what an account needs it for."""
    if is_written(name):
        return False
    head, words = _head(name), segments(name)
    return head in _TELLING or bool(_GOODS.intersection(words)) or (invoice and says_whose(name))


def _head(name: str) -> str:
    """Return the word that says what a column is: the last in English, the first in Arabic."""
    words = [word for word in segments(name) if not word.isdigit()]
    return "" if not words else words[0] if words[0][:1] >= _ARABIC else words[-1]
