// Plain requests of the channel: filling gaps, reading back, and everything where no socket gets through.
import { token } from "../csrf.js";

const talk = document.getElementById("talk");

async function ask(url, options = {}) {
  const response = await fetch(url, {
    ...options,
    headers: { Accept: "application/json", "X-CSRFToken": token(), ...options.headers },
    credentials: "same-origin",
  });
  const body = await response.json().catch(() => ({}));
  const wait = Number(response.headers.get("Retry-After"));
  return { status: response.status, ok: response.ok, ...(wait && { retry_after: wait }), ...body };
}

export const get = (path, query = {}) => ask(`${talk.dataset.url}${path}?${new URLSearchParams(query)}`);
export const post = (path, fields = {}, options = {}) => ask(path.startsWith("/channels/") ? path : `${talk.dataset.url}${path}`, {
  method: "POST",
  body: new URLSearchParams(fields),
  ...options,
});
