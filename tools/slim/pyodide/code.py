"""Nothing: the worker calls functions by name and never runs source text."""
