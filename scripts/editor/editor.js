// The editor component of briefgen preview: CodeMirror with what templates need, as one global.
// Built by scripts/make_editor.sh; changes here take effect when it is run again.

import {
  autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap,
} from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap, insertTab, redo, undo } from "@codemirror/commands";
import { css } from "@codemirror/lang-css";
import { html } from "@codemirror/lang-html";
import { jinja } from "@codemirror/lang-jinja";
import {
  StreamLanguage, bracketMatching, defaultHighlightStyle, syntaxHighlighting,
} from "@codemirror/language";
import { toml } from "@codemirror/legacy-modes/mode/toml";
import { lintGutter, setDiagnostics } from "@codemirror/lint";
import { unifiedMergeView } from "@codemirror/merge";
import { highlightSelectionMatches, searchKeymap } from "@codemirror/search";
import { EditorState } from "@codemirror/state";
import {
  EditorView, drawSelection, highlightActiveLine, highlightSpecialChars, keymap, lineNumbers,
} from "@codemirror/view";

// The glossary: comments, the header, and the columns parted by tabs.
const terms = StreamLanguage.define({
  startState: () => ({ column: 0, header: true, inHeader: false }),
  copyState: (state) => ({ ...state }),
  token(stream, state) {
    if (stream.sol()) {
      state.column = 0;
      if (stream.peek() === "#") { stream.skipToEnd(); return "comment"; }
      state.inHeader = state.header;
      state.header = false;
    }
    if (stream.eat("\t")) { state.column += 1; return null; }
    stream.eatWhile((sign) => sign !== "\t");
    if (state.inHeader) return "heading";
    return ["keyword", "string", "meta"][state.column] ?? "meta";
  },
});

const LANGUAGES = {
  html: () => jinja({ base: html({ autoCloseTags: true }) }),
  css: () => css(),
  toml: () => StreamLanguage.define(toml),
  tsv: () => terms,
  txt: () => jinja(),
};

// Inside {{ }} and {% %} what a template may use, and nothing else: filters behind |, tags behind {%.
function contract(words) {
  return (context) => {
    const before = context.state.sliceDoc(Math.max(0, context.pos - 2000), context.pos);
    const opened = Math.max(before.lastIndexOf("{{"), before.lastIndexOf("{%"));
    const closed = Math.max(before.lastIndexOf("}}"), before.lastIndexOf("%}"));
    if (opened < 0 || closed > opened) return undefined;
    const word = context.matchBefore(/[\w.]*/);
    if (!context.explicit && word.from === word.to) return null;
    const ahead = before.slice(opened, before.length - (context.pos - word.from));
    const kind = /\|\s*$/.test(ahead) ? "function" : /\{%[-+]?\s*$/.test(ahead) ? "keyword" : "variable";
    return { from: word.from, options: words.filter((one) => one.type === kind), validFor: /^[\w.]*$/ };
  };
}

// In tags of a template the contract; elsewhere what the language of the file has.
function completion(words) {
  const own = contract(words);
  return async (context) => {
    const found = words.length ? own(context) : undefined;
    if (found !== undefined) return found;
    for (const source of context.state.languageDataAt("autocomplete", context.pos)) {
      const made = typeof source === "function" ? await source(context) : null;
      if (made) return made;
    }
    return null;
  };
}

const shared = (nonce) => [
  lineNumbers(), highlightSpecialChars(), drawSelection(), highlightActiveLine(),
  bracketMatching(), highlightSelectionMatches(),
  syntaxHighlighting(defaultHighlightStyle, { fallback: true }),
  EditorView.lineWrapping, EditorView.cspNonce.of(nonce), EditorState.tabSize.of(8),
];

/** An editor in `parent`; `asked` has text, language, words, nonce, readOnly, label, phrases, changed. */
export function open(parent, asked) {
  const { text, language, words, nonce, readOnly, label, phrases, changed } = asked;
  const tongue = LANGUAGES[language]?.() ?? [];
  const view = new EditorView({
    parent,
    state: EditorState.create({
      doc: text,
      extensions: [
        ...shared(nonce), history(), closeBrackets(), lintGutter(), tongue,
        // the tab key leaves the editor, as elsewhere on a page; in a glossary it parts columns
        keymap.of([...closeBracketsKeymap, ...defaultKeymap, ...searchKeymap, ...historyKeymap,
          ...completionKeymap, ...(language === "tsv" ? [{ key: "Tab", run: insertTab }] : [])]),
        autocompletion({ override: [completion(words ?? [])] }),
        EditorState.readOnly.of(Boolean(readOnly)), EditorState.phrases.of(phrases ?? {}),
        EditorView.contentAttributes.of({ "aria-label": label ?? "" }),
        EditorView.updateListener.of((update) => { if (update.docChanged) changed?.(); }),
      ],
    }),
  });
  return {
    view,
    text: () => view.state.doc.toString(),
    replace: (fresh) => view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: fresh } }),
    focus: () => view.focus(),
    undo: () => undo(view),
    redo: () => redo(view),
    close: () => view.destroy(),
    line(number) {
      const line = view.state.doc.line(Math.min(Math.max(number, 1), view.state.doc.lines));
      view.dispatch({ selection: { anchor: line.from }, effects: EditorView.scrollIntoView(line.from, { y: "center" }) });
    },
    faults(found) {
      const told = found.filter((one) => one.line).map((one) => {
        const line = view.state.doc.line(Math.min(one.line, view.state.doc.lines));
        return { from: line.from, to: line.to, severity: one.level, message: one.message };
      });
      view.dispatch(setDiagnostics(view.state, told));
    },
  };
}

/** A comparison in `parent`: `after`, with what differs from `before` marked. */
export function compare(parent, { before, after, language, nonce, label, phrases }) {
  const view = new EditorView({
    parent,
    state: EditorState.create({
      doc: after,
      extensions: [
        ...shared(nonce), LANGUAGES[language]?.() ?? [], EditorState.readOnly.of(true), EditorState.phrases.of(phrases ?? {}),
        EditorView.editable.of(false), EditorView.contentAttributes.of({ "aria-label": label, tabindex: "0" }),
        unifiedMergeView({ original: before, mergeControls: false, gutter: true, collapseUnchanged: { margin: 2, minSize: 4 } }),
      ],
    }),
  });
  return { close: () => view.destroy() };
}
