"""Builds the policy docs: hand-written Markdown of ``docs/``, generated parts from the core, one MkDocs run a language.

Everything is staged under ``build/docs/`` first; nothing is ever written under ``docs/`` or ``site/``.
"""

import fcntl
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from . import (
    docs_certificates,
    docs_cost,
    docs_door,
    docs_examples,
    docs_figures,
    docs_items,
    docs_law,
    docs_readings,
    docs_registration,
    docs_search,
    docs_staff,
)
from .docs_page import Fragment, Page, expand

ROOT = Path(__file__).parent.parent
SOURCE = ROOT / "docs"
STAGE = ROOT / "build" / "docs"
# Material names the other language's home page in every head, by a path. Search engines take whole addresses of the same
# page alone, which a site that anybody may host does not know: better none. Readers have the switch in the header.
OTHER_LANGUAGES = re.compile(r'\s*<link rel="alternate" href="[^"]*" hreflang="[^"]*">')
CONFIGS = {"zh": ROOT / "site" / "mkdocs.yml", "en": ROOT / "site" / "mkdocs.en.yml"}

FRAGMENTS: dict[str, Fragment] = {
    **docs_certificates.FRAGMENTS,
    **docs_cost.FRAGMENTS,
    **docs_door.FRAGMENTS,
    **docs_examples.FRAGMENTS,
    **docs_figures.FRAGMENTS,
    **docs_items.FRAGMENTS,
    **docs_law.FRAGMENTS,
    **docs_readings.FRAGMENTS,
    **docs_registration.FRAGMENTS,
    **docs_staff.FRAGMENTS,
}


def build(output: Path) -> None:
    """Build the docs into ``output``, Chinese at its root and English under ``en/``. What it held is removed first.

    Raises subprocess.CalledProcessError where MkDocs warns of anything, LookupError for a part that nothing generates.
    """
    STAGE.parent.mkdir(exist_ok=True)
    with STAGE.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # two builds would stage into one folder
        stage()
        for language, folder in (("zh", output), ("en", output / "en")):
            _run_mkdocs(CONFIGS[language], folder)
            docs_search.take_apart(folder)
        (output / "en/404.html").unlink()  # a host has one page for what it has not, the one at the root


def _run_mkdocs(config: Path, folder: Path) -> None:
    # Not --quiet: it would hide the warnings that --strict counts.
    command = [sys.executable, "-m", "mkdocs", "build", "--strict"]
    command += ["--config-file", str(config), "--site-dir", str(folder.resolve())]
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1"}
    built = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    if built.returncode:
        sys.stderr.write(built.stderr)
        built.check_returncode()
    for page in folder.rglob("*.html"):
        page.write_text(OTHER_LANGUAGES.sub("", page.read_text("utf-8")), "utf-8")


def stage() -> None:
    """Write the complete Markdown of both languages to ``build/docs/zh`` and ``build/docs/en``."""
    shutil.rmtree(STAGE, ignore_errors=True)
    for source in sorted(path for path in SOURCE.rglob("*") if path.is_file()):
        path = source.relative_to(SOURCE)
        language, inner = ("en", path.relative_to("en")) if path.parts[0] == "en" else ("zh", path)
        if source.suffix == ".md":
            write(Page(language, inner.as_posix()), source.read_text("utf-8"))
        else:
            target = STAGE / language / inner
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, target)
    for page, text in docs_examples.pages():
        write(page, text)


def write(page: Page, text: str) -> None:
    """Write one staged page, its generated parts in."""
    target = STAGE / page.language / page.path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(expand(page, text, FRAGMENTS), "utf-8")


if __name__ == "__main__":
    build(ROOT / "build" / "pages")
