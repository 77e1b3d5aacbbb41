"""What a model adds to the slots that words gave: it learned it from whole policies.

Words alone fall short where a purpose, a receiver or a way is told by the sense of the whole (*so
that the pharmacist can prepare it*), and where data comes from is seldom said at all. The model
(``model/LANGUAGE.slots``) weighs the same signs as the kinds' model, and with them what the words
gave: the kinds, and the values of every slot.
"""

import math
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from typing import Final

from amana.domain.policy.proposal import Slots
from amana.reading.features import Features
from amana.reading.kinds.signs import Signs, signs
from amana.reading.kinds.weights import weights
from amana.reading.language import language_of
from amana.reading.slots.pointing import TO_PURPOSES

NOTHING: Final = "none"
"""What the model calls a passage whose slots hold nothing that it knows."""
SLOTS: Final = ("purposes", "recipients", "channel", "source")
"""The slots that it knows. Of data and people the lists say as much."""
_LEAST: Final = -1.0
"""Log-odds from which a value counts in a slot for which no word stands. Below even odds, because
few passages name any one of them: the best on every writer's policies by what the others taught."""
_BESIDE: Final = 0.0
"""The same where words name another value."""
_LEAST_SOURCE: Final = -1.5
_DOUBTED: Final = -3.0
"""Log-odds below which a receiver of the lists is dropped; other slots were no better for it."""
_NARROWING: Final = ("purposes", "recipients")
"""Slots that make a ban less: nothing is supposed of a flat one, and nothing taken from it."""
_BROAD: Final = "provide_service"
"""A purpose that says nothing new beside a narrower one."""
SPEAKING: Final[Mapping[str, frozenset[str]]] = {
    "purposes": frozenset(
        {
            "use", "collect", "share", "only", "never", "choice", "message", "cookie", "verify",
            "monitor", "retain",
        }
    ),
    "recipients": frozenset({"share", "never", "only", "publish", "law", "monitor", "breach"}),
    "channel": frozenset({"message", "choice", "change", "breach", "contact", "right", "verify"}),
    "source": frozenset({"collect"}),
}  # fmt: skip
"""The kinds that speak of each slot. In the kinds of ``channel`` e-mail and phone are a way to
somebody; in others they are data."""


def shown(piece: Features, kinds: tuple[str, ...], slots: Slots) -> Signs:
    """Return the signs of a piece with its kinds and what words gave among those of its form."""
    plain = signs(piece)
    found = {
        "data": slots.data,
        "purposes": slots.purposes,
        "recipients": slots.recipients,
        "who": slots.who,
        "channel": slots.channel,
        "source": (slots.source,) if slots.source else (),
    }
    values = sorted(f"r:{name}:{value}" for name, each in found.items() for value in each)
    of_kinds = [f"k:{kind}" for kind in kinds]
    return replace(plain, form=(*plain.form, *values, *of_kinds, f"m:{kinds[0]}"))


def with_learned(piece: Features, kinds: tuple[str, ...], slots: Slots) -> Slots:
    """Return the slots with what the model adds and without what it doubts.

    The source is the model's alone.
    """
    spoken = [slot for slot, of in SPEAKING.items() if of & set(kinds)]
    if kinds[0] == "never":
        spoken = [slot for slot in spoken if slot not in _NARROWING]
    if "purposes" in spoken and points_at_purposes(piece):
        spoken.remove("purposes")
    if not spoken:
        return slots
    odds = weights(language_of(piece.text), "slots").odds(shown(piece, kinds, slots))
    said: dict[str, dict[str, float]] = {slot: {} for slot in SLOTS}
    for name, each in odds.items():
        slot, value = _parted(name)
        if value:
            said[slot][value] = each
    purposes = _joined("purposes", slots.purposes, said, spoken)
    recipients = _joined("recipients", slots.recipients, said, spoken)
    channel = _joined("channel", slots.channel, said, spoken)
    supposed = (
        *(f"purposes:{value}" for value in purposes if value not in slots.purposes),
        *(f"recipients:{value}" for value in recipients if value not in slots.recipients),
        *(f"channel:{value}" for value in channel if value not in slots.channel),
    )
    return replace(
        slots,
        source=_likeliest(said["source"]) if "source" in spoken else None,
        purposes=purposes,
        recipients=recipients,
        channel=channel,
        supposed=supposed,
    )


@cache
def _parted(name: str) -> tuple[str, str]:
    """Return the slot and the value of a label; the value of nothing is empty."""
    slot, _, value = name.partition(":")
    return slot, value


def points_at_purposes(piece: Features) -> bool:
    """Tell whether the purposes are those named before: *for these purposes*."""
    return TO_PURPOSES.search(" ".join([token.word for token in piece.words])) is not None


def _likeliest(said: Mapping[str, float]) -> str | None:
    """Return the likeliest source, or nothing where none is likely enough."""
    first = max(said, key=lambda source: said[source])
    return first if said[first] > _LEAST_SOURCE else None


def _joined(
    slot: str, named: tuple[str, ...], said: Mapping[str, Mapping[str, float]], spoken: list[str]
) -> tuple[str, ...]:
    """Return the values that words name and the model does not doubt, then those that it adds."""
    if slot not in spoken:
        return named
    known = said[slot]
    doubted = _DOUBTED if slot == "recipients" else -math.inf
    kept = [value for value in named if known.get(value, 0.0) > doubted]
    least = _BESIDE if named else _LEAST
    added = [value for value in known if known[value] > least and value not in named]
    ranked = sorted(added, key=lambda value: -known[value])
    return (*kept, *(value for value in ranked if value != _BROAD or not named))
