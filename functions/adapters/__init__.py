"""The ports' adapters: one for a single machine (SQLite, files, local keys), one for AWS. Each module loads alone."""
