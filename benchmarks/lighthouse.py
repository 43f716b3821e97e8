"""Lighthouse at its phone profile over the pages that people open first: four scores a page, aimed at 95."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from threading import Thread

from tools import build
from tools.serve import Server

HERE = Path(__file__).parent / "lighthouse"
WORK = build.BUILD / "bench/lighthouse"
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
FLAGS = "--headless=new --no-sandbox --disable-gpu --disable-quic --disable-background-networking --disable-component-update --disable-sync"
PAGES = ("/calculator/", "/staff/", "/", "/regulation/")
SCORES = ("performance", "accessibility", "best-practices", "seo")
AIM = 95


def tool() -> Path:
    """Lighthouse in its pinned version, apart from what the project needs.

    No lock file: without registry addresses, npm cannot write one that it reads again for the aliases Lighthouse has.
    """
    WORK.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(HERE / "package.json", WORK / "package.json")
    quiet = ("--no-package-lock", "--no-progress", "--loglevel=error", "--no-audit", "--no-fund")
    subprocess.run(("npm", "install", *quiet), cwd=WORK, check=True, stdout=subprocess.DEVNULL)
    return WORK / "node_modules/.bin/lighthouse"


def scores(lighthouse: Path, url: str) -> dict[str, int]:
    """The scores of one page, 0 to 100."""
    report = WORK / "report.json"
    command = [
        lighthouse,
        url,
        "--quiet",
        "--output=json",
        f"--output-path={report}",
        f"--chrome-flags={FLAGS}",
    ]
    subprocess.run(
        [*command, f"--only-categories={','.join(SCORES)}"],
        check=True,
        env=os.environ | {"CHROME_PATH": CHROMIUM},
    )
    categories = json.loads(report.read_text(encoding="utf-8"))["categories"]
    return {name: round(100 * categories[name]["score"]) for name in SCORES}


def main() -> int:
    """Print the table; how many scores are under the aim."""
    build.build()
    lighthouse = tool()
    print(f"{'Lighthouse, phone profile, aim ' + str(AIM):42}" + "".join(f"{name:>16}" for name in SCORES))
    under = 0
    with Server(port=0, quiet=True) as server:
        thread = Thread(target=server.serve_forever, daemon=True)
        thread.start()
        for page in PAGES:
            found = scores(lighthouse, server.address + page)
            under += sum(score < AIM for score in found.values())
            print(f"{page:42}" + "".join(f"{found[name]:>16}" for name in SCORES), flush=True)
        server.shutdown()
        thread.join()
    return under


if __name__ == "__main__":
    sys.exit(1 if main() else 0)
