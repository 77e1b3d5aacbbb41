"""A mailbox of made-up subscribers: what is promised of messages that can be stopped, as it comes.

Letters of Amana's outbox are known by their ``Message-ID``: they must carry the promised way out,
it must work, and after somebody left none may come. A letter that Amana did not send, to somebody
who left and takes part in nothing else, came around it. That nothing comes says something only
where letters go on to somebody else.
"""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from urllib.parse import urlsplit

from amana.acts.probes.errors import CannotLook, Unseen
from amana.acts.probes.probe import NIGHTLY, Fault, Ground, Looked, Probe
from amana.acts.probes.seeds import Arrived, Seed, Stand, seeds
from amana.acts.probes.sites import site_of
from amana.domain.evidence.question import ProbeName
from amana.domain.promises.message import Message
from amana.domain.vocabulary.messages import Unsubscribe

_ONE_CLICK: Final = {"List-Unsubscribe": "One-Click"}
"""What a mail program posts (RFC 8058, section 3.1)."""
_ON_ITS_WAY: Final = timedelta(minutes=1)
"""How long after somebody left a message may still be written that was decided before."""
_LINKED: Final = frozenset({Unsubscribe.LINK, Unsubscribe.ONE_CLICK})
_WELL: Final = range(200, 300)


def look(ground: Ground) -> Looked:
    """Hold the letters of the last 30 days against the promises.

    Where nobody left by a link yet and letters come to two, the link of the last one's is used, as
    a mail program uses it; whether anything comes after that, a later look sees.
    """
    there = seeds(ground)
    about = {
        key: _About(key=key, form=promise.form, there=there)
        for key, promise in ground.promises.items()
        if isinstance(promise.form, Message)
    }
    around = tuple(_around(about, there))
    if not around and not any(each.own for each in about.values()):
        raise CannotLook(Unseen.NO_LETTERS)
    origins = _origins(ground)
    faults = {key: [*each.faults(origins)] for key, each in about.items()}
    for key, fault in around:
        faults[key].append(fault)
    kept: set[str] = set()
    for key, each in about.items():
        if faults[key] or not each.own:
            continue
        stopping = _Stopping(ground=ground, about=each)
        with suppress(CannotLook):
            # A link that may not be gone to from here says nothing of the promise, either way.
            faults[key] += stopping.faults()
            if not faults[key] and stopping.is_whole():
                kept.add(key)
    return Looked(
        kept=frozenset(kept),
        broken=frozenset(key for key, found in faults.items() if found),
        faults=tuple(dict.fromkeys(fault for found in faults.values() for fault in found)),
        seen={
            "subscribers": sum(bool(seed.stands) for seed in there),
            "letters": len({it.place for each in about.values() for _, it in each.own}),
        },
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _About:
    """One promise, and the subscribers."""

    key: str
    form: Message
    there: tuple[Seed, ...]

    @property
    def own(self) -> list[tuple[Seed, Arrived]]:
        """The letters that the promise speaks of, and to whom."""
        return [(seed, it) for seed in self.there for it in self.letters(seed)]

    @property
    def linked(self) -> bool:
        """Whether a link in the letter is promised."""
        return bool(_LINKED & {*self.form.stop})

    def letters(self, seed: Seed) -> list[Arrived]:
        """Return what came to one of them, the earliest first."""
        return [it for it in seed.arrived if it.is_of(self.form)]

    def stand(self, seed: Seed) -> Stand:
        """Return how one of them stands to it; nobody knows them: then nothing may come."""
        return seed.stands.get(self.key, Stand(left=None, agreed=False, clicked=False))

    def takes_part(self, seed: Seed) -> bool:
        """Tell whether letters may come to them."""
        stand = self.stand(seed)
        return stand.left is None and (stand.agreed or bool(self.letters(seed)))

    def faults(self, origins: frozenset[str]) -> Iterator[Fault]:
        """Yield what is wrong with the letters themselves."""
        for seed, arrived in self.own:
            for code in self._wrong(arrived, origins):
                yield Fault(code=code, place=arrived.place)
            left = self.stand(seed).left
            if left is not None and arrived.at > left + _ON_ITS_WAY:
                yield Fault(code="after_leaving", place=arrived.place)

    def _wrong(self, arrived: Arrived, origins: frozenset[str]) -> Iterator[str]:
        stop, text = arrived.letter.stop, arrived.letter.text
        if stop is None:
            yield "no_way_out"
        elif _origin(stop) not in origins:
            yield "way_out_elsewhere"
        elif Unsubscribe.LINK in self.form.stop and text is not None and stop not in text:
            yield "no_link"
        elif Unsubscribe.ONE_CLICK in self.form.stop and not arrived.letter.one_click:
            yield "no_one_click"


def _around(about: Mapping[str, _About], there: tuple[Seed, ...]) -> Iterator[tuple[str, Fault]]:
    """Yield letters that Amana did not send, to who left and takes part in nothing else.

    Which class such a letter is of nobody can tell: it breaks each promise that they left.
    """
    for seed in there:
        if any(each.takes_part(seed) for each in about.values()):
            continue
        for key, each in about.items():
            left = each.stand(seed).left
            for arrived in seed.arrived:
                if arrived.message is None and left is not None and arrived.at > left:
                    yield key, Fault(code="around", place=arrived.place)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Stopping:
    """How the messages of one promise are stopped."""

    ground: Ground
    about: _About

    def faults(self) -> Iterator[Fault]:
        """Use a link, where one is promised; yield what is wrong with it.

        Of who left before it must still answer well; else somebody leaves by it now.
        """
        leaver = self._leaver()
        if not self.about.linked:
            return
        if leaver is not None:
            seed, stand = leaver
            arrived = [it for it in self.about.letters(seed) if it.at <= _of(stand)][-1]
            yield from self._used(arrived)
        elif (staying := self._last_of_two()) is not None:
            arrived = self.about.letters(staying)[-1]
            found = tuple(self._used(arrived))
            yield from found
            if not found and self._stays(staying):
                yield Fault(code="one_click_idle", place=arrived.place)

    def is_whole(self) -> bool:
        """Tell whether somebody left as promised, and letters went on to somebody else since."""
        leaver = self._leaver()
        if leaver is None:
            return False
        gone, stand = leaver
        return any(
            seed.address != gone.address and it.sent_after(_of(stand))
            for seed, it in self.about.own
        )

    def _leaver(self) -> tuple[Seed, Stand] | None:
        """Return who left, by the link where one is promised, and had letters before."""
        for seed in self.about.there:
            stand = self.about.stand(seed)
            left = stand.left
            had = left is not None and any(it.at <= left for it in self.about.letters(seed))
            if had and (stand.clicked or not self.about.linked):
                return seed, stand
        return None

    def _last_of_two(self) -> Seed | None:
        staying = [
            seed
            for seed in self.about.there
            if self.about.takes_part(seed) and self.about.letters(seed)
        ]
        return staying[-1] if len(staying) > 1 else None

    def _used(self, arrived: Arrived) -> Iterator[Fault]:
        """Post to the link, as a mail program does. Raises ``CannotLook`` where none may go."""
        parts = urlsplit(arrived.letter.stop or "")
        path = parts.path + (f"?{parts.query}" if parts.query else "")
        try:
            answer = self.ground.wire.post(site_of(_origin(parts.geturl())), path, _ONE_CLICK)
        except CannotLook as error:
            if error.reason is Unseen.UNREACHABLE:
                yield Fault(code="one_click_fails", place=arrived.place)
                return
            raise
        if answer.status not in _WELL:
            yield Fault(code="one_click_fails", place=arrived.place)

    def _stays(self, seed: Seed) -> bool:
        """Tell whether they are still no leaver."""
        now = next(it for it in seeds(self.ground) if it.address == seed.address)
        return self.about.stand(now).left is None


def _of(stand: Stand) -> datetime:
    """Return when somebody left who did."""
    if stand.left is None:
        raise CannotLook(Unseen.BLIND)
    return stand.left


def _origins(ground: Ground) -> frozenset[str]:
    """Return where a way out may lead: to Amana's own pages, or the service's."""
    public = () if ground.public is None else (ground.public,)
    return frozenset(site.url for site in (*public, *ground.sites))


def _origin(address: str) -> str:
    """Return the origin of an address as sites have it; nothing for what is no address."""
    parts = urlsplit(address)
    try:
        return site_of(f"{parts.scheme}://{parts.netloc}").url
    except ValueError:
        return ""


PROBE: Final = Probe(name=ProbeName.MAILBOX, every=NIGHTLY, look=look)
