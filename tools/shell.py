"""Puts what the pages have alike where they name it, by a comment such as ``<!-- shell/head.html -->`` on a line of its own.

The parts lie in site/shell. Their links are those of a page in a folder of the site, such as /verify/.
"""

import re
from pathlib import Path

PLACE = re.compile(r"<!-- shell/([a-z]+\.html) -->\n")


def add(files: dict[str, bytes], parts: Path) -> None:
    """Fill the pages of a site, in place. Raises FileNotFoundError for a part that is not there."""
    for page in [name for name in files if name.endswith("/index.html")]:
        text = files[page].decode()
        files[page] = PLACE.sub(lambda found: (parts / found[1]).read_text("utf-8"), text).encode()
