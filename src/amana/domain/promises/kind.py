"""What a kind of promise is: a form, its words, its rules and its proof, in one file a kind.

A *form* is a frozen dataclass. Its fields are declared with :func:`item`, and from that one
declaration come the reader of the policy file, the JSON Schema and the reference page. In the
policy file the first field stands under the kind's own name, the others under theirs; a
trailing underscore, needed where Python reserves the word (``from_``, ``for_``), is dropped.
"""

import dataclasses
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final, Generic, NewType, TypeVar

from amana.domain.decision.rule import Rule
from amana.domain.evidence.proof import Proof
from amana.domain.words import Language, Words

DataId = NewType("DataId", str)
"""The id of a data category that the policy declares under ``data``."""
PurposeId = NewType("PurposeId", str)
"""The id of a purpose that the policy declares under ``purposes``."""
RecipientId = NewType("RecipientId", str)
"""The id of a recipient that the policy declares under ``recipients``."""

_REQUIRED: Final = object()


def item(about: str, *, default: Any = _REQUIRED) -> Any:  # noqa: ANN401 - as dataclasses.field
    """Declare one item of a form: what it is for (English, shown in schema and reference).

    Without a default the policy file must give it. Types that a field may have: ``str``,
    ``bool``, ``int``, a ``StrEnum``, :class:`~amana.domain.period.Period`, the three ids
    above, ``tuple[X, ...]`` of these (in the file: one value or a list), and ``X | None``.
    """
    metadata = {"about": about}
    if default is _REQUIRED:
        return dataclasses.field(metadata=metadata)
    return dataclasses.field(default=default, metadata=metadata)


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """How the policy's own data categories, purposes and recipients are called."""

    data: Mapping[str, Words]
    purposes: Mapping[str, Words]
    recipients: Mapping[str, Words]


F = TypeVar("F")


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind(Generic[F]):
    """A kind of promise. ``words`` is total: each form reads as a sentence in each language."""

    name: str
    """The word under which it stands in a policy file and in the database."""
    form: type[F]
    title: Words
    """Two or three words for a label beside a sentence, such as *collects* and *يجمع*."""
    about: Words
    """One sentence for the reference and the console: what this kind promises."""
    words: Callable[[F, Terms, Language], str]
    """The promise as a sentence for the person whose data it is, without a full stop's lack."""
    rules: Callable[[F], tuple[Rule, ...]]
    """What the promise adds to decisions; may be empty."""
    proof: Callable[[F], Proof]
    """Which evidence shows that the promise is kept, or broken."""
