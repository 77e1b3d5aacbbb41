"""``amana verify``: check a ledger from its public files alone, trusting nobody."""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

import typer

from amana.cli.certificate_file import verify_certificate
from amana.cli.errors import ValueMissing
from amana.cli.exits import Exit
from amana.cli.help import language_of
from amana.cli.printing import Format, FormatOption, Json, print_json, print_text
from amana.cli.public_files import listed_partial, open_place, published_key, read_given
from amana.cli.receipt_file import verify_receipt
from amana.domain.ledger.checkpoint import Checkpoint
from amana.domain.ledger.cosignature import parse_witness_key
from amana.domain.ledger.errors import MalformedReceipt
from amana.domain.ledger.opened import LONGEST, OpenedEntry, parse_opened
from amana.domain.ledger.succession import KeyChain, chain_of
from amana.domain.ledger.verify import Verdict, verify_log
from amana.domain.words import Language
from amana.storage.ledger.signing import check_signature
from amana.wording.catalogue import say, say_count


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command(name="verify")(verify)


def verify(  # noqa: PLR0913 - each is an argument or option of the command
    context: typer.Context,
    place: Annotated[str | None, typer.Argument(metavar="FOLDER|URL")] = None,
    *,
    since: Annotated[Path | None, typer.Option("--since")] = None,
    key: Annotated[str | None, typer.Option("--key")] = None,
    entry: Annotated[Path | None, typer.Option("--entry")] = None,
    witness: Annotated[list[str] | None, typer.Option("--witness")] = None,
    receipt: Annotated[Path | None, typer.Option("--receipt")] = None,
    certificate: Annotated[Path | None, typer.Option("--certificate")] = None,
    form: FormatOption = Format.TEXT,
) -> int:
    """Check a ledger from its public files; a receipt or a certificate from itself and a key."""
    if certificate is not None:
        return verify_certificate(
            certificate, place=place, key=key, language=language_of(context), form=form
        )
    if receipt is not None:
        return verify_receipt(
            receipt, place=place, key=key, language=language_of(context), form=form
        )
    if place is None:
        raise ValueMissing(command="amana verify", name="FOLDER|URL")
    own = None if entry is None else parse_opened(read_given(entry, longest=LONGEST))
    with open_place(place) as read:
        chain = chain_of(read, published_key(key, read), check_signature)
        verdict = verify_log(
            read,
            key=chain.current,
            check=check_signature,
            since=_earlier(since, own, chain),
            entry=own,
            witnesses=tuple(parse_witness_key(given.strip()) for given in witness or ()),
            partial=listed_partial(place),
        )
    if form is Format.JSON:
        print_json(as_json(verdict, chain, given=key is not None))
    else:
        print_text(as_text(verdict, chain, language_of(context), given=key is not None))
    return Exit.OK if verdict.sound else Exit.FAILED


def _earlier(since: Path | None, own: OpenedEntry | None, chain: KeyChain) -> Checkpoint | None:
    """Return the earlier checkpoint: the one given, else the one that came with the entry.

    ``since`` may also be a whole entry file, as people keep it, with the checkpoint of its day.
    """
    kept = None if own is None or own.checkpoint is None else own.checkpoint.encode()
    if since is not None:
        kept = _kept(read_given(since, longest=LONGEST))
    return None if kept is None else chain.open(kept, check_signature)


def _kept(data: bytes) -> bytes:
    """Return the checkpoint that a file is, or that an entry's file holds."""
    if not data.startswith(b"{"):
        return data
    kept = parse_opened(data).checkpoint
    if kept is None:
        raise MalformedReceipt(part="checkpoint")
    return kept.encode()


def as_json(verdict: Verdict, chain: KeyChain, *, given: bool) -> Mapping[str, Json]:
    """Return what was found, for programs."""
    head = verdict.checkpoint
    return {
        "sound": verdict.sound,
        "origin": None if head is None else head.origin,
        "size": None if head is None else head.size,
        "root": None if head is None else head.root.hex(),
        "key": str(chain.current),
        "keys": tuple(str(key) for key in chain.keys),
        "key_given": given,
        "leaves": verdict.leaves,
        "tiles": verdict.tiles,
        "superseded": verdict.superseded,
        "since": None if verdict.since is None else verdict.since.size,
        "entry": verdict.entry,
        "witnessed": {name: time.isoformat() for name, time in verdict.witnessed.items()},
        "faults": [
            {"wrong": fault.wrong.value, "path": fault.path, "position": fault.position}
            for fault in verdict.faults
        ],
    }


def as_text(verdict: Verdict, chain: KeyChain, language: Language, *, given: bool) -> str:
    """Return what was found, in a reader's words: the answer first, then what it rests on."""
    answer = "verify.sound" if verdict.sound else "verify.false"
    lines = [say(answer, language), *_faults(verdict, language), *_done(verdict, language)]
    lines.append(
        say(
            "verify.key.given" if given else "verify.key.found",
            language,
            verifier=str(chain.current),
        )
    )
    if len(chain.keys) > 1:
        lines.append(say_count("verify.keys", len(chain.keys), language))
    if verdict.since is None:
        lines.append(say("verify.without_since", language))
    return "\n".join(lines)


def _faults(verdict: Verdict, language: Language) -> list[str]:
    return [
        "- "
        + say(
            f"verify.fault.{fault.wrong.value}",
            language,
            path=fault.path,
            position="" if fault.position is None else fault.position,
        )
        for fault in verdict.faults
    ]


def _done(verdict: Verdict, language: Language) -> list[str]:
    """Say what was checked; what failed stands among the faults."""
    lines = []
    if verdict.checkpoint is not None:
        lines.append(say("verify.origin", language, origin=verdict.checkpoint.origin))
    lines.append(say_count("verify.leaves", verdict.leaves, language))
    lines.append(say_count("verify.tiles", verdict.tiles, language))
    if verdict.superseded is None:
        lines.append(say("verify.superseded_unlisted", language))
    elif verdict.superseded:
        lines.append(say_count("verify.superseded", verdict.superseded, language))
    if verdict.sound:
        lines.append(say("verify.root", language))
    if verdict.sound and verdict.since is not None:
        lines.append(say_count("verify.since", verdict.since.size, language))
    if verdict.sound and verdict.entry is not None:
        lines.append(say("verify.entry", language, position=verdict.entry))
    for name, time in verdict.witnessed.items():
        lines.append(say("verify.witnessed", language, witness=name, time=time.isoformat()))
    return lines
