"""The shell around the rules: it reads a request, asks :mod:`ahce_core`, and keeps what was decided. No rule lives here."""
