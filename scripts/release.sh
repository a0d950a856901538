#!/usr/bin/env bash
# `npm version` runs this twice: before it changes anything (preversion), and before it commits (version).
set -euo pipefail

fail() { echo "release: $1" >&2; exit 1; }

[ "$(git branch --show-current)" = main ] || fail "releases are made on the branch main"

# npm compares this address with the provenance of a release, and the changelog links to it.
url=$(node -p 'JSON.parse(fs.readFileSync("package.json", "utf8")).repository?.url ?? ""')
[ -n "$url" ] || fail "package.json must have repository.url"
url=${url#git+}

grep -q '^## Unreleased$' CHANGELOG.md || fail 'CHANGELOG.md must have a section "## Unreleased"'

[ "$npm_lifecycle_event" = version ] || exec .ci/run

# Moves the changelog's "Unreleased" section under the version and today's date.
npx changelog --release --version "$npm_new_version" --format markdownlint --url "${url%.git}"

# The examples ask for the new version.
for manifest in examples/*/package.json; do
  (cd "$(dirname "$manifest")" && npm pkg set "dependencies.durable-id=^$npm_new_version")
done

git add CHANGELOG.md examples
