#!/bin/sh
# Pins every dependency, with hashes, for Python 3.11 on any Linux.
set -eu
[ -x build/lock/bin/uv ] || { python3 -m venv build/lock && build/lock/bin/pip install --quiet uv==0.13.9; }
build/lock/bin/uv pip compile --quiet --python-version 3.11 --universal --generate-hashes --no-header --no-annotate \
  --no-emit-index-url --no-emit-find-links --extra cli --extra site --extra test --extra check \
  --output-file requirements/dev.txt pyproject.toml requirements/build.in
