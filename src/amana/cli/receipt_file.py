"""Checking a receipt on the command line: with a key alone, or against a ledger too."""

from collections.abc import Mapping
from pathlib import Path

from amana.cli.exits import Exit
from amana.cli.printing import Format, Json, print_json, print_text
from amana.cli.public_files import all_sound, judged, read_given
from amana.domain.choice.receipt_check import LONGEST, ReceiptVerdict, check_receipt
from amana.domain.ledger.verify import Verdict
from amana.domain.words import Language
from amana.storage.ledger.signing import check_signature
from amana.wording.catalogue import say


def verify_receipt(
    file: Path, *, place: str | None, key: str | None, language: Language, form: Format
) -> int:
    """Check a receipt; where a place is named, its whole ledger with it.

    Raises ``KeyMissing`` where neither a key nor a place with one is named, and
    ``MalformedReceipt`` for any other file.
    """
    data = read_given(file, longest=LONGEST)
    verdict, log = judged(
        lambda keys: check_receipt(data, keys=keys, check=check_signature), place=place, key=key
    )
    if form is Format.JSON:
        print_json(_as_json(verdict, log))
    else:
        print_text(_as_text(verdict, log, language))
    return Exit.OK if all_sound(verdict, log) else Exit.FAILED


def _as_json(verdict: ReceiptVerdict, log: Verdict | None) -> Mapping[str, Json]:
    head, entry = verdict.checkpoint, verdict.entry
    return {
        "sound": all_sound(verdict, log),
        "faults": [each.value for each in verdict.faults],
        "ledger": None if log is None else log.sound,
        "origin": None if head is None else head.origin,
        "size": None if head is None else head.size,
        "position": None if entry is None else entry.position,
    }


def _as_text(verdict: ReceiptVerdict, log: Verdict | None, language: Language) -> str:
    """Say whether the receipt is true first, then what it rests on. What it says is not shown."""
    sound = all_sound(verdict, log)
    lines = [say("verify.receipt.sound" if sound else "verify.receipt.false", language)]
    lines += ["- " + say(f"verify.receipt.{each.value}", language) for each in verdict.faults]
    if log is not None and not log.sound:
        lines.append("- " + say("verify.receipt.log", language))
    if verdict.checkpoint is not None and verdict.entry is not None:
        lines.append(
            say(
                "verify.receipt.stands",
                language,
                origin=verdict.checkpoint.origin,
                position=verdict.entry.position,
            )
        )
    if log is None:
        lines.append(say("verify.receipt.alone", language))
    return "\n".join(lines)
