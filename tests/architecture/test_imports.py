"""Who may import what: layers, cycles, and the domain's short list."""

import ast
import subprocess
import sys
from pathlib import Path

import grimp
import pytest

ROOT = Path(__file__).parents[2]
DOMAIN = ROOT / "src" / "amana" / "domain"
DOMAIN_MAY_IMPORT = frozenset(
    [
        "base64",
        "binascii",
        "bisect",
        "calendar",
        "collections",
        "dataclasses",
        "datetime",
        "difflib",
        "enum",
        "functools",
        "hashlib",
        "hmac",
        "html",
        "ipaddress",
        "itertools",
        "json",
        "math",
        "operator",
        "re",
        "string",
        "struct",
        "textwrap",
        "types",
        "typing",
        "unicodedata",
        "zoneinfo",
    ]
)
DOMAIN_MAY_NOT_CALL = frozenset(
    [
        "open",
        "input",
        "print",
        "eval",
        "exec",
        "compile",
        "__import__",
        "uuid1",
        "uuid4",
        "uuid7",
        "now",
        "utcnow",
        "today",
    ]
)


@pytest.fixture(scope="module")
def graph() -> grimp.ImportGraph:
    """Every import of the package, those of foreign packages too."""
    return grimp.build_graph("amana", include_external_packages=True, cache_dir=None)


def _foreign_imports(graph: grimp.ImportGraph, within: str) -> dict[str, set[str]]:
    """Return, for each module within, the packages that are not ours and that it imports."""
    modules = {m for m in graph.modules if m == within or m.startswith(f"{within}.")}
    imports = {
        module: {
            found
            for found in graph.find_modules_directly_imported_by(module)
            if found.partition(".")[0] != "amana"
        }
        for module in modules
    }
    return {module: found for module, found in imports.items() if found}


def test_every_contract_of_the_layers_is_kept() -> None:
    """What is above may import what is below, never the other way, and nothing goes in circles."""
    command = Path(sys.executable).with_name("lint-imports")
    run = subprocess.run(
        [command, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stdout + run.stderr


def test_the_domain_imports_only_its_short_list(graph: grimp.ImportGraph) -> None:
    """From outside itself the domain takes values and functions, nothing that acts."""
    foreign = _foreign_imports(graph, "amana.domain")
    strange = {
        module: sorted(found - DOMAIN_MAY_IMPORT - {"yaml"}) for module, found in foreign.items()
    }
    assert not {module: found for module, found in strange.items() if found}


def test_one_file_of_the_domain_parses_yaml(graph: grimp.ImportGraph) -> None:
    """The parser of the policy file is chosen in one place."""
    foreign = _foreign_imports(graph, "amana.domain")
    readers = {module for module, found in foreign.items() if "yaml" in found}
    assert len(readers) <= 1
    assert all(module.startswith("amana.domain.policy.") for module in readers)


def test_the_domain_calls_nothing_that_acts() -> None:
    """The domain opens no file, reads no clock and draws no randomness."""
    called = {
        (str(module.relative_to(DOMAIN)), name)
        for module in sorted(DOMAIN.rglob("*.py"))
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name | ast.Attribute)
        if not _is_regex_compile(node.func)
        for name in [node.func.id if isinstance(node.func, ast.Name) else node.func.attr]
    }
    assert not {(module, name) for module, name in called if name in DOMAIN_MAY_NOT_CALL}


def _is_regex_compile(function: ast.expr) -> bool:
    """``re.compile`` is no ``compile``."""
    return (
        isinstance(function, ast.Attribute)
        and isinstance(function.value, ast.Name)
        and function.value.id == "re"
    )


def test_no_import_stands_inside_a_function() -> None:
    """Imports in functions hide cycles and dependencies."""
    hidden = [
        f"{module.relative_to(ROOT)}:{inner.lineno}"
        for module in sorted((ROOT / "src").rglob("*.py"))
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        for inner in ast.walk(node)
        if isinstance(inner, ast.Import | ast.ImportFrom)
    ]
    assert not hidden


def test_what_is_delicate_is_said_by_the_rule_book_alone() -> None:
    """Rule 10 refuses it there; a second list beside it could come to say something else."""
    graph = grimp.build_graph("amana", cache_dir=None)
    found = graph.find_modules_that_directly_import("amana.domain.access.delicate")
    assert found == {"amana.domain.policy.rule_book"}
