// The files of the template, the glossary and the hand edits: editor, saving, conflicts, history.

import { Begun } from "./begun.js";
import { Drafts } from "./drafts.js";
import { ask, path, post, put } from "./net.js";
import { button, find, make, nonce, options, phrases, say, tongue } from "./words.js";

export class Desk {
  constructor(saved, reach) {
    this.saved = saved; // called when a file was saved here
    this.reach = reach; // called with a template that is to be shown
    this.drafts = new Drafts((name) => this.visit(name));
    this.open = null; // { name, version, language, origin, text }
    this.editor = null;
    this.comparisons = [];
    this.begun = new Begun();
    this.words = [];
    this.marks = { filters: [], tags: [] };
    this.faults = [];
    this.entries = [];
    find("file").addEventListener("change", (event) => this.show(event.target.value));
    find("save").addEventListener("click", () => this.save());
    find("undo").addEventListener("click", () => this.editor?.undo());
    find("redo").addEventListener("click", () => this.editor?.redo());
    find("undo-save").addEventListener("click", () => this.back());
    find("show-history").addEventListener("click", () => this.turnHistory());
    find("file-download").addEventListener("click", () => this.begun.set(this.open.name, this.open.version));
    find("upload").querySelector("input").addEventListener("change", (event) => this.upload(event.target));
    addEventListener("beforeunload", (event) => { if (this.unsaved) event.preventDefault(); });
  }

  get dirty() { return Boolean(this.editor && this.open && this.editor.text() !== this.open.text); }

  get unsaved() { return this.dirty || this.drafts.any; }

  async list(template, own) {
    this.asked = template;
    const entries = await ask(`api/files?template=${encodeURIComponent(template)}`);
    if (this.asked !== template) return; // another one was chosen meanwhile
    Object.assign(this, { own, entries });
    const shown = this.entries.map((one) => [one.name, one.origin ? `${one.label} (${say("from_other", { name: one.origin })})` : one.label]);
    const name = this.entries.some((one) => one.name === this.open?.name) ? this.open.name : this.first();
    options(find("file"), shown, name);
    if (name !== this.open?.name) await this.show(name);
    else this.open.origin = this.entries.find((one) => one.name === name)?.origin ?? "";
  }

  first() {
    return (this.entries.find((one) => !one.origin && one.label.includes("/")) ?? this.entries[0]).name;
  }

  // Goes back to a file with changes that are not saved, of this template or of another one.
  async visit(name) {
    if (!this.entries.some((one) => one.name === name)) await this.reach(name.split("/")[1]);
    if (this.entries.some((one) => one.name === name)) await this.show(name);
  }

  async show(name, line = 0) {
    if (this.open?.name !== name) {
      this.wanted = name;
      const entry = this.entries.find((one) => one.name === name);
      const read = await ask(`api/file/${path(name)}`);
      if (this.wanted !== name) return; // another one was chosen meanwhile
      this.closeConflict();
      if (this.dirty) this.drafts.keep(this.open, this.editor.text());
      this.put({ ...entry, ...read });
      this.resume(this.drafts.take(name));
    } else this.wanted = name;
    find("file").value = name;
    if (line) { this.editor?.line(line); this.editor?.focus(); }
  }

  // Shows a file as it was read.
  put(open) {
    this.editor?.close();
    this.editor = null;
    this.open = open;
    const place = find("editor");
    place.replaceChildren();
    const word = open.language === "docx";
    if (word) this.begun.see(open.name, open.version);
    const borrowed = Boolean(open.origin);
    place.classList.toggle("plain", word);
    if (word) place.append(make("p", {}, say("word_file")));
    else {
      const words = [
        ...this.words.map((one) => ({ label: one.name, type: "variable", detail: one.kind, info: `${one[tongue()]}\n${one.example}` })),
        ...this.marks.filters.map((label) => ({ label, type: "function" })),
        ...this.marks.tags.map((label) => ({ label, type: "keyword" })),
      ];
      this.editor = BriefgenEditor.open(place, {
        text: open.text, language: open.language, words, nonce, readOnly: borrowed, label: open.label,
        phrases: phrases(), changed: () => this.mark(),
      });
      open.text = this.editor.text(); // line ends as the editor has them
      this.mend(this.faults);
    }
    find("upload").hidden = !word || (borrowed && !this.own);
    find("file-download").href = `api/raw/${path(open.name)}`;
    for (const id of ["save", "undo", "redo"]) find(id).disabled = word || borrowed;
    find("undo-save").disabled = borrowed;
    this.note("");
    if (borrowed) this.borrowed();
    this.mark();
    if (!find("history").hidden) this.showHistory();
  }

  // Puts the unsaved text of a file back into the editor; undoing leads to what is saved.
  resume(draft) {
    if (!draft || !this.editor) return;
    const { version } = this.open;
    this.open.version = draft.version; // so that what others saved since then is not lost
    this.editor.replace(draft.text);
    if (version !== draft.version) this.note(say("outside"), true);
    else if (this.dirty) this.note(say("unsaved"));
  }

  borrowed() {
    const take = button(say("take"), async () => {
      const read = await post("api/take", { name: this.open.name }).catch((error) => this.note(`${say("not_saved")} ${error.message}`, true));
      if (!read) return;
      this.put({ ...this.open, ...read, origin: "" });
      this.saved(this.open.name);
    }, { id: "take" });
    this.note(this.own ? say("read_only", { name: this.open.origin }) : say("shipped"));
    if (this.own) find("file-note").append(" ", take);
  }

  mark() {
    const { dirty, unsaved } = this;
    find("unsaved").textContent = unsaved ? "●" : "";
    find("unsaved").title = unsaved ? say("unsaved") : "";
    if (dirty && find("file-note").textContent === say("saved")) this.note(say("unsaved"));
  }

  note(text, warn = false) {
    const place = find("file-note");
    place.textContent = text;
    place.classList.toggle("warn", warn);
  }

  // --- saving --------------------------------------------------------------------------------

  async save() {
    if (this.editor && !this.open.origin) await this.send(this.editor.text(), this.open.version);
  }

  // Saves content over `version`; what others saved meanwhile is shown, and nothing is lost.
  send(content, version, text = content) {
    const sent = this.deliver(content, version, text);
    this.sending = sent; // its own news may come before its answer
    return sent;
  }

  async deliver(content, version, text) {
    const open = this.open;
    try {
      const made = await put(open.name, content, version);
      open.version = made.version;
      if (open.language === "docx") this.begun.set(open.name, made.version);
      open.text = typeof text === "string" ? text : open.text;
      open.origin = "";
      this.drafts.saved(open.name, content, made.version);
      this.saved(open.name);
      if (open !== this.open) { this.mark(); return true; } // another file is shown by now
      find("undo-save").disabled = false; // an uploaded file was the other template's until now
      this.closeConflict();
      this.note(say("saved"));
      this.mark();
      if (!find("history").hidden) this.showHistory();
      return true;
    } catch (error) {
      if (open !== this.open) return false; // the text is kept among the drafts
      if (error.status === 409) this.conflict(content, error.told);
      else this.note(`${say("not_saved")} ${error.message}`, true);
      return false;
    }
  }

  conflict(mine, theirs) {
    const box = find("conflict");
    this.closeConflict();
    box.hidden = false;
    const take = async () => {
      await ask(`api/keep/${path(this.open.name)}`, { method: "POST", body: mine });
      this.closeConflict();
      if (this.open.language === "docx") this.begun.set(this.open.name, theirs.version);
      this.put({ ...this.open, ...theirs });
    };
    box.append(
      make("p", {}, make("strong", {}, say("conflict"))),
      make("p", { class: "bar" },
        button(say("conflict_mine"), () => this.send(mine, theirs.version), { id: "mine" }),
        button(say("conflict_theirs"), take, { id: "theirs" }),
        button(say("conflict_later"), () => this.closeConflict())),
    );
    if (typeof mine === "string" && theirs.text !== null) {
      box.append(make("p", {}, say("theirs_below")));
      const place = make("div");
      box.append(place);
      this.compare(place, theirs.text, mine);
    }
    box.querySelector("button").focus();
  }

  closeConflict() {
    const box = find("conflict");
    box.hidden = true;
    box.replaceChildren();
  }

  compare(place, before, after) {
    const language = this.open.language === "docx" ? "txt" : this.open.language; // its words
    const made = BriefgenEditor.compare(place, { before, after, language, nonce, label: say("compare"), phrases: phrases() });
    this.comparisons.push(made);
    return made;
  }

  async upload(input) {
    const [file] = input.files;
    if (file) await this.send(await file.arrayBuffer(), this.begun.of(this.open.name), null);
    input.value = "";
  }

  // --- changes from elsewhere --------------------------------------------------------------------

  async noticed(names, versions) {
    await this.sending;
    const open = this.open;
    if (!open || !names.includes(open.name) || versions[open.name] === open.version) return;
    const read = await ask(`api/file/${path(open.name)}`).catch(() => null);
    if (!read || read.version === open.version || open !== this.open) return;
    if (!this.dirty) { this.put({ ...open, ...read, origin: read.version ? "" : open.origin }); this.note(say("outside")); return; }
    this.note(say("outside"), true);
    find("file-note").append(" ", button(say("compare"), () => this.conflict(this.editor.text(), read)));
  }

  mend(faults) {
    this.faults = faults;
    const own = faults.filter((one) => this.open?.label && one.file.endsWith(this.open.label));
    this.editor?.faults(own.map((one) => ({ line: one.line, level: one.level, message: `${one[tongue()].message} ${one[tongue()].cure}` })));
  }

  entry(file) { return this.entries.find((one) => file.endsWith(one.label)); }

  async openAt(file, line) {
    const entry = this.entry(file);
    if (!entry) return;
    find("tab-files").click();
    await this.show(entry.name, line ?? 0);
  }

  // --- history -------------------------------------------------------------------------------------

  turnHistory() {
    const box = find("history");
    box.hidden = !box.hidden;
    find("show-history").setAttribute("aria-expanded", String(!box.hidden));
    if (!box.hidden) this.showHistory();
  }

  isCurrent(version) { return this.open.version.startsWith(version.id.slice(-16)); }

  async showHistory() {
    const name = this.open.name;
    const versions = await ask(`api/history/${path(name)}`);
    const box = find("history");
    if (!versions.length) { box.replaceChildren(make("p", {}, say("history_none"))); return; }
    box.replaceChildren(...versions.map((one) => {
      const when = new Date(one.saved).toLocaleString(document.documentElement.lang);
      const item = make("div", { class: "item", "data-version": one.id });
      const deeds = make("div", { class: "deeds" });
      deeds.append(button(say("compare"), () => this.compareVersion(one, item), { class: "compare" }));
      if (!this.isCurrent(one)) deeds.append(button(say("restore"), () => this.restore(one), { class: "restore" }));
      deeds.append(make("a", { class: "button", href: `api/raw/${path(name)}?version=${one.id}` }, say("download")));
      item.append(make("p", {}, `${when} · ${one.size} B ${this.isCurrent(one) ? say("current") : ""}`), deeds);
      return item;
    }));
  }

  async compareVersion(version, item) {
    const shown = item.querySelector("div.compare");
    if (shown) { shown.remove(); return; }
    const place = make("div", { class: "compare" });
    item.append(place);
    try {
      const [old, now] = await Promise.all([this.versionText(version.id), this.editor?.text() ?? this.versionText("now")]);
      if (old === now) place.append(make("p", { class: "small" }, say(this.editor ? "same" : "same_words")));
      else this.compare(place, old, now);
    } catch (error) {
      place.append(make("p", { class: "refused" }, error.message));
    }
  }

  // The text of a version; of a Word file its words, paragraph by paragraph.
  async versionText(id) {
    return (await ask(`api/version/${id}/${path(this.open.name)}`)).text.replace(/\r\n?/g, "\n");
  }

  // Saves the bytes of an old version as a new one.
  async restore(version) {
    if (this.dirty && !confirm(say("leave"))) return;
    const answer = await fetch(`api/raw/${path(this.open.name)}?version=${version.id}`);
    const content = await answer.arrayBuffer();
    if (!(await this.send(content, this.open.version, null))) return;
    this.put({ ...this.open, ...(await ask(`api/file/${path(this.open.name)}`)) });
    this.note(say("restored"));
  }

  async back() {
    const versions = await ask(`api/history/${path(this.open.name)}`);
    const before = versions[versions.findIndex((one) => this.isCurrent(one)) + 1];
    if (before) await this.restore(before);
    else this.note(say("history_none"));
  }
}
