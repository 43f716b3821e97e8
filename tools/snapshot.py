"""What is done inside Pyodide before its memory is written down (tools/runtime.mjs runs this file there).

The rules are imported and have answered once, so that nothing is left to do on the first question. Then all that only
Pyodide's start needed is let go, and what the allocator has free is overwritten, so that the snapshot is small.
"""

import gc
import itertools
import sys
import types
import zipimport
from collections.abc import Callable
from functools import partial

import ahce_core.api

# Needed while Pyodide starts, never to answer.
STARTING = (
    "__future__",
    "_sitebuiltins",
    "_tokenize",
    "codeop",
    "inspect",
    "linecache",
    "textwrap",
    "traceback",
    "typing",
)
HAS_DOCSTRING = 0x4000000  # the flag of a code object


def answer() -> None:
    """Warm up: a year of every kind of answer, and of every kind of refusal."""
    for text in (
        '{"year": 2026, "activities": [{"id": "a", "kind": "teaching", "title": "t", "date": "2026-04-03"},'
        ' {"id": "b", "kind": "courseware", "title": "t", "date": "2026-04-03", "subject": "general", "rated_hours": 1.5}]}',
        '{"yaer": 2026, "activities": [{"kind": "papr"}]}',
        "{",
    ):
        ahce_core.api.assess(text)
        ahce_core.api.summary(text)


def let_go() -> None:
    """Drop the modules of the start, and every name that still leads to one."""
    gone = {name: sys.modules.pop(name) for name in STARTING if name in sys.modules}
    for module in list(sys.modules.values()):
        names = getattr(module, "__dict__", {})
        for name, value in list(names.items()):
            if any(value is module for module in gone.values()) or getattr(value, "__module__", None) in gone:
                names[name] = None
    for module in gone.values():
        if hasattr(module, "__file__"):
            module.__dict__.clear()
    sys.path_importer_cache.clear()
    zipimport._zip_directory_cache.clear()  # type: ignore[attr-defined]


def bare(code: types.CodeType) -> types.CodeType:
    """The same code without line numbers and docstrings, which only a traceback and help() would show."""
    constants = tuple(
        bare(constant) if isinstance(constant, types.CodeType) else constant for constant in code.co_consts
    )
    if code.co_flags & HAS_DOCSTRING:
        constants = (None, *constants[1:])
    return code.replace(co_consts=constants, co_linetable=b"", co_flags=code.co_flags & ~HAS_DOCSTRING)


def strip() -> None:
    """Make every function bare."""
    for function in gc.get_objects():
        if isinstance(function, types.FunctionType):
            function.__code__ = bare(function.__code__)
            function.__doc__ = None


def overwrite() -> None:
    """Fill what Python's allocator has free, size by size, until it would have to ask for more."""
    arenas = {id(thing) >> 20 for thing in gc.get_objects()}
    head = sys.getsizeof(b"")
    number = itertools.count(1 << 100)
    sizes = [partial(bytes, size - head) for size in range(512, head, -16)]
    makers: list[Callable[[], object]] = [*sizes, lambda: next(number), object]
    held = []
    for make in makers:
        while True:
            thing = make()
            held.append(thing)
            if id(thing) >> 20 not in arenas:
                break


answer()
let_go()
strip()
gc.collect()
overwrite()
gc.collect()
for name in ("answer", "let_go", "overwrite", "STARTING", "gc", "itertools", "sys", "zipimport", "name"):
    del globals()[name]
