"""The guard: what stands under it runs only when the answer was yes."""

from collections.abc import Callable
from functools import wraps
from types import TracebackType
from typing import Generic, ParamSpec, Protocol, Self, TypeVar

P = ParamSpec("P")
R = TypeVar("R")


class Requiring(Protocol):
    """An answer that is a yes, or raises."""

    def require(self) -> Self:
        """Return this answer if it permits, else raise."""


A = TypeVar("A", bound=Requiring)


class asks(Generic[P, A]):  # noqa: N801 - reads as a verb where it is used: `@asks(...)`
    """Ask first; run what follows only when permitted.

    As a decorator the question gets the arguments of the function that it guards::

        @asks(lambda person: amana.use(person, ["email"], purpose="receipts"))
        def write_receipt(person: str) -> None: ...

    As a context manager it takes none, and gives the answer::

        with asks(lambda: amana.use(person, ["email"], purpose="receipts")) as answer: ...

    ``Amana.using`` gives one whose answer holds the values of a record.

    A refusal raises ``RefusedByPolicy``; whatever the question itself raises passes through.
    In both cases nothing of the body has run.
    """

    __slots__ = ("_question",)

    def __init__(self, question: Callable[P, A]) -> None:
        """Take the question; it is asked anew each time."""
        self._question = question

    def __call__(self, function: Callable[P, R]) -> Callable[P, R]:
        """Guard a function."""

        @wraps(function)
        def guarded(*args: P.args, **kwargs: P.kwargs) -> R:
            self._question(*args, **kwargs).require()
            return function(*args, **kwargs)

        return guarded

    def __enter__(self: "asks[[], A]") -> A:
        """Ask, and go on only with a yes."""
        return self._question().require()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Let whatever the body raised pass."""
