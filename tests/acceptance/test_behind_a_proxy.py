"""The recipes for proxies, as they stand in the repository, run in front of the real program."""

import shutil
import socket
import ssl
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import httpx
import pytest
import yaml

if TYPE_CHECKING:
    from tests.acceptance.conftest import PolicyOf, Served, Serving
    from tests.conftest import Authority, Certificate

RECIPES = Path(__file__).parents[2] / "examples" / "deployment"
NAME = "privacy.example.org"
Write = Callable[[Path, str, int, int, "Certificate"], list[str]]


def _nginx(folder: Path, upstream: str, plain: int, secured: int, tls: "Certificate") -> list[str]:
    """Write the recipe with the test's ports and files, and return the command."""
    recipe = (RECIPES / "nginx.conf").read_text(encoding="utf-8")
    changed = {
        "http://127.0.0.1:8470": upstream,
        "listen 80;": f"listen 127.0.0.1:{plain};",
        "listen 443 ssl;": f"listen 127.0.0.1:{secured} ssl;",
        "/etc/ssl/privacy.example.org.pem": str(tls.chain),
        "/etc/ssl/privacy.example.org.key": str(tls.key),
    }
    for words, instead in changed.items():
        assert words in recipe
        recipe = recipe.replace(words, instead)
    (folder / "recipe.conf").write_text(recipe, encoding="utf-8")
    places = "".join(
        f"{kind}_temp_path {folder}/{kind};\n"
        for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    (folder / "nginx.conf").write_text(
        f"daemon off;\npid {folder}/pid;\nerror_log {folder}/error.log;\nevents {{}}\n"
        f"http {{\naccess_log off;\n{places}include {folder}/recipe.conf;\n}}\n",
        encoding="utf-8",
    )
    return ["nginx", "-e", f"{folder}/error.log", "-c", f"{folder}/nginx.conf"]


def _caddy(folder: Path, upstream: str, plain: int, secured: int, tls: "Certificate") -> list[str]:
    """Write the recipe with the test's ports and certificate, and return the command."""
    recipe = (RECIPES / "Caddyfile").read_text(encoding="utf-8")
    assert "reverse_proxy 127.0.0.1:8470" in recipe
    recipe = recipe.replace("127.0.0.1:8470 {", f"{upstream.removeprefix('http://')} {{")
    recipe = recipe.replace(
        f"\n{NAME} {{", f"\n{NAME} {{\n\tbind 127.0.0.1\n\ttls {tls.chain} {tls.key}"
    )
    options = f"admin off\nhttp_port {plain}\nhttps_port {secured}\ndefault_bind 127.0.0.1"
    file = folder / "Caddyfile"
    file.write_text(f"{{\n{options}\n}}\n{recipe}", encoding="utf-8")
    return ["caddy", "run", "--adapter", "caddyfile", "--config", str(file)]


PROXIES: dict[str, Write] = {"nginx": _nginx, "caddy": _caddy}


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])


@contextmanager
def _running(command: list[str], folder: Path, port: int) -> Iterator[None]:
    """Run a proxy until the context ends."""
    said = (folder / "said").open("wb")
    here = {"PATH": "/usr/sbin:/usr/bin:/bin:/usr/local/bin", "HOME": str(folder)}
    here |= {"XDG_DATA_HOME": str(folder), "XDG_CONFIG_HOME": str(folder)}
    with said, subprocess.Popen(command, stdout=said, stderr=said, env=here) as process:
        try:
            deadline = time.monotonic() + 30
            while time.monotonic() < deadline and process.poll() is None:
                try:
                    socket.create_connection(("127.0.0.1", port), 1).close()
                    break
                except OSError:
                    time.sleep(0.05)
            else:
                pytest.fail((folder / "said").read_text(encoding="utf-8"))
            yield
        finally:
            process.terminate()


@pytest.fixture
def named(folder: Path, serving: "Serving", policy_of: "PolicyOf") -> Iterator["Served"]:
    """Run the program as the recipes say: on loopback, by a public name, with a named proxy."""
    path = policy_of(folder, "rose-shop")
    here = {"AMANA_PUBLIC_URL": f"https://{NAME}", "AMANA_TRUSTED_PROXIES": "127.0.0.1"}
    with serving(folder / "data", "--policy", path, cwd=None, **here) as served:
        yield served


@pytest.mark.promise("W10", "A12")
@pytest.mark.parametrize("proxy", PROXIES)
def test_behind_the_recipe_everything_travels_over_tls(
    named: "Served", authority: "Authority", tmp_path: Path, proxy: str
) -> None:
    """Pages with HSTS, cookies that only TLS carries, plain HTTP led away, forgeries dropped."""
    if shutil.which(proxy) is None:
        pytest.skip(f"{proxy} is not installed")
    plain, secured = _free_port(), _free_port()
    command = PROXIES[proxy](tmp_path, named.url, plain, secured, authority.issue(NAME))
    trusting = ssl.create_default_context(cafile=authority.certificate)
    at_tls, in_clear = f"https://127.0.0.1:{secured}", f"http://127.0.0.1:{plain}"
    host, sni = {"host": NAME}, {"sni_hostname": NAME}
    with (
        _running(command, tmp_path, secured),
        httpx.Client(verify=trusting, headers=host, timeout=30) as client,
    ):
        forged = {"forwarded": "for=192.0.2.1;proto=http", "x-forwarded-for": "192.0.2.1"}
        page = client.get(f"{at_tls}/rose-shop/privacy", headers=forged, extensions=sni)
        assert page.status_code == 200, page.text
        assert page.headers["strict-transport-security"].startswith("max-age=31536000")
        signed = client.post(
            f"{at_tls}/console/sign-in",
            data={"token": named.link()},
            headers={"origin": f"https://{NAME}"},
            extensions=sni,
        )
        assert signed.status_code in {200, 303}
        cookie = signed.headers["set-cookie"]
        assert cookie.startswith("__Host-amana=")
        assert "Secure" in cookie
        away = client.get(f"{in_clear}/rose-shop/privacy?lang=en")
        assert away.status_code == 308
        assert away.headers["location"].startswith(f"https://{NAME}")


@pytest.mark.promise("W10")
def test_beside_the_proxy_nobody_gets_in_by_its_name(named: "Served") -> None:
    """Whoever reaches the program itself and names the public host is led to TLS, or refused."""
    page = httpx.get(f"{named.url}/rose-shop/privacy", headers={"host": NAME})
    assert page.status_code == 308
    assert page.headers["location"] == f"https://{NAME}/rose-shop/privacy"
    key = {"host": NAME, "authorization": f"Bearer {named.key('rose-shop')}"}
    assert httpx.get(f"{named.url}/v1/policy", headers=key).status_code == 403


def test_the_compose_file_keeps_all_but_the_proxy_inside() -> None:
    """Read as YAML: one port outside, secrets in files, and the trusted network is its own."""
    found = yaml.safe_load((RECIPES / "compose.yaml").read_text(encoding="utf-8"))
    assert [name for name, it in found["services"].items() if "ports" in it] == ["caddy"]
    assert found["networks"]["inside"]["internal"] is True
    (subnet,) = found["networks"]["inside"]["ipam"]["config"]
    assert found["services"]["amana"]["environment"]["AMANA_TRUSTED_PROXIES"] == subnet["subnet"]
    assert "POSTGRES_PASSWORD" not in found["services"]["database"]["environment"]
