#!/bin/sh
# Bundles the editor component of `briefgen preview` into one file, with the licences it is under.
# Needs npm and its registry, at this time only; the versions stand in scripts/editor/package.json.
set -eu
cd "$(dirname "$0")/.."
out=$PWD/briefgen/preview/static
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp scripts/editor/package.json scripts/editor/editor.js "$work"
cd "$work"
npm install --silent --ignore-scripts --no-audit --no-fund
node_modules/.bin/esbuild editor.js --bundle --minify --charset=utf8 --format=iife \
    --global-name=BriefgenEditor --target=es2020 --legal-comments=none \
    --banner:js="/* CodeMirror 6 and Lezer (MIT; codemirror.LICENSE), bundled by scripts/make_editor.sh */" \
    --outfile="$out/codemirror.js"
{
    echo "codemirror.js holds these packages, each under the licence below it."
    find node_modules -name LICENSE -not -path '*esbuild*' | LC_ALL=C sort | while read -r licence; do
        folder=$(dirname "$licence")
        version=$(sed -n 's/^ *"version": "\(.*\)".*/\1/p' "$folder/package.json" | head -n 1)
        printf '\n== %s %s\n\n' "${folder#node_modules/}" "$version"
        cat "$licence"
    done
} > "$out/codemirror.LICENSE"
wc -c "$out/codemirror.js"
