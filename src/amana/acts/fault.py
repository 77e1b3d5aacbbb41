"""What went wrong in work that nobody waits for, by a name that holds no value."""

from collections.abc import Callable

from amana.domain.errors import AmanaError


def fault_of(work: Callable[[], None]) -> str | None:
    """Do the work; return ``None``, or the code of what went wrong, else its class."""
    try:
        work()
    except AmanaError as error:
        return error.code
    except Exception as error:  # noqa: BLE001 - a fault that nobody foresaw must not stop the rest
        return type(error).__name__
    return None
