// Asks the server. Every failure is a Refusal with what the server said of it in `told`.

import { reason, say } from "./words.js";

export class Refusal extends Error {
  constructor(message, told, status = 0) {
    super(message);
    this.told = told;
    this.status = status; // 0 if there was no answer
  }
}

export async function ask(address, options = {}) {
  const answer = await fetch(address, { cache: "no-store", ...options }).catch(() => { throw new Refusal(say("lost")); });
  const told = await answer.json().catch(() => ({ message: `${answer.status} ${answer.statusText}` }));
  if (!answer.ok) throw new Refusal(reason(told), told, answer.status);
  return told;
}

export const post = (address, given) => ask(address, { method: "POST", body: JSON.stringify(given) });

export const put = (name, content, version) =>
  ask(`api/file/${path(name)}`, { method: "PUT", body: content, headers: { "If-Match": `"${version}"` } });

export const path = (name) => name.split("/").map(encodeURIComponent).join("/");
