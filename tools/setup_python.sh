#!/bin/sh
# Makes .venv from requirements/dev.txt: every version pinned, every file checked by its hash.
set -eu
python=${PYTHON:-python3}
# Debian's own 3.11 is built for speed, and preferred where it is whole; one compiled on the machine is slower.
whole='import ensurepip, sys, venv; sys.exit(sys.version_info[:2] != (3, 11))'
[ -n "${PYTHON:-}" ] || ! /usr/bin/python3 -c "$whole" 2>/dev/null || python=/usr/bin/python3
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed" >&2; exit 1; }
if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
  # Debian ships these two apart from Python itself.
  apt-get update -qq && apt-get install -y -qq python3-venv
fi
[ -x .venv/bin/python ] || "$python" -m venv .venv
.venv/bin/python -m pip install --quiet --no-deps --require-hashes -r requirements/dev.txt
.venv/bin/python -m pip install --quiet --no-deps --no-build-isolation --editable .
# Older pips leave jieba uncompiled; the warnings that compiling it brings belong here, not into a test.
.venv/bin/python -W ignore -m compileall -q .venv/lib/python3*/site-packages/jieba
touch .venv/.ready
