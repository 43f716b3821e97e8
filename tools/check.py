"""The fast gates: `python -m tools.check`. All of them run, each says how it went, and one that fails fails the whole."""

import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from tools import build

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
# Spelled in pieces, so that this file does not hold what it looks for.
UNWANTED = re.compile(
    "|".join(
        (
            r"(?:pypi\.|files\.python)" + r"(?:org|pythonhosted)",
            r"registry\.npm" + r"js\.",
            r"(?:deb|security)\.deb" + r"ian\.org",
            r"(?<![\w.])/(?:work|root|home/\w+)" + r"/\w",
        )
    )
)
READ = {
    ".py",
    ".md",
    ".toml",
    ".txt",
    ".json",
    ".js",
    ".mjs",
    ".css",
    ".html",
    ".yml",
    ".yaml",
    ".sh",
    ".in",
    ".svg",
    "",
}


def run(*command: str) -> list[str]:
    """What a command complains of, empty where it succeeds."""
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    return (
        []
        if done.returncode == 0
        else (done.stdout + done.stderr).strip().splitlines() or [f"exit {done.returncode}"]
    )


def tracked() -> Iterator[Path]:
    """The files that git tracks or would."""
    listed = subprocess.run(
        ("git", "ls-files", "--cached", "--others", "--exclude-standard"),
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    for name in listed.stdout.splitlines():
        path = ROOT / name
        if path.is_file() and path.suffix in READ:
            yield path


def named_hosts_and_paths() -> list[str]:
    """Places that name a package registry's host or a path of one machine."""
    found = []
    for path in tracked():
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            if UNWANTED.search(line):
                found.append(f"{path.relative_to(ROOT)}:{number}: {line.strip()[:100]}")
    return found


def built() -> list[str]:
    """Docs in strict mode, catalogue, runtime and pages: a build that fails says why, one that is up to date is quick."""
    try:
        build.build()
    except (RuntimeError, ValueError, OSError, subprocess.CalledProcessError) as error:
        return [str(error)]
    return []


GATES: dict[str, Callable[[], list[str]]] = {
    "format": lambda: run(str(BIN / "ruff"), "format", "--check", "--quiet", "."),
    "lint": lambda: run(str(BIN / "ruff"), "check", "--quiet", "."),
    "types of Python": lambda: run(str(BIN / "mypy")),
    "types of JavaScript": lambda: run("node_modules/.bin/tsc", "--project", "."),
    "import contracts": lambda: run(str(BIN / "lint-imports")),
    "docs and generated files": built,
    "no registry host, no machine's path": named_hosts_and_paths,
}


def main() -> int:
    """Run every gate; 1 where one fails."""
    failed = 0
    for name, gate in GATES.items():
        started = time.perf_counter()
        complaints = gate()
        failed += bool(complaints)
        print(f"{'FAIL' if complaints else 'ok':5}{name} ({time.perf_counter() - started:.1f} s)", flush=True)
        for line in complaints:
            print(f"     {line}")
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main())
