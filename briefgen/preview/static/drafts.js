// What was written and not saved: kept by file while another file is shown, and offered below it.

import { button, find, say } from "./words.js";

export class Drafts {
  constructor(visit) {
    this.visit = visit; // called with the name of a file to go back to
    this.kept = new Map(); // { text, version, label } by the name of the file
  }

  get any() { return this.kept.size > 0; }

  keep({ name, label, version }, text) {
    this.kept.set(name, { label, version, text });
    this.show();
  }

  // The draft of a file that is shown again; it is kept here no longer.
  take(name) {
    const draft = this.kept.get(name);
    this.kept.delete(name);
    this.show();
    return draft;
  }

  // Of a file that was saved meanwhile nothing is left to be saved, if it was that text.
  saved(name, text, version) {
    const draft = this.kept.get(name);
    if (!draft) return;
    draft.version = version;
    if (draft.text === text) this.take(name);
  }

  show() {
    const place = find("drafts");
    place.hidden = !this.any;
    const names = [...this.kept].map(([name, one]) => button(one.label, () => this.visit(name)));
    place.replaceChildren(...(this.any ? [say("drafts"), " ", ...names] : []));
  }
}
