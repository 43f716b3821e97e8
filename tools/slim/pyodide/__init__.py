# ruff: noqa: F401, I001
"""Pyodide's Python side without its event loop: the worker calls functions, and nothing waits.

The import stands where the event loop's stood: a snapshot expects the same JavaScript objects in the same order.
"""

__version__ = "314.0.7"

from . import _state
from pyodide_js._api import scheduleCallback
