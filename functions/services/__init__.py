"""Use cases: load, ask the core, save. What the law decides is asked of :mod:`ahce_core.registration`, never decided here."""
