"""Names in a page's head every module that its script loads, so that the browser asks for all of them at once.

A page asks for it by one line, ``<link rel="modulepreload" href="main.js">``; the modules are those that ``main.js``
imports, and what these import, statically: what a page imports later, by a call, it loads then.
"""

import posixpath
import re
from collections.abc import Mapping

LINE = re.compile(r'<link rel="modulepreload" href="([^"]+)">\n')
IMPORTED = re.compile(r'^(?:import|export)\b[^;"()]*"(\.[^"]+)"', re.MULTILINE)


def add(files: dict[str, bytes]) -> None:
    """Write the lists into the pages of a site, in place. Raises KeyError for a module that is not there."""
    for page in [name for name in files if name.endswith("/index.html")]:
        folder = posixpath.dirname(page)

        def listed(found: re.Match[str], folder: str = folder) -> str:
            modules = graph(posixpath.join(folder, found[1]), files)
            return "".join(
                f'<link rel="modulepreload" href="{posixpath.relpath(module, folder)}">\n'
                for module in modules
            )

        files[page] = LINE.sub(listed, files[page].decode()).encode()


def graph(module: str, files: Mapping[str, bytes]) -> list[str]:
    """The module and all that it imports, each once, in the order in which they are named."""
    found = [module]
    for one in found:
        for path in IMPORTED.findall(files[one].decode()):
            imported = posixpath.normpath(posixpath.join(posixpath.dirname(one), path))
            if imported not in found:
                found.append(imported)
    return found
