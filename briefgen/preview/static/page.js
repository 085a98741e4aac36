// The page of briefgen preview: what is chosen, what the server tells, and who shows it.

import { Desk } from "./desk.js";
import { refused, showLines, showProblems } from "./lists.js";
import { ask, post, Refusal } from "./net.js";
import { offer, showError, showGauges, showPdf, showWord, zoomable } from "./sheets.js";
import { asked, change, find, make, options, remember, say, tongue, write } from "./words.js";

const view = { city: asked("city"), day: asked("day"), template: asked("template"), part: Number(asked("part")) || 0 };
let choices = { cities: [], templates: [] };
let page = {};
const later = { pdf: {}, word: {} }; // what was last told of files: it may be told before their page has come
let faults = [];
let since = 0; // when the change was made or noticed that the next picture will show
let running = false;
let again = false;

const desk = new Desk(() => { since = performance.now(); }, (template) => reach(template));
const open = (file, line) => desk.openAt(file, line);
open.reaches = (file) => Boolean(desk.entry(file));

let told = ["working", "", true]; // the status last told, to be told again in the other language

function status(key, took = "", busy = false) {
  told = [key, took, busy];
  const place = find("status");
  place.textContent = took ? `${say(key)} · ${took} ${say("seconds")}` : say(key);
  place.title = took ? say("from_save") : "";
  place.classList.toggle("busy", busy);
  document.body.dataset.state = key;
}

// --- what is chosen ------------------------------------------------------------------------------

function showChoices() {
  const cities = choices.cities.map((one) => [one.name, `${one[tongue()]} (${one.documents})`]);
  options(find("city"), cities, view.city);
  const kinds = choices.templates.map((one) => [one.name, one[tongue()] === one.name ? one.name : `${one[tongue()]} (${one.name})`]);
  options(find("template"), kinds, view.template);
  find("day").value = view.day;
}

async function load() {
  choices = await ask("api/choices");
  const city = choices.cities.find((one) => [one.name, one.zh, one.en].includes(view.city));
  view.city = city?.name ?? (view.city || choices.city);
  if (!city && view.city && !choices.cities.some((one) => one.name === view.city)) choices.cities.push({ name: view.city, zh: view.city, en: view.city, documents: 0 });
  if (!choices.templates.some((one) => one.name === view.template)) view.template = choices.template;
  view.day ||= choices.day;
  showChoices();
}

const own = () => Boolean(choices.templates.find((one) => one.name === view.template)?.own);

async function chosen(changes) {
  Object.assign(view, changes);
  remember({ city: view.city, day: view.day, template: view.template, part: view.part });
  since = performance.now();
  const list = "template" in changes ? desk.list(view.template, own()) : null;
  await Promise.all([refresh(), list]);
  if (list && !choices.empty) showFailure(); // by now it is known which files can be opened
}

// Shows another template as if it were chosen; none that is gone.
async function reach(template) {
  if (!choices.templates.some((one) => one.name === template)) return;
  find("template").value = template;
  await chosen({ template, part: 0 });
}

// --- the preview ---------------------------------------------------------------------------------

async function refresh() {
  if (running) { again = true; return; }
  if (choices.empty) { showEmpty(choices.empty); await checked(); return; }
  running = true;
  status("working", "", true);
  try {
    do {
      again = false;
      page = await ask(`api/page?${new URLSearchParams(view)}`);
    } while (again);
    await showPdf(page);
    const took = since ? ((performance.now() - since) / 1000).toFixed(2) : "";
    since = 0;
    document.body.dataset.took = took || document.body.dataset.took || "";
    if (page.id && later.word.id === page.id) page.word = later.word;
    if (page.id && later.pdf.id === page.id) takePdf(later.pdf);
    if (page.error) status(page.pictures ? "failed" : "failed_first");
    else status("ready", took);
    showAll();
    await checked();
  } catch (error) {
    status(error.status ? "failed_first" : "lost");
    if (error.told) showError({ ...error.told, faults: [] }, open);
  } finally {
    running = false;
  }
  if (again) refresh();
}

// Of a workspace without documents there is no page; the first that is saved brings it.
function showEmpty(empty) {
  status("empty");
  since = 0;
  showError(null, open);
  find("pdf").querySelector(".sheet").replaceChildren(make("p", { class: "empty" }, say("empty_do", empty)));
  find("word").querySelector(".sheet").replaceChildren();
}

// The file of the page that is shown, or why there is none.
function takePdf(told) {
  page.file = told.file;
  page.error ??= told.error;
  offer(find("pdf"), page.file, `${page.name}.pdf`);
}

function showAll() {
  showFailure();
  showGauges(page);
  showLines(page, edit, view);
  showProblems(page, faults, open);
  if (page.word) showWord(page.word, page.name);
  const names = page.names ?? [];
  find("parts").hidden = names.length < 2;
  options(find("part"), names.map((name, number) => [String(number), name]), String(view.part));
}

// The error of the page; of a page that is sound, that of its Word file, which is made after it.
function showFailure() {
  if (page.error || !page.word?.error) { showError(page.error, open); return; }
  status("failed_word");
  showError(page.word.error, open, "failed_word");
}

// What the check of the template says, after the picture: it must not wait for it.
async function checked() {
  faults = await ask(`api/check?template=${encodeURIComponent(view.template)}`).catch(() => []);
  showProblems(page, faults, open);
  desk.mend(faults);
}

// True if the edit was made; the wordings of somebody else where they are others than were `seen`.
async function edit(key, wishes, item, seen) {
  since = performance.now();
  try {
    await post("api/edit", { ...view, key, wishes, ...(seen ? { seen } : {}) });
    refused(item, "");
    return true;
  } catch (error) {
    since = 0; // no picture comes of it
    refused(item, error.message);
    return error.status === 409 ? error.told.theirs : false;
  }
}

// What an editor has worded a highlight or heading, as far as this page knows; empty if nobody has.
edit.wording = (key, name) => page.wordings?.[key]?.[name] ?? "";

// --- what the server tells -------------------------------------------------------------------------

function listen() {
  const feed = new EventSource("events");
  let broken = 0;
  feed.addEventListener("hello", () => { if (broken) refresh(); broken = 0; });
  feed.addEventListener("changed", async (event) => {
    const news = JSON.parse(event.data);
    since ||= performance.now();
    if (!choices.templates.length || choices.empty) {
      await begin();
      await desk.noticed(news.files, news.versions);
      return;
    }
    const shown = refresh();
    await desk.noticed(news.files, news.versions);
    if (news.files.some((name) => !["glossary", "overrides"].includes(name))) {
      await shown;
      const before = view.template;
      await load();
      if (view.template !== before) await chosen({ template: view.template });
      else await desk.list(view.template, own());
    }
  });
  feed.addEventListener("pdf", (event) => {
    later.pdf = JSON.parse(event.data);
    if (later.pdf.id !== page.id) return;
    takePdf(later.pdf);
    if (later.pdf.error) status("failed");
    showFailure();
  });
  feed.addEventListener("word", (event) => {
    later.word = JSON.parse(event.data);
    if (later.word.id !== page.id) return;
    page.word = later.word;
    showWord(page.word, page.name);
    showFailure();
  });
  feed.addEventListener("error", () => { broken += 1; status(broken > 5 ? "gone" : "lost"); });
}

// --- the page itself -------------------------------------------------------------------------------

function tabs() {
  const all = [...document.querySelectorAll('[role="tab"]')];
  const choose = (tab) => {
    for (const each of all) {
      each.setAttribute("aria-selected", String(each === tab));
      each.tabIndex = each === tab ? 0 : -1;
      find(each.getAttribute("aria-controls")).hidden = each !== tab;
    }
    remember({ tab: tab.id.slice(4) });
  };
  for (const [number, tab] of all.entries()) {
    tab.addEventListener("click", () => choose(tab));
    tab.addEventListener("keydown", (event) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (!step) return;
      const next = all[(number + step + all.length) % all.length];
      choose(next);
      next.focus();
    });
  }
  choose(find(`tab-${asked("tab") || "lines"}`) ?? all[0]);
}

find("city").addEventListener("change", (event) => chosen({ city: event.target.value, part: 0 }));
find("day").addEventListener("change", (event) => chosen({ day: event.target.value }));
find("part").addEventListener("change", (event) => chosen({ part: Number(event.target.value) }));
find("template").addEventListener("change", (event) => chosen({ template: event.target.value, part: 0 }));
find("language").addEventListener("click", async () => {
  change();
  status(...told);
  showChoices();
  if (choices.empty) showEmpty(choices.empty);
  else showAll();
  await desk.list(view.template, own());
});
find("new-template").addEventListener("click", async () => {
  const name = prompt(say("make_own_ask"), "my-brief");
  if (!name) return;
  try {
    await post("api/template", { name, from: view.template });
    await load();
    await reach(name);
    find("tab-files").click();
  } catch (error) {
    alert(error.message);
  }
});
// What the server refuses, and whoever asked shows nowhere else, is shown where errors stand:
// with settings that cannot be read, say, neither files nor choices can be listed.
addEventListener("unhandledrejection", (event) => {
  if (!(event.reason instanceof Refusal)) return;
  event.preventDefault();
  showError({ message: event.reason.message, where: "", ...event.reason.told, faults: [] }, open);
});
addEventListener("keydown", (event) => {
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "s") {
    event.preventDefault();
    desk.save();
  }
});

// Without documents there is nothing to show yet; the first that is saved is noticed.
async function begin() {
  try {
    await load();
    [desk.words, desk.marks] = await Promise.all([ask("api/words"), ask("api/marks")]);
  } catch (error) {
    choices = { cities: [], templates: [] };
    status("failed_first");
    showError({ message: error.message, where: "", ...error.told, faults: [] }, open);
    return;
  }
  await chosen({ template: view.template }); // what fails from here on leaves the page that is shown
}

write();
status(...told);
tabs();
for (const id of ["pdf", "word"]) zoomable(find(id));
listen();
begin();
