# What the tests with real servers share; sourced. Each works in a fresh folder of its own ($folder) with sockets and ports of its
# own, and takes everything away when it ends, however it ends. Status 77: a server is not installed; the test is skipped.
set -euo pipefail
folder=$(mktemp -d /tmp/dateline-test.XXXXXX)
chmod 755 "$folder"
stops=()
at_end() {
  status=$?
  set +e
  kill $(jobs -p) > /dev/null 2>&1  # workers, when a case fails
  for ((i = ${#stops[@]} - 1; i >= 0; --i)); do eval "${stops[i]}" > /dev/null 2>&1; done
  if [ $status -ne 0 ] && [ $status -ne 77 ]; then tail -n 15 "$folder"/*.log 2> /dev/null; fi
  rm -rf "$folder"
  exit $status
}
trap at_end EXIT
trap 'exit 1' INT TERM
needs() {
  for program in "$@"; do
    if ! command -v "$program" > /dev/null && [ ! -x "/usr/sbin/$program" ]; then echo "no $program; skipped"; exit 77; fi
  done
}
free_port() { python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'; }
# wait_for SECONDS COMMAND...: until it succeeds.
wait_for() {
  local tries=$(($1 * 10)); shift
  until "$@" > /dev/null 2>&1; do
    [ $((tries--)) -gt 0 ] || { echo "waited in vain for: $*"; return 1; }
    sleep 0.1
  done
}

# The user that servers that refuse to be root run as.
as() {
  local user=$1; shift
  if [ "$(id -u)" -eq 0 ]; then runuser -u "$user" -- "$@"; else "$@"; fi
}
pg_control() { as postgres "$pg_bin/pg_ctl" -D "$folder/pg/data" "$@"; }
pg_start() { pg_control -w -l "$folder/pg/log" -o "-c listen_addresses='' -c unix_socket_directories='$folder/pg'" start > /dev/null; }
# Makes a PostgreSQL on a socket alone and sets $postgres; fsync stays on: faults are tested.
postgres_cluster() {
  pg_bin=$(ls -d /usr/lib/postgresql/*/bin 2> /dev/null | sort -V | tail -n 1)
  [ -x "$pg_bin/initdb" ] || { echo "no PostgreSQL; skipped"; exit 77; }
  mkdir "$folder/pg"
  [ "$(id -u)" -ne 0 ] || chown postgres "$folder/pg"
  as postgres "$pg_bin/initdb" -A trust -U postgres --no-sync -E UTF8 --locale=C.UTF-8 -D "$folder/pg/data" > "$folder/initdb.log" 2>&1
  stops+=("pg_control -m immediate stop")
  pg_start
}
postgres_store() {
  psql -q -h "$folder/pg" -U postgres -c "CREATE DATABASE $1"
  echo "postgresql:///$1?host=$folder/pg&user=postgres"
}

# Every row of the tables that say what is known, whichever database they lie in, for comparing.
sql() {
  case "$1" in
    postgres*) psql -q -At -F '|' "$1" -c "$2" ;;
    *) sqlite3 -readonly "$1" "$2" ;;
  esac
}
dump() {
  for query in \
    "SELECT id, address, record_id, digest, engine, url, title, publisher, language, published, fetched, paywalled, day, copy_of, CAST(round(overlap * 1000000 - 0.1) AS INTEGER), story FROM articles" \
    "SELECT id, article, incident, type, status, said_by, report FROM events" \
    "SELECT id, story, type, status, day, reports, articles, sources, incident FROM incidents" \
    "SELECT incident, side, place, name, kb, code, country, day FROM parties" \
    "SELECT actor, recipient, day, incident, type, status, quad FROM dyads" \
    "SELECT article, day FROM recent" \
    "SELECT count(*) FROM words" "SELECT count(*) FROM points"; do
    echo "== ${query##* }"
    sql "$1" "$query" | LC_ALL=C sort
  done
}
# same STORE DUMP WHAT: fails, and shows the first rows that differ.
same() {
  dump "$1" > "$folder/other.dump"
  if ! cmp -s "$2" "$folder/other.dump"; then
    echo "$3: the tables differ from those of one process"
    diff "$2" "$folder/other.dump" | cut -c 1-300 | head -n 10
    return 1
  fi
  echo "$3: the same tables, $(sql "$1" 'SELECT count(*) FROM articles') articles, $(sql "$1" 'SELECT count(*) FROM incidents') incidents"
}
