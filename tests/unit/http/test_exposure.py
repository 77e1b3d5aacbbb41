"""Where the program may listen."""

from ipaddress import ip_network
from pathlib import Path

import pytest

from amana.http.exposure import NoPublicName, OpenInPlain, check_exposure
from amana.settings import Settings

OUTSIDE = "192.0.2.1"
URL = "https://privacy.example.org"
PROXY = (ip_network("10.0.0.2"),)


@pytest.mark.promise("W10")
def test_beyond_this_machine_only_with_tls_and_a_name() -> None:
    """A certificate of its own or a named proxy, and the one name that people use."""
    for refused in (Settings(host=OUTSIDE), Settings(host=OUTSIDE, public_url=URL)):
        with pytest.raises(OpenInPlain):
            check_exposure(refused)
    with pytest.raises(NoPublicName):
        check_exposure(Settings(host=OUTSIDE, trusted_proxies=PROXY))
    check_exposure(Settings())
    check_exposure(Settings(host=OUTSIDE, trusted_proxies=PROXY, public_url=URL))
    check_exposure(Settings(host=OUTSIDE, tls_cert=Path("chain.pem"), public_url=URL))
