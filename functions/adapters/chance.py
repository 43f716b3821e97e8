"""Chance from the operating system."""

import base64
import secrets


class SystemChance:
    """A :class:`~functions.ports.Chance`."""

    def identifier(self) -> str:
        return base64.b32encode(secrets.token_bytes(16)).decode().rstrip("=").lower()

    def below(self, limit: int) -> int:
        return secrets.randbelow(limit)

    def salt(self) -> str:
        return secrets.token_hex(16)
