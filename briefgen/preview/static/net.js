// Asks the server. Every failure is an Error with what the server said of it in `told`.

import { reason, say } from "./words.js";

export async function ask(address, options = {}) {
  const answer = await fetch(address, { cache: "no-store", ...options }).catch(() => { throw new Error(say("lost")); });
  const told = await answer.json().catch(() => ({ message: `${answer.status} ${answer.statusText}` }));
  if (!answer.ok) {
    const error = new Error(reason(told));
    error.told = told;
    error.status = answer.status;
    throw error;
  }
  return told;
}

export const post = (address, given) => ask(address, { method: "POST", body: JSON.stringify(given) });

export const put = (name, content, version) =>
  ask(`api/file/${path(name)}`, { method: "PUT", body: content, headers: { "If-Match": `"${version}"` } });

export const path = (name) => name.split("/").map(encodeURIComponent).join("/");
