"""Where collected data comes from, as a model says it that learned it from whole policies.

Words alone say it badly: most sentences on a collection name no giver, and whether it is worth
saying depends on the whole. The model (``model/LANGUAGE.source``) weighs the same signs as the
kinds' model, and with them what the words gave: the kinds, and the values of every slot.
"""

from dataclasses import replace
from typing import Final

from amana.domain.policy.proposal import Slots
from amana.reading.features import Features
from amana.reading.kinds.signs import Signs, signs
from amana.reading.kinds.weights import weights
from amana.reading.language import language_of

NOWHERE: Final = "none"
"""What the model calls a passage that names no source."""
LEAST: Final = -1.5
"""Log-odds from which a source counts: the best on each writer's policies by what the others
taught. Below even odds, because few passages name one."""


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


def origin(piece: Features, kinds: tuple[str, ...], slots: Slots) -> str | None:
    """Return the likeliest source, or nothing where the model hears none."""
    said = weights(language_of(piece.text), "source").odds(shown(piece, kinds, slots))
    said.pop(NOWHERE)
    likeliest = max(said, key=lambda source: said[source])
    return likeliest if said[likeliest] > LEAST else None
