#!/bin/sh
# Copies ATLAS_STATE into one file, while the atlas serves and builds:
#   backup.sh STATE FOLDER [KEEP]
# A release never changes once it is there, and the pointer moves only to one that is there; so the
# pointer is read first and the releases after it. Kept are the KEEP newest copies (14). Left out:
# drafts in the making and the compressed scripts, which the app makes again.
set -eu
umask 077
state=${1:?"backup.sh STATE FOLDER [KEEP]"}
folder=${2:?"backup.sh STATE FOLDER [KEEP]"}
keep=${3:-14}
[ -s "$state/current" ] || { echo "$state: no release was published; nothing to copy" >&2; exit 1; }
mkdir -p "$folder"
copy="atlas-medan-$(date -u +%Y%m%dT%H%M%SZ).tar.gz"
trap 'rm -f "$folder/.$copy" "$folder/.list-$$"' EXIT
{
    for name in current history withdrawn.json; do
        [ ! -e "$state/$name" ] || printf '%s\n' "$name"
    done
    find "$state" -mindepth 1 -maxdepth 1 ! -name '.*' ! -name static ! -name current \
        ! -name history ! -name withdrawn.json -printf '%f\n' | sort
} > "$folder/.list-$$"
tar -czf "$folder/.$copy" -C "$state" -T "$folder/.list-$$"
served=$(tar -xzOf "$folder/.$copy" current)
tar -tzf "$folder/.$copy" "releases/$served/manifest.json" "releases/$served/atlas.duckdb" >/dev/null
mv "$folder/.$copy" "$folder/$copy"
(cd "$folder" && sha256sum "$copy" > "$copy.sha256")
ls -1 "$folder"/atlas-medan-*.tar.gz | sort -r | tail -n +"$((keep + 1))" | while read -r old; do
    rm -f "$old" "$old.sha256"
done
echo "$folder/$copy"
