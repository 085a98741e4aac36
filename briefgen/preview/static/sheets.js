// The pictures of the PDF and of the Word page, and how full they are.

import { button, find, inTongue, make, reason, say, tongue } from "./words.js";

const LOW = 0.9; // of the type area: below, a page looks rather empty

const newest = new WeakMap(); // of each sheet the pictures last asked for: a slow one must not win

// Shows pictures only when they are there, so that the page before stays until then.
async function show(sheet, pictures) {
  newest.set(sheet, pictures);
  const images = pictures.map((name, number) => make("img", { src: `blob/${name}.png`, alt: String(number + 1) }));
  await Promise.all(images.map((image) => image.decode().catch(() => null)));
  if (newest.get(sheet) !== pictures) return;
  const top = sheet.scrollTop;
  sheet.replaceChildren(...images);
  sheet.scrollTop = top;
}

function note(figure, text, warn = false) {
  const place = figure.querySelector(".note");
  place.textContent = text;
  place.classList.toggle("warn", warn);
}

const many = (pictures) => (pictures.length > 1 ? say("pages_many", { n: pictures.length }) : "");

export async function showPdf(page) {
  const figure = find("pdf");
  if (!page.pictures) return;
  await show(figure.querySelector(".sheet"), page.pictures);
  note(figure, many(page.pictures), true);
  offer(figure, page.file, `${page.name}.pdf`);
}

// The file to download; none while it is made, so that nobody takes the one before for it.
export function offer(figure, file, name) {
  const link = figure.querySelector("a.file");
  link.hidden = !file;
  link.href = `blob/${file}.${name.split(".").pop()}`;
  link.download = name;
}

export async function showWord(word, name) {
  const figure = find("word");
  const sheet = figure.querySelector(".sheet");
  offer(figure, word.file, `${name}.docx`);
  if (word.state === "ready") {
    await show(sheet, word.pictures);
    figure.dataset.state = word.state;
    sheet.classList.remove("old");
    note(figure, many(word.pictures), true);
    return;
  }
  figure.dataset.state = word.state;
  newest.delete(sheet);
  const shown = sheet.querySelector("img") && word.state !== "missing"; // the last good one
  sheet.classList.toggle("old", Boolean(shown));
  const failed = word.state === "failed" ? reason(word) : "";
  if (!shown) sheet.replaceChildren(make("p", {}, failed || say(word.state === "missing" ? "word_missing" : "word_making")));
  if (shown) note(figure, word.error ? say("word_failed") : failed || say("word_old"), Boolean(failed));
  else note(figure, "");
}

export function showGauges(page) {
  if (!page.fills) return;
  const gauges = [["pdf", page.fills.pdf], ["word", page.fills.docx]].map(([name, fill]) => {
    const word = fill > 1 ? "fill_high" : fill < LOW ? "fill_low" : "fill_good";
    const text = `${say(name)} ${say("fill")} ${(fill * 100).toFixed(0)} % · ${say(word)}`;
    const meter = make("meter", { min: 0, max: 1.2, low: LOW, high: 1, optimum: 0.95, value: fill, "aria-label": text });
    return make("span", { class: "gauge" }, meter, text);
  });
  const set = `${say("body")} ${page.fit.body} ${say("points")}`;
  find("gauges").replaceChildren(...gauges, make("span", {}, set), make("span", {}, say("document_count", page)));
}

// One page alone, as wide as the window; again, both.
export function zoomable(figure) {
  const sheets = figure.parentElement;
  const turn = () => {
    const large = !figure.classList.contains("large");
    figure.classList.toggle("large", large);
    sheets.classList.toggle("wide", large);
    figure.querySelector(".zoom").dataset.say = large ? "zoom_out" : "zoom";
    figure.querySelector(".zoom").textContent = say(large ? "zoom_out" : "zoom");
  };
  figure.querySelector(".zoom").addEventListener("click", turn);
}

export function showError(error, open, title = "") {
  const box = find("error");
  box.hidden = !error;
  if (!error) return;
  const shown = find("pdf").querySelector("img") ? "failed" : "failed_first";
  box.replaceChildren(make("h2", {}, say(title || shown)));
  if (!error.faults?.length) {
    const { message, hint } = inTongue(error);
    const [, file, line] = /^(.*?)(?::(\d+)(?:: .*)?)?$/s.exec(error.where ?? "");
    const place = open.reaches(file) ? button(error.where, () => open(file, Number(line) || 0)) : make("code", {}, error.where ?? "");
    box.append(make("p", { class: "small" }, place), make("p", {}, message));
    if (hint) box.append(make("p", { class: "small" }, hint));
  }
  for (const fault of error.faults ?? []) box.append(telling(fault, open));
}

// A fault of a template in the language of the page, with a way to its line.
export function telling(fault, open) {
  const said = fault[tongue()];
  const place = button(said.where, () => open(fault.file, fault.line), { "data-line": fault.line ?? "" });
  return make("div", { class: `item fault ${fault.level}` },
    make("p", { class: "small" }, place), make("p", {}, said.message),
    fault.words ? make("p", {}, make("code", {}, fault.words)) : null, make("p", { class: "small" }, said.cure));
}
