"""`make bench`: every module of this package that has a main(), one table after the other; 1 where a limit is missed."""

import importlib
import pkgutil
import sys

import benchmarks


def main() -> int:
    """Run them by name; the number of figures over their limits."""
    over = 0
    for module in sorted(pkgutil.iter_modules(benchmarks.__path__), key=lambda module: module.name):
        if module.name != "__main__" and not module.ispkg:
            found = importlib.import_module(f"benchmarks.{module.name}")
            if hasattr(found, "main"):
                over += found.main()
                print()
    return over


if __name__ == "__main__":
    sys.exit(1 if main() else 0)
