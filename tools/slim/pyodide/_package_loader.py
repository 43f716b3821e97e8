# ruff: noqa: F401
"""Where packages would go. None is ever loaded."""

from pyodide_js import loadedPackages  # a snapshot expects it in its place


class _Folder:
    """A path as Pyodide's start asks for it: by ``__str__`` from JavaScript."""

    def __init__(self, path):
        self._path = path

    def __str__(self):
        return self._path


SITE_PACKAGES = _Folder("/lib/python3.14/site-packages")
DSO_DIR = _Folder("/usr/lib")


def init_loaded_packages():
    pass
