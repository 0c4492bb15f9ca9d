#!/bin/sh
# Make both requirement files anew from pyproject.toml; needs uv.
set -eu
cd "$(dirname "$0")/.."
lock() { uv pip compile -q --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header pyproject.toml "$@"; }
lock --extra build -o requirements/run.txt
lock --extra build --extra dev -c requirements/run.txt -o requirements/dev.txt
