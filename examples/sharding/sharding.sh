#!/usr/bin/env bash
# sharding.sh PROGRAM SERVER: two private PostgreSQL servers, north and south, and a province on both.
# SERVER is tests/support/postgresql_server.sh.
set -euo pipefail

program="$1"
server="$2"
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
folder="$(mktemp -d)"
chmod 711 "$folder"

finish() {
    "$server" stop "$folder/north" || true
    "$server" stop "$folder/south" || true
    rm -rf "$folder"
}
trap finish EXIT

rows() {
    psql -X -q -A -t -d "$(cat "$folder/$1/url")" -c "SELECT count(*) FROM xueshi.xueshi_$2"
}

"$server" start "$folder/north"
"$server" start "$folder/south"
north="$(cat "$folder/north/url")"
south="$(cat "$folder/south/url")"

"$program" prepare "$south"
psql -X -q -d "$north" -v host="$folder/south" -v password=not-a-secret -f "$here/north.sql"
"$program" play "$north"

echo "enrolments in the north: $(rows north enrollment_north), in the south: $(rows south enrollment)"
echo "persons in the north: $(rows north person_north), in the south: $(rows south person)"
echo "seen from the north: $(rows north enrollment) enrolments, $(rows north person) persons"

"$server" kill "$folder/south"
echo "Without the south:"
"$program" south "$north"
"$program" north "$north"
"$server" launch "$folder/south"
echo "With it again:"
"$program" south "$north"
"$program" north "$north"
