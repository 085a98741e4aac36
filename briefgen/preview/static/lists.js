// The highlights on the page and those held back, with what an editor may ask of each; the problems.

import { button, find, make, say, tongue } from "./words.js";
import { telling } from "./sheets.js";

export function showLines(page, edit, view) {
  if (!page.lines) return;
  const panel = find("lines");
  const shown = `${view.city} ${view.template} ${view.part}`;
  const open = panel.dataset.shown === shown ? panel.querySelector(".asked")?.closest(".item") : null;
  panel.dataset.shown = shown;
  const top = panel.scrollTop;
  const focus = focused(panel);
  const held = page.held.length ? page.held.map((one) => heldBack(one, edit)) : [make("p", {}, say("none"))];
  redraw(panel, open, [
    make("h2", {}, `${say("on_page")} (${page.lines.length})`),
    ...page.blocks.flatMap((block, number) => inBlock(block, page.lines.filter((one) => one.block === number), edit)),
    make("h2", {}, `${say("held")} (${page.held.length})`), ...held,
  ]);
  panel.scrollTop = top;
  focus?.();
  const count = { shown: page.lines.length, all: page.lines.length + page.held.length };
  find("count-held").textContent = `${count.shown}/${count.all}`;
  find("count-held").title = say("on_page_of", count);
}

// Shows these nodes; the item that somebody writes in stays in its place, with what is written.
function redraw(panel, open, nodes) {
  if (!open) { panel.replaceChildren(...nodes); return; }
  const at = nodes.findIndex((one) => one.dataset.key === open.dataset.key);
  const same = nodes[at];
  for (const each of [...panel.children]) if (each !== open) each.remove();
  open.before(...nodes.slice(0, same ? at : 1));
  open.after(...nodes.slice(same ? at + 1 : 1));
  if (!same) return; // its line is gone; what is written is not
  open.className = same.className;
  for (const each of [...open.children]) if (!each.matches(".asked, .refused")) each.remove();
  open.prepend(...same.children);
}

// The item that a button stands in: it may be another one than the button was made for.
const holder = (event) => event.currentTarget.closest(".item");

// What puts the keyboard back where it was: to the same button of the same line, or the next one.
function focused(panel) {
  const before = document.activeElement;
  const key = before?.closest?.("#lines .item")?.dataset.key;
  if (!key || !panel.contains(before) || before.closest(".asked")) return null;
  const name = before.className;
  return () => {
    const item = panel.querySelector(`[data-key="${key}"]`);
    const same = name && [...item?.querySelectorAll("button") ?? []].find((one) => one.className === name && !one.disabled);
    (same || item?.querySelector("button:not(:disabled)"))?.focus({ preventScroll: true });
  };
}

// A theme with its lines, which may change their order; its heading may be worded anew.
function inBlock(block, lines, edit) {
  const keys = lines.map((one) => one.key);
  return [heading(block, edit), ...lines.map((one, at) => onPage(one, at, keys, edit))];
}

function heading(block, edit) {
  const name = block.kind === "targets" ? `${say("targets")} · ${block.name}` : block.name;
  const item = make("div", { class: "item theme", "data-key": block.key }, make("h3", {}, name || say("no_theme")));
  if (block.was) item.append(make("p", { class: "small" }, `${say("was")}${block.was}`));
  if (!block.key) return item;
  const fields = [["text", block.text, "retitle_ask"], ["text_en", block.text_en, "retitle_en"]];
  const deeds = make("div", { class: "deeds" }, button(say("retitle"), (event) => write(holder(event), block, fields, edit), { class: "retitle" }));
  if (block.did.length) deeds.append(back(block, edit));
  item.append(deeds);
  return item;
}

const back = (one, edit) => button(say("show_again"), (event) => edit(one.key, {}, holder(event)), { class: "back" });

function onPage(one, at, keys, edit) {
  const item = make("div", { class: "item", "data-key": one.key }, make("p", {}, one.text));
  if (one.was) item.append(make("p", { class: "small" }, `${say("was")}${one.was}`));
  if (!one.key) return item;
  const pinned = one.did.includes("pin");
  const move = (step, name) => {
    const order = keys.filter((key) => key !== one.key);
    order.splice(at + step, 0, one.key);
    const there = at + step >= 0 && at + step < keys.length;
    return button(say(name), (event) => edit(one.key, { order }, holder(event)), { class: name, disabled: !there });
  };
  const deeds = make("div", { class: "deeds" },
    button(say(pinned ? "pinned" : "pin"), (event) => edit(one.key, { pin: !pinned }, holder(event)), { "aria-pressed": String(pinned), class: "pin" }),
    button(say("hide"), (event) => edit(one.key, { hide: true }, holder(event)), { class: "hide" }),
    button(say("reword"), (event) => write(holder(event), one, [["text", one.text, "reword_ask"]], edit), { class: "reword" }));
  if (keys.length > 1 && keys.every(Boolean)) deeds.append(move(-1, "up"), move(1, "down"));
  if (one.did.length) deeds.append(back(one, edit));
  item.append(deeds);
  return item;
}

function heldBack(one, edit) {
  const item = make("div", { class: "item", "data-key": one.key });
  item.append(make("p", {}, one.text), make("p", { class: "small" }, one[tongue()]));
  if (!one.key) return item;
  const hidden = one.en === "hidden by an editor";
  const deed = hidden ? back(one, edit) : button(say("pin"), (event) => edit(one.key, { pin: true }, holder(event)), { class: "pin" });
  item.append(make("div", { class: "deeds" }, deed));
  return item;
}

// Asks for other words; each field is what it goes by, what stands there now, and what is asked.
function write(item, one, fields, edit) {
  if (item.querySelector("textarea")) return;
  const boxes = fields.map(([name, text, asked]) => {
    const box = make("textarea", { "aria-label": say(asked), placeholder: say(asked), name });
    box.value = text;
    return box;
  });
  const ask = make("div", { class: "asked" }, ...boxes);
  let seen = Object.fromEntries(fields.map(([name]) => [name, edit.wording(one.key, name)]));
  const end = () => {
    ask.remove();
    refused(item, "");
    item.querySelector(".deeds button")?.focus();
  };
  const done = async () => {
    const wishes = Object.fromEntries(boxes.map((box) => [box.name, box.value.trim()]));
    ask.querySelector(".theirs")?.remove();
    const made = await edit(one.key, wishes, item, seen);
    if (made === true) end();
    else if (made) choose(made);
    else boxes[0].focus();
  };
  // Somebody else worded it meanwhile: theirs are shown, and one of the two is chosen.
  const choose = (theirs) => {
    const text = fields.map(([name]) => theirs[name]).filter(Boolean).join(" / ") || say("none");
    const mine = button(say("worded_mine"), () => { seen = theirs; done(); }, { class: "mine" });
    const deeds = make("div", { class: "deeds" }, mine, button(say("worded_take"), end, { class: "take" }));
    ask.append(make("div", { class: "theirs" }, make("p", {}, say("worded_theirs", { text })), deeds));
    mine.focus();
  };
  ask.append(make("div", { class: "deeds" }, button(say("save"), done, { class: "done" }), button(say("cancel"), end)));
  ask.addEventListener("keydown", (event) => {
    if (event.key === "Escape") end();
    if (event.key === "Enter" && event.target.matches("textarea") && !event.isComposing) { event.preventDefault(); done(); }
  });
  item.append(ask);
  boxes[0].focus();
}

export function refused(item, message) {
  item.querySelector(".refused")?.remove();
  if (message) item.append(make("p", { class: "refused", role: "alert" }, message));
}

export function showProblems(page, faults, open) {
  const problems = page.problems ?? [];
  const made = problems.map((one) => make("div", { class: "item" },
    make("p", {}, one[tongue()]), one.words ? make("p", {}, make("q", {}, one.words)) : null, make("p", { class: "small" }, one.where)));
  const panel = find("problems");
  panel.replaceChildren();
  if (faults.length) panel.append(make("h2", {}, say("template_faults")), ...faults.map((fault) => telling(fault, open)));
  if (problems.length) panel.append(make("h2", {}, say("tab_problems")), ...made);
  if (!faults.length && !problems.length) panel.append(make("p", {}, say("problems_none")));
  find("count-problems").textContent = String(problems.length + faults.length);
}
