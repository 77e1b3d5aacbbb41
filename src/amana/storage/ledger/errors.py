"""What the ledger's storage raises: where going on would make a second history."""

from amana.domain.errors import Broken, Refused


class PublishedAhead(Broken):
    """More was published than the database holds: it was restored from an older backup."""

    code = "ledger.published_ahead"


class SecondHistory(Broken):
    """What was published is not the beginning of what the database holds."""

    code = "ledger.second_history"


class TransactionsRewound(Broken):
    """The server counts transactions from before the last one that was sequenced."""

    code = "ledger.transactions_rewound"


class NotSequenced(Refused):
    """The ledger of this service has not begun."""

    code = "ledger.not_sequenced"
