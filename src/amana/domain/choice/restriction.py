"""The restriction of processing of one person's data (GDPR Art. 18).

It is kept as a word about something that stands where a purpose does and that no policy can
declare, as a closed channel is: all that holds of words holds of it, locks and erasure too.
"""

from collections.abc import Iterable
from typing import Final

from amana.domain.choice.word import Last, chosen

RESTRICTED: Final = "processing:restricted"
"""What a word about restriction is kept under. A colon stands in no id of a policy."""


def serves_still(words: Iterable[Last]) -> frozenset[str] | None:
    """Return the purposes that a person said yes to since their data was restricted.

    ``None`` where it is not restricted. Of the words of all ids the latest counts, and at one
    instant the restriction. A consent of before counts no more, nor one that nobody said: whoever
    asks for restriction says later that nothing is to be done.
    """
    held = tuple(words)
    if RESTRICTED not in chosen(each for each in held if each.purpose == RESTRICTED).objected:
        return None
    since = max(each.at for each in held if each.purpose == RESTRICTED)
    agreed = chosen(each for each in held if each.at > since and each.purpose != RESTRICTED)
    return agreed.consented - agreed.implied
