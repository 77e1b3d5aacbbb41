"""A service that is asked by signed messages."""

from amana.channels.asking import SignedService

SECRET = "whsec_" + "A" * 43 + "="


def test_neither_address_nor_secret_is_shown() -> None:
    """Whoever prints a service sees neither."""
    shown = repr(SignedService(url="https://hidden.example/", secret=SECRET))
    assert "hidden" not in shown
    assert SECRET not in shown
