#!/bin/sh
# Puts a copy made by backup.sh into an empty folder:
#   restore.sh COPY STATE
# It never writes over anything: move a broken STATE away first.
set -eu
umask 027
copy=${1:?"restore.sh COPY STATE"}
state=${2:?"restore.sh COPY STATE"}
if [ -f "$copy.sha256" ]; then
    (cd "$(dirname "$copy")" && sha256sum --quiet -c "$(basename "$copy").sha256")
fi
mkdir -p "$state"
[ -z "$(ls -A "$state")" ] || { echo "$state is not empty; move it away first" >&2; exit 1; }
tar -xzf "$copy" -C "$state"
echo "$state serves release $(cat "$state/current")"
