#!/usr/bin/env bash
# The job on a cluster of two executors, against the command line: npm run test:spark, after npm run build.
set -euo pipefail
# shellcheck source=prepare.sh
source "$(dirname "$0")/prepare.sh"

started=$SECONDS
PYTHONDONTWRITEBYTECODE=1 "$venv/bin/python" -m pytest -p no:cacheprovider -q "$@" "$here" || fail "see above"
printf 'SPARK: passed in %s s\n' "$((SECONDS - started))"
