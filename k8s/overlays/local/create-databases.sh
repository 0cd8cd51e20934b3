#!/bin/sh
# Run once by the PostgreSQL image, on an empty volume: a role and a database of the same name for each service.
set -eu
secrets=${PARLEY_SECRETS:-/run/secrets/parley}
for service in chat auth; do
    psql --no-psqlrc --set=ON_ERROR_STOP=1 --username=postgres \
        --set=role="$(cat "$secrets/$service/user")" \
        --set=password="$(cat "$secrets/$service/password")" <<'SQL'
CREATE ROLE :"role" LOGIN PASSWORD :'password';
CREATE DATABASE :"role" OWNER :"role";
REVOKE CONNECT ON DATABASE :"role" FROM PUBLIC;
SQL
done
