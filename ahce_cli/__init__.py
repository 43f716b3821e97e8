"""The command line: files, terminals and spreadsheets live here, rules in :mod:`ahce_core`."""
