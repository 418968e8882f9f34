#!/usr/bin/env bash
# The suite on SQLite, then on PostgreSQL; only on the one that DATABASE_URL names, where it is set.
# PostgreSQL is DATABASE_URL_POSTGRES, else the one that answers at 127.0.0.1:5432, else a cluster of our own for this run.
set -euo pipefail
cd "$(dirname "$0")/.."

python=.venv/bin/python
local_server=postgres://postgres@127.0.0.1:5432/portal

# The browser's tests keep an event loop, which the others must not share: they run by themselves.
suite() {
  export DATABASE_URL=$1
  echo "Running the suite on ${DATABASE_URL%%:*}"
  $python -m pytest -n 2 --ignore tests/browser
  $python -m pytest -n 0 tests/browser
}

answers() {
  $python - "$1" 2>/dev/null <<'PYTHON'
import sys
import dj_database_url, psycopg2
at = dj_database_url.parse(sys.argv[1])
psycopg2.connect(
    host=at["HOST"], port=at["PORT"] or 5432, user=at["USER"], password=at["PASSWORD"], dbname="postgres", connect_timeout=3
)
PYTHON
}

# The folder of initdb and pg_ctl; Debian keeps them off the path. Nothing where there is none.
server_programs() {
  local initdb
  initdb=$(command -v initdb || ls -d /usr/lib/postgresql/*/bin/initdb 2>/dev/null | sort -V | tail -1) || true
  [ -z "$initdb" ] || dirname "$initdb"
}

# PostgreSQL refuses to run as root.
as_server_user() {
  if [ "$(id -u)" = 0 ]; then runuser -u postgres -- env -C "$cluster" "$@"; else "$@"; fi
}

own_cluster() {
  if [ -z "$(server_programs)" ] && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "Installing PostgreSQL for the tests"
    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends postgresql >/dev/null
  fi
  programs=$(server_programs)
  [ -n "$programs" ] || return 1
  cluster=$(mktemp -d)
  own_port=$($python -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
  [ "$(id -u)" != 0 ] || chown postgres "$cluster"
  trap 'as_server_user "$programs/pg_ctl" -D "$cluster/data" -m immediate stop >/dev/null; rm -rf "$cluster"' EXIT
  as_server_user "$programs/initdb" -D "$cluster/data" -U postgres -A trust -E UTF8 --locale=C >/dev/null
  as_server_user "$programs/pg_ctl" -D "$cluster/data" -l "$cluster/log" -w \
    -o "-p $own_port -c listen_addresses=127.0.0.1 -c unix_socket_directories=$cluster -c fsync=off" start >/dev/null
}

if [ -n "${DATABASE_URL:-}" ]; then
  suite "$DATABASE_URL"
  exit
fi

# Looked for first, so that the last lines printed are the test runner's own.
if [ -n "${DATABASE_URL_POSTGRES:-}" ]; then
  postgres=$DATABASE_URL_POSTGRES
elif answers "$local_server"; then
  postgres=$local_server
elif own_cluster; then
  postgres=postgres://postgres@127.0.0.1:$own_port/portal
else
  postgres=
  echo "******************************************************************************" >&2
  echo "*  NOT TESTED ON POSTGRESQL: no server answers and none is installed here.   *" >&2
  echo "*  sudo apt-get install -y postgresql, or set DATABASE_URL_POSTGRES.         *" >&2
  echo "******************************************************************************" >&2
  [ "${CI:-}" != true ] || exit 1
fi

suite "sqlite:///$PWD/var/tests.sqlite3"
[ -z "$postgres" ] || suite "$postgres"
