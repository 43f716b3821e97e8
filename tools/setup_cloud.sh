#!/bin/sh
# Makes build/cloud, the environment of the tools that check the deployment offline. They pin pydantic and botocore.
set -eu
mkdir -p build
exec 9>build/cloud.lock
flock 9
if [ ! -f build/cloud/.ready ] || ! cmp -s requirements/cloud.txt build/cloud/.ready; then
  rm -rf build/cloud
  "${PYTHON:-python3}" -m venv build/cloud
  build/cloud/bin/python -m pip install --quiet --retries 10 --timeout 60 --no-deps --require-hashes \
    -r requirements/cloud.txt
  cp requirements/cloud.txt build/cloud/.ready
fi
