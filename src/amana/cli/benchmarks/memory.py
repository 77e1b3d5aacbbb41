"""How much memory a process and all its children hold, as Linux counts it fairly.

PSS counts a page that several processes share once, split among them, so that a sum over the
processes is what the program really takes.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

PROC: Final = Path("/proc")
KB_PER_MB: Final = 1024


def proportional_mb(roots: frozenset[int]) -> float:
    """Return the PSS in MB of these processes and of all their descendants."""
    members = set(roots)
    parents = dict(_parents())
    grown = True
    while grown:
        children = {child for child, parent in parents.items() if parent in members}
        grown = not children <= members
        members |= children
    return sum(_pss_kb(member) for member in members) / KB_PER_MB


def _parents() -> Iterator[tuple[int, int]]:
    """Yield each process with its parent; one that ends meanwhile is left out."""
    for folder in PROC.iterdir():
        if folder.name.isdigit():
            text = _read(folder / "stat")
            if text:
                yield int(folder.name), int(text.rpartition(")")[2].split()[1])


def _pss_kb(process: int) -> int:
    """Return the PSS of one process; nothing is left of one that has ended."""
    for line in _read(PROC / str(process) / "smaps_rollup").splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1])
    return 0


def _read(file: Path) -> str:
    try:
        return file.read_text(encoding="ascii", errors="replace")
    except (FileNotFoundError, ProcessLookupError):
        return ""
