"""Pyodide holds on to this module for promises; this runtime awaits none."""
