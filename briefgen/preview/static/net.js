// Asks the server. Every failure is an Error with what the server said of it in `told`.

export async function ask(address, options = {}) {
  const answer = await fetch(address, { cache: "no-store", ...options });
  const told = await answer.json().catch(() => ({ message: `${answer.status} ${answer.statusText}` }));
  if (!answer.ok) {
    const error = new Error([told.message, told.hint].filter(Boolean).join(" — "));
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
