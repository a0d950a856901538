#!/usr/bin/env bash
# Rows per second of the job on two executors of one core each: npm run bench:spark, after npm run build.
set -euo pipefail
# shellcheck source=prepare.sh
source "$(dirname "$0")/prepare.sh"

rows=${1:-10000000}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp "$root/dist/durable-id.mjs" "$work/durable-id.mjs"
"$venv/bin/python" "$here/make_data.py" "$work" --rows "$rows" --program "$work/durable-id.mjs"

export SPARK_HOME PYSPARK_PYTHON="$venv/bin/python" SPARK_LOCAL_IP=127.0.0.1
SPARK_HOME=$("$venv/bin/python" -c 'import pathlib, pyspark; print(pathlib.Path(pyspark.__file__).parent)')
keys=(--unique-key chat-ChatRoom --unique-key chat-Presence)

# Rows per second of one method: $@ are its options.
submit() {
  "$SPARK_HOME/bin/spark-submit" --master 'local-cluster[2,1,1024]' --conf spark.ui.enabled=false --conf spark.log.level=ERROR \
    --files "$work/durable-id.mjs,$work/rooms.key" --py-files "$here/durable_id_filter.py" \
    "$here/check_sessions.py" "$work/sessions.parquet" "$work/checked" "$@"
}

echo "by SQL:"
mkdir "$work/sql"
for result in verdict namespace jurisdiction; do
  # Only so that the same rows are valid with both methods: a secret key does not belong into SQL.
  node "$work/durable-id.mjs" sql --dialect spark --column session_id "${keys[@]}" --key-file "$work/rooms.key" --allow-secret-key-in-sql \
    --result "$result" 2>/dev/null >"$work/sql/$result.sql"
done
submit --sql "$work/sql"
echo "by the filter:"
submit "${keys[@]}" --key-file rooms.key
rm -rf "$SPARK_HOME/work"
