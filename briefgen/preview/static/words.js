// The texts of the page in the language chosen, and what puts elements together.

const told = JSON.parse(document.body.dataset.told);
const address = new URL(location.href);
let language = address.searchParams.get("lang") === "en" ? "en" : "zh";

export const nonce = told.nonce;
export const tongue = () => language;
export const phrases = () => (language === "zh" ? told.texts.editor : {});

export function say(key, values = {}) {
  const text = told.texts[language][key] ?? key;
  return text.replace(/\{(\w+)\}/g, (all, name) => values[name] ?? all);
}

// What the server says of a failure, in the language of the page.
export function inTongue(told) {
  return language === "zh" && told.zh ? { ...told, ...told.zh } : told;
}

export function reason(told) {
  const { message, hint } = inTongue(told);
  return [message, hint].filter(Boolean).join(language === "zh" ? "。" : " — ");
}

export function write() {
  document.documentElement.lang = language === "zh" ? "zh-CN" : "en";
  for (const each of document.querySelectorAll("[data-say]")) each.textContent = say(each.dataset.say);
}

export function change() {
  language = language === "zh" ? "en" : "zh";
  remember({ lang: language });
  write();
}

// What the address holds is what a reload shows.
export function remember(values) {
  const now = new URL(location.href);
  for (const [name, value] of Object.entries(values)) {
    if (value === "" || value === 0) now.searchParams.delete(name);
    else now.searchParams.set(name, value);
  }
  history.replaceState(null, "", now);
}

export const asked = (name) => address.searchParams.get(name) ?? "";
export const find = (id) => document.getElementById(id);

// An element: attributes, `on…` listeners, and children (text stays text).
export function make(tag, given = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(given)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(name, value);
  }
  element.append(...children.filter((each) => each !== null && each !== undefined));
  return element;
}

export const button = (text, onclick, given = {}) => make("button", { type: "button", onclick, ...given }, text);

export function options(select, entries, chosen) {
  select.replaceChildren(...entries.map(([value, text]) => make("option", { value, selected: value === chosen }, text)));
}
