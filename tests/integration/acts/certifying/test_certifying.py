"""A certificate exists where all is done, and whoever holds it checks it without asking us."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

import pytest

from amana.acts.certifying.certify import Elsewhere, certify_what_is_done
from amana.acts.certifying.hand_out import NotCertifiedYet, certificate_of_number
from amana.cli.app import run
from amana.cli.exits import Exit
from amana.domain.certificate.check import CertificateWrong
from amana.domain.certificate.document import write_certificate
from amana.domain.certificate.statement import (
    ErasedPlace,
    ErasedRows,
    KeptPart,
    NotAllDone,
    ToldRecipient,
)
from amana.storage.errors import NotFound
from amana.storage.ledger import Ed25519Signer
from amana.storage.view import View

if TYPE_CHECKING:
    from tests.integration.acts.certifying.conftest import Proving

PERSON = "person-1"
AT = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
SHOP = Elsewhere(
    places=(
        ErasedPlace(
            place="shop",
            tables=(ErasedRows(table="orders", deleted=3, kept=1),),
            read_back_at=AT,
        ),
    ),
    kept=(KeptPart(place="shop", table="invoices", reason="tax law", until="P10Y"),),
    recipients=(
        ToldRecipient(recipient="courier", contact="x@example.org", told_at=AT, answered_at=AT),
    ),
)


def _certified(proving: "Proving", request: UUID | None = None) -> tuple[UUID, bytes, str]:
    """Erase somebody, certify it, and return the erasure, the certificate and the key."""
    erasure = proving.erased(PERSON, request).erasure
    proving.publish()
    assert proving.certify(erasure, lambda _view, _request: SHOP) is not None
    key = proving.publish()
    return erasure, proving.handed_out(erasure), key


@pytest.mark.promise("A23", "A29")
def test_a_certificate_says_what_was_erased_where_and_is_checked_by_its_key_alone(
    proving: "Proving",
) -> None:
    """Own records, each source and table, what stays and until when, and who else was told."""
    _, data, key = _certified(proving, uuid4())
    verdict = proving.check(data, key)
    assert verdict.faults == ()
    stated: Any = json.loads(data)["statement"]
    assert [each["place"] for each in stated["places"]] == ["own-records", "shop"]
    assert stated["places"][1]["tables"][0]["deleted"] == 3
    assert stated["kept"][0] == {
        "place": "shop",
        "table": "invoices",
        "reason": "tax law",
        "until": "P10Y",
    }
    assert stated["recipients"][0]["contact"] == "x@example.org"
    assert [each["act"] for each in stated["entries"]] == ["erase", "erase"]
    assert PERSON not in data.decode()


def test_nothing_is_certified_before_all_of_it_is_done(proving: "Proving") -> None:
    """An erasure that waits for a source has no certificate, however often it is asked for."""
    erasure = proving.erased(PERSON, uuid4()).erasure

    def waiting(_view: View, _request: UUID) -> Elsewhere:
        raise NotAllDone

    proving.publish()
    with pytest.raises(NotAllDone):
        proving.certify(erasure, waiting)
    with pytest.raises(NotCertifiedYet):
        proving.handed_out(erasure)
    assert certify_what_is_done(proving.storage, proving.service, elsewhere=waiting) == 0


def test_an_erasure_that_is_not_on_the_ledger_is_certified_later(proving: "Proving") -> None:
    """The task leaves it, and takes it up again once its entries stand in the signed tree."""
    erasure = proving.erased(PERSON).erasure
    with pytest.raises(NotAllDone):
        proving.certify(erasure)
    proving.publish()

    def nothing(_view: View, _request: UUID) -> Elsewhere:
        return Elsewhere()

    assert certify_what_is_done(proving.storage, proving.service, elsewhere=nothing) == 1
    assert certify_what_is_done(proving.storage, proving.service, elsewhere=nothing) == 0
    assert proving.certify(erasure) is None
    with pytest.raises(NotCertifiedYet):
        proving.handed_out(erasure)
    key = proving.publish()
    assert proving.check(proving.handed_out(erasure), key).sound


@pytest.mark.promise("A23")
def test_the_secret_number_fetches_the_certificate_when_the_account_is_gone(
    proving: "Proving",
) -> None:
    """It was shown while they were still here; small letters and spaces do not matter."""
    request = uuid4()
    with proving.storage.reading(proving.service) as view:
        number = view.certificates.number(request)
    _, data, _ = _certified(proving, request)
    with proving.storage.reading(proving.service) as view:
        for written in (number, number.lower().replace("-", " ")):
            assert write_certificate(certificate_of_number(view, written)) == data
        for wrong in ("", "AAAA", "A" * 24, "not a number!", number[:-1]):
            with pytest.raises(NotFound):
                certificate_of_number(view, wrong)


def _changed(data: bytes, change: Callable[[dict[str, Any]], None]) -> bytes:
    document = json.loads(data)
    change(document)
    return json.dumps(document).encode()


def _claim_more(document: dict[str, Any]) -> None:
    document["statement"]["places"][0]["tables"][0]["deleted"] += 1


def _drop_an_entry(document: dict[str, Any]) -> None:
    document["entries"].pop()


def _another_service(document: dict[str, Any]) -> None:
    document["service"] = "another"


def _another_place(document: dict[str, Any]) -> None:
    document["proof"] = document["proof"][:-1]


def _break_a_leaf(document: dict[str, Any]) -> None:
    document["entries"][0]["leaf"] = "AAAA"


@pytest.mark.parametrize(
    ("change", "wrong"),
    [
        (_claim_more, {CertificateWrong.STATEMENT}),
        (_drop_an_entry, {CertificateWrong.ENTRIES}),
        (_another_service, {CertificateWrong.ACT}),
        (_another_place, {CertificateWrong.LEDGER}),
        (_break_a_leaf, {CertificateWrong.ENTRIES}),
    ],
)
def test_every_change_to_a_certificate_is_seen(
    proving: "Proving",
    change: Callable[[dict[str, Any]], None],
    wrong: set[CertificateWrong],
) -> None:
    """Whoever changes a word, leaves out an entry, or breaks a proof is found out."""
    _, data, key = _certified(proving, uuid4())
    assert set(proving.check(_changed(data, change), key).faults) == wrong


def test_a_certificate_of_another_key_is_not_believed(proving: "Proving") -> None:
    """The tree has to be signed by the key that the reader trusts."""
    _, data, _ = _certified(proving, uuid4())
    other = Ed25519Signer(name="log.example/another", seed=bytes(32)).key
    assert proving.check(data, str(other)).faults == (CertificateWrong.SIGNATURE,)


@pytest.mark.promise("A23")
def test_the_command_checks_a_certificate_and_says_what_it_states(
    proving: "Proving",
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """With the key alone, with the whole ledger, in both languages, and not a changed one."""
    _, data, key = _certified(proving, uuid4())
    file = tmp_path / "certificate.json"
    file.write_bytes(data)
    told = ["verify", "--certificate", str(file)]
    assert run(["--lang", "en", *told, "--key", key]) == Exit.OK
    english = capsys.readouterr().out
    assert "invoices" in english
    assert "P10Y" in english
    assert run(["--lang", "ar", *told, str(tmp_path / proving.service)]) == Exit.OK
    assert "الشهادة صحيحة" in capsys.readouterr().out
    file.write_bytes(_changed(data, _claim_more))
    assert run([*told, "--key", key, "--format", "json"]) == Exit.FAILED
    assert json.loads(capsys.readouterr().out)["faults"] == ["statement"]
