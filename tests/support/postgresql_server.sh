#!/usr/bin/env bash
# A PostgreSQL server for tests and benches alone: postgresql_server.sh WORD FOLDER, where WORD is
#   start     from nothing; what follows FOLDER are more settings, -c name=value
#   secure    the same, on loopback too, at a free port, where it takes only TLS (FOLDER/server.crt)
#   follow    the server of another FOLDER, which comes next: a standby that answers queries
#   stop      and remove everything
#   restart   end it at once, and start it again
#   kill      kill -9 of all its processes
#   launch    start it again after that
#
# FOLDER holds the data, the socket, the log and, in the file `url`, how to get in. `start` opens no port.
# Data are not written through to the disk, as they are not meant to last; the benches' settings say otherwise.
set -euo pipefail

word="$1"
folder="$2"
more="${*:3}"
secret=not-a-secret

programs() {
    local newest
    newest="$(printf '%s\n' /usr/lib/postgresql/*/bin | sort -V | tail -n 1)"
    [[ -x "$newest/initdb" ]] || newest="$(pg_config --bindir 2>/dev/null || true)"
    [[ -x "$newest/initdb" ]] || {
        echo "no PostgreSQL server here: install postgresql-15" >&2
        exit 1
    }
    printf '%s' "$newest"
}

# The server refuses to run as root.
unprivileged() {
    if [[ $EUID -eq 0 ]]; then
        (cd "$folder" && setpriv --reuid=postgres --regid=postgres --clear-groups "$@")
    else
        "$@"
    fi
}

control() {
    unprivileged "$(programs)/pg_ctl" --silent -D "$folder/data" "$@"
}

launch() {
    local settings="-k $folder -c listen_addresses= -c fsync=off -c max_connections=200"
    settings+=" -c full_page_writes=off $(cat "$folder/settings")"
    control -w -t 120 -l "$folder/log" -o "$settings" start >/dev/null 2>&1 9>&- || {
        cat "$folder/log" >&2
        exit 1
    }
}

make_room() {
    [[ ! -e "$folder/data/postmaster.pid" ]] || stop
    rm -rf "$folder"
    mkdir -p "$folder"
    printf '%s' "$secret" >"$folder/password"
    printf '%s' "$more" >"$folder/settings"
    [[ $EUID -ne 0 ]] || chown -R postgres "$folder"
}

tell_url() {
    printf 'postgresql://xueshi:%s@%s/postgres' "$secret" "${folder//\//%2F}" >"$folder/url"
}

create() {
    make_room
    unprivileged "$(programs)/initdb" -D "$folder/data" -U xueshi --pwfile="$folder/password" \
        --auth=scram-sha-256 -E UTF8 --locale=C.UTF-8 --no-sync >/dev/null
}

start() {
    create
    launch
    tell_url
}

follow() {
    local primary
    primary="$(cat "$1/url")"
    more="${*:2}"
    make_room
    unprivileged "$(programs)/pg_basebackup" -D "$folder/data" -d "$primary" --write-recovery-conf \
        --wal-method=stream --checkpoint=fast --no-sync
    launch
    tell_url
}

# A port that looks free can be taken before the server has it: then another is tried.
secure() {
    local port data="$folder/data"
    create
    unprivileged openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost \
        -addext subjectAltName=IP:127.0.0.1 -keyout "$data/server.key" -out "$data/server.crt" \
        2>/dev/null
    unprivileged sed -i 's/^host /hostssl /' "$data/pg_hba.conf"
    for _ in {1..20}; do
        port=$((20000 + RANDOM))
        printf '%s -c ssl=on -c listen_addresses=127.0.0.1 -c port=%s' "$more" "$port" \
            >"$folder/settings"
        if (launch) 2>/dev/null; then
            printf 'postgresql://xueshi:%s@127.0.0.1:%s/postgres' "$secret" "$port" >"$folder/url"
            cp "$data/server.crt" "$folder/server.crt"
            return
        fi
    done
    cat "$folder/log" >&2
    exit 1
}

stop() {
    control -w -m immediate stop >/dev/null || true
    rm -rf "$folder"
}

# The server and those it has started. Stopped first, so that it can't start others meanwhile.
end_hard() {
    local server processes process
    server="$(head -n 1 "$folder/data/postmaster.pid")"
    kill -STOP "$server"
    processes="$(pgrep -P "$server") $server"
    # shellcheck disable=SC2086
    kill -KILL $processes 2>/dev/null || true
    for process in $processes; do
        # Until it is gone, or dead though its parent hasn't taken note yet.
        while grep -qs '^State:[[:space:]]*[^ZX]' "/proc/$process/status"; do :; done
    done
    rm -f "$folder/data/postmaster.pid"
}

case "$word" in
    start) start ;;
    secure) secure ;;
    follow) follow "${@:3}" ;;
    stop) stop ;;
    kill) end_hard ;;
    launch) launch ;;
    restart)
        control -w -m immediate stop >/dev/null
        launch
        ;;
    *) exit 2 ;;
esac
