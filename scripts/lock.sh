#!/bin/sh
# Writes requirements.lock (run time) and requirements-dev.lock (with the tools) from pyproject.toml.
# Runs pip-tools in a throw-away environment; the locks name no index and no path of this machine.
set -eu
cd "$(dirname "$0")/.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
.venv/bin/python -m venv "$work/venv"
"$work/venv/bin/python" -m pip --quiet install "pip-tools>=7.5"
compile() {
    out=$1
    shift
    "$work/venv/bin/pip-compile" --quiet --generate-hashes --strip-extras --allow-unsafe \
        --no-annotate --no-header --no-emit-index-url --no-emit-find-links \
        --no-emit-trusted-host --output-file "$out" "$@" pyproject.toml
}
compile requirements.lock
compile requirements-dev.lock --extra dev --constraint requirements.lock
if grep -nE '://|^-|/' requirements.lock requirements-dev.lock; then
    echo 'lock: a line above names a place of this machine' >&2
    exit 1
fi
