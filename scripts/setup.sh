#!/bin/sh
# Sets briefgen up in .venv: a Python, the Debian libraries, the locked Python packages.
#
#   scripts/setup.sh         what a briefing needs
#   scripts/setup.sh test    and what the tests need
#
# Installs missing Debian packages as root or by sudo if it asks for no password; otherwise names
# them and stops with exit code 1. A second run does nothing unless the locks or this file changed.
set -eu

cd "$(dirname "$0")/.."
purpose=${1:-brief}
venv=.venv
stamp=$venv/.briefgen-$purpose
lock=requirements.lock
checkers="libpdfbox2-java libjaxb-api-java"
libraries="libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz0b libharfbuzz-subset0"
if [ "$purpose" = test ]; then
    lock=requirements-dev.lock
fi

say() { printf '==> %s\n' "$*" >&2; }

fail() {
    printf 'setup: %s\n' "$1" >&2
    [ $# -lt 2 ] || printf '  %s\n' "$2" >&2
    exit 1
}

installed() { [ "$(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null)" = installed ]; }

have_python() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; }

# The Python to use: the one that PYTHON names and no other, or the first that is new enough.
find_python() {
    for candidate in ${PYTHON:-python3 python3.14 python3.13 python3.12 python3.11}; do
        if command -v "$candidate" >/dev/null && have_python "$candidate"; then
            command -v "$candidate"
            return
        fi
    done
}

# LibreOffice may be there without Writer: its library tells.
have_writer() {
    program=$(command -v soffice || command -v libreoffice) || return 1
    [ -f "$(dirname "$(readlink -f "$program")")/libswlo.so" ]
}

# The Debian packages that are missing, one line.
missing_packages() {
    list=
    if command -v dpkg-query >/dev/null; then
        for package in $libraries; do
            installed "$package" || list="$list $package"
        done
    fi
    if [ "$purpose" = test ]; then
        have_writer || list="$list libreoffice-writer-nogui"
        command -v pdftotext >/dev/null || list="$list poppler-utils"
        command -v chromium >/dev/null || command -v google-chrome >/dev/null || list="$list chromium"
    fi
    if [ -z "$python" ]; then
        list="$list python3 python3-venv"
    elif ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
        # The system's Python comes without venv; a Python of another origin has its own.
        list="$list $("$python" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')"
    fi
    echo $list
}

# The command that may install packages: nothing for root, sudo if it asks for no password.
privilege() {
    if [ "$(id -u)" = 0 ]; then
        echo env
    elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
        echo "sudo env"
    fi
}

install_packages() {
    as=$(privilege)
    if [ -z "$as" ] || ! command -v apt-get >/dev/null; then
        fail "these Debian packages are missing: $*" "install them: sudo apt-get install $*"
    fi
    say "installing $*"
    log=$(mktemp)
    $as apt-get -qq update >"$log" 2>&1 || say "apt-get update failed; going on with the lists there are"
    if ! $as DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends "$@" \
        >>"$log" 2>&1; then
        tail -n 20 "$log" >&2
        rm -f "$log"
        fail "apt-get could not install: $*" "mend what it says above, then run make again"
    fi
    rm -f "$log"
}

# A second checker of PDF/A, 4 MB, where there are a Java for it and the rights; its tests are left
# out without it.
install_checkers() {
    as=$(privilege)
    if [ -z "$as" ] || ! command -v java >/dev/null || ! command -v apt-get >/dev/null; then
        return
    fi
    for package in $checkers; do
        installed "$package" || list="$list $package"
    done
    [ -n "$list" ] || return 0
    say "installing$list"
    $as apt-get -qq update >/dev/null 2>&1 || true
    # shellcheck disable=SC2086 # one word for each package
    $as DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends $list \
        >/dev/null 2>&1 || say "apt-get could not install$list; the tests with PDFBox are left out"
}

# Everything that the set-up depends on; compared with what the stamp holds.
fingerprint() {
    { "$venv/bin/python" -V; cat "$lock" pyproject.toml scripts/setup.sh; pwd; } 2>&1 | cksum
}

# Whether .venv works and is of the Python that was asked for, if one was.
have_venv() {
    have_python "$venv/bin/python" && "$venv/bin/python" -m pip -V >/dev/null 2>&1 &&
        { [ -z "${PYTHON:-}" ] || [ "$("$venv/bin/python" -V)" = "$("$PYTHON" -V)" ]; }
}

if [ -n "${PYTHON:-}" ] && ! { command -v "$PYTHON" >/dev/null && have_python "$PYTHON"; }; then
    fail "$PYTHON is no Python 3.11 or later" "name another one, or leave PYTHON out"
fi
if [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$(fingerprint)" ] && have_venv; then
    python=$venv/bin/python
    [ -n "$(missing_packages)" ] || exit 0
fi

python=$(find_python)
if [ -z "$python" ] && command -v python3 >/dev/null; then
    fail "$(python3 -V 2>&1) is too old: 3.11 or later is needed" \
        "install one (Ubuntu 22.04: sudo apt-get install python3.11 python3.11-venv)"
fi
if [ "$purpose" = test ]; then
    list=
    install_checkers
fi
packages=$(missing_packages)
if [ -n "$packages" ]; then
    # shellcheck disable=SC2086 # one word for each package
    install_packages $packages
    python=$(find_python)
fi
[ -n "$python" ] || fail "no Python 3.11 or later was found" \
    "install one, or name it: make PYTHON=/path/to/python3.12"

if ! have_venv; then
    say "making $venv with $("$python" -V)"
    rm -rf "$venv"
    "$python" -m venv "$venv"
fi
pip="$venv/bin/python -m pip --quiet --disable-pip-version-check --no-input"
say "installing the Python packages of $lock"
# jieba comes as a source archive; --use-pep517 builds it alike with every version of pip.
# --no-deps: the lock is whole. Without it pip 23 looks for what asks for an extra (coverage[toml])
# beside the lock, takes the newest and refuses it, from the day that a newer one is published.
$pip install --use-pep517 --require-hashes --no-deps -r "$lock" || fail \
    "pip could not install $lock" "see above; pip needs a package index that it can reach"
$pip install --no-deps -e . || fail "pip could not install briefgen itself" "see above"
$pip check || fail "the packages of $lock do not fit together" "renew it with scripts/lock.sh"
# Where the environment forbids Python to keep what it compiles, each run would compile all anew.
"$venv/bin/python" -m compileall -q briefgen
fingerprint >"$stamp"
if [ "$purpose" = test ]; then # which has all that a briefing needs
    lock=requirements.lock
    fingerprint >"$venv/.briefgen-brief"
fi
say "ready"
