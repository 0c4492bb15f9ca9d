#!/bin/sh
# Run every check, count what failed, exit with 1 when something did.
export TRELLIS_MODE=test TRELLIS_HOME="${TRELLIS_HOME:-$PWD/var}/check"
bin="$PWD/.venv/bin"
failed=0
try() { printf '%-22s' "$1"; shift; if out=$("$@" 2>&1); then echo ok; else echo FAILED; printf '%s\n' "$out"; failed=$((failed + 1)); fi; }
try "ruff lint" "$bin/ruff" check src tests bench
try "ruff format" "$bin/ruff" format --check src tests bench
try "types" "$bin/mypy"
try "rooms" "$bin/lint-imports" --no-cache
try "templates" "$bin/djlint" --lint --quiet src
try "migrations" "$bin/python" manage.py makemigrations --check --dry-run
try "deploy settings" env TRELLIS_MODE=production TRELLIS_SECRET_KEY=$(head -c 48 /dev/urandom | base64 -w0) TRELLIS_ALLOWED_HOSTS=trellis.example "$bin/python" manage.py check --deploy --fail-level WARNING
[ "$failed" = 0 ] && echo "all checks passed" || { echo "$failed checks failed"; exit 1; }
