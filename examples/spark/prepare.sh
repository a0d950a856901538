# Sourced by test.sh and bench.sh. Prepares what both need, in folders that Git ignores. Sets here, root and venv.
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)
venv=$root/build/spark/venv

fail() {
  printf 'SPARK: FAILED: %s\n' "$1"
  exit 1
}

command -v java >/dev/null || fail "no java: install a JRE, 17 or later"
command -v python3 >/dev/null || fail "no python3: install 3.11 or later, with venv"
[ -f "$root/dist/durable-id.mjs" ] || fail "no dist/durable-id.mjs: npm run build makes it"

# Installs the requirements only if they have changed.
if ! cmp -s "$here/requirements.txt" "$venv/requirements.txt"; then
  rm -rf "$venv"
  python3 -m venv "$venv"
  "$venv/bin/pip" install --quiet --disable-pip-version-check -r "$here/requirements.txt" || fail "pip can't install"
  cp "$here/requirements.txt" "$venv/requirements.txt"
fi
