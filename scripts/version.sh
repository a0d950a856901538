#!/usr/bin/env bash
# `npm version` runs this after it has written the new version into package.json, and before it commits.
set -euo pipefail

# Moves the changelog's "Unreleased" section under the version and today's date.
npx changelog --release --version "$npm_new_version" --format markdownlint

# The examples ask for the new version.
for manifest in examples/*/package.json; do
  (cd "$(dirname "$manifest")" && npm pkg set "dependencies.durable-id=^$npm_new_version")
done

git add CHANGELOG.md examples
