// The highlights on the page and those held back, with what an editor may ask of each; the problems.

import { button, find, make, say, tongue } from "./words.js";
import { telling } from "./sheets.js";

export function showLines(page, edit, view) {
  if (!page.lines) return;
  const panel = find("lines");
  const shown = `${view.city} ${view.template} ${view.part}`;
  if (panel.querySelector("textarea") && panel.dataset.shown === shown) return; // somebody writes
  panel.dataset.shown = shown;
  const top = panel.scrollTop;
  const held = page.held.length ? page.held.map((one) => heldBack(one, edit)) : [make("p", {}, say("none"))];
  panel.replaceChildren(
    make("h2", {}, `${say("on_page")} (${page.lines.length})`), ...page.lines.map((one) => onPage(one, edit)),
    make("h2", {}, `${say("held")} (${page.held.length})`), ...held,
  );
  panel.scrollTop = top;
  find("count-held").textContent = `${page.lines.length}/${page.lines.length + page.held.length}`;
}

function onPage(one, edit) {
  const item = make("div", { class: "item", "data-key": one.key });
  const pinned = one.did === "pin";
  const deeds = make("div", { class: "deeds" });
  if (one.key) {
    deeds.append(
      button(say(pinned ? "pinned" : "pin"), () => edit(one.key, { pin: !pinned }, item), { "aria-pressed": String(pinned), class: "pin" }),
      button(say("hide"), () => edit(one.key, { hide: true }, item), { class: "hide" }),
      button(say("reword"), () => reword(item, one, edit), { class: "reword" }),
    );
    if (one.did) deeds.append(button(say("show_again"), () => edit(one.key, {}, item), { class: "back" }));
  }
  item.append(make("p", {}, one.text), make("p", { class: "small" }, one.theme));
  if (one.was) item.append(make("p", { class: "small" }, `${say("was")}${one.was}`));
  item.append(deeds);
  return item;
}

function heldBack(one, edit) {
  const item = make("div", { class: "item", "data-key": one.key });
  item.append(make("p", {}, one.text), make("p", { class: "small" }, one[tongue()]));
  if (!one.key) return item;
  const hidden = one.en === "hidden by an editor";
  const deed = hidden
    ? button(say("show_again"), () => edit(one.key, {}, item), { class: "back" })
    : button(say("pin"), () => edit(one.key, { pin: true }, item), { class: "pin" });
  item.append(make("div", { class: "deeds" }, deed));
  return item;
}

function reword(item, one, edit) {
  if (item.querySelector("textarea")) return;
  const box = make("textarea", { "aria-label": say("reword_ask") });
  box.value = one.text;
  const end = () => { box.remove(); deeds.remove(); };
  const done = async () => {
    const text = box.value.trim();
    end();
    if (!(await edit(one.key, { text }, item))) { item.append(box, deeds); box.focus(); }
  };
  const deeds = make("div", { class: "deeds" }, button(say("save"), done, { class: "done" }), button(say("cancel"), end));
  box.addEventListener("keydown", (event) => { if (event.key === "Escape") end(); });
  item.append(box, deeds);
  box.focus();
}

export function refused(item, message) {
  item.querySelector(".refused")?.remove();
  if (message) item.append(make("p", { class: "refused", role: "alert" }, message));
}

export function showProblems(page, faults, open) {
  const problems = page.problems ?? [];
  const made = problems.map((one) => make("div", { class: "item" }, make("p", {}, one[tongue()]), make("p", { class: "small" }, one.where)));
  const panel = find("problems");
  panel.replaceChildren();
  if (faults.length) panel.append(make("h2", {}, say("template_faults")), ...faults.map((fault) => telling(fault, open)));
  if (problems.length) panel.append(make("h2", {}, say("tab_problems")), ...made);
  if (!faults.length && !problems.length) panel.append(make("p", {}, say("problems_none")));
  find("count-problems").textContent = String(problems.length + faults.length);
}
