"""Pyodide's own start without its tracebacks: this runtime never shows one."""

from . import _base, _importhook

__all__ = ["_base", "_importhook"]


def set_excepthook():
    """Nothing: an exception here sends the worker to the plain runtime."""
