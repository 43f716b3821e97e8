#!/bin/sh
# Pins every dependency, with hashes: for Python 3.11 on any Linux, and for the functions' own Python on Lambda.
set -eu
[ -x build/lock/bin/uv ] || { python3 -m venv build/lock && build/lock/bin/pip install --quiet uv==0.13.9; }
pin() {
  build/lock/bin/uv pip compile --quiet --generate-hashes --no-header --no-annotate --no-emit-index-url \
    --no-emit-find-links "$@"
}
pin --python-version 3.11 --universal --extra cli --extra functions --extra local --extra site --extra test --extra check \
  --output-file requirements/dev.txt pyproject.toml requirements/build.in
pin --python-version 3.13 --python-platform aarch64-manylinux_2_34 --extra functions \
  --output-file requirements/functions.txt pyproject.toml
pin --python-version 3.11 --universal --output-file requirements/cloud.txt requirements/cloud.in
echo "openfisca-core==46.0.1" |  # what the core's speed is compared with, in an environment of its own
  pin --python-version 3.11 --universal --output-file requirements/bench-openfisca.txt -
