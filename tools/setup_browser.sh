#!/bin/sh
# A browser and Chinese fonts for the browser tests, from Debian's own packages; nothing where they are there already.
set -eu
need=
for browser in chromium chromium-headless-shell; do  # the whole one measures, the bare one tests
  command -v $browser >/dev/null 2>&1 || need="$need $browser"
done
fc-list :lang=zh 2>/dev/null | grep -q . || need="$need fontconfig fonts-noto-cjk"
[ -z "$need" ] && exit 0
sudo=; [ "$(id -u)" = 0 ] || sudo=sudo
$sudo apt-get -o Acquire::Retries=5 update -qq
# shellcheck disable=SC2086  # a list of packages
DEBIAN_FRONTEND=noninteractive $sudo apt-get -o Acquire::Retries=5 install -y -qq --no-install-recommends $need >/dev/null
