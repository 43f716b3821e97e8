"""Secrets of the embedded adapters: files that only their owner reads, made once, never overwritten."""

import os
import secrets
from collections.abc import Callable
from pathlib import Path


def kept(file: Path, make: Callable[[], bytes]) -> bytes:
    """The content of a secret file; where there is none, it is made first. Safe for processes and threads that start together."""
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        partial = file.with_name(f"{file.name}.{secrets.token_hex(8)}.partial")
        descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(make())
            stream.flush()
            os.fsync(descriptor)
        try:
            os.link(partial, file)  # fails where another process was first: then its secret is the one
        except FileExistsError:
            pass
        finally:
            partial.unlink()
    return file.read_bytes()
