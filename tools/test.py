"""Every test: `python -m tools.test`, on all cores, with the core's branch coverage held at 100 %."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def main() -> int:
    """Run pytest over all tests; further arguments go to it."""
    workers = str(min(4, os.cpu_count() or 1))
    command = [sys.executable, "-m", "pytest", "--quiet", "--numprocesses", workers, "--dist", "loadgroup"]
    command += ["--cov", "--cov-report", "term-missing:skip-covered", *sys.argv[1:]]
    return subprocess.run(command, cwd=ROOT, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
