// The token of this page's session, and a POST that carries it.
export function token() {
  return document.querySelector('meta[name="csrf-token"]')?.content ?? "";
}

/** Resolves to the response; rejects only when the network failed. `body` is FormData, URLSearchParams or a plain object. */
export function post(url, body = {}) {
  const form = body instanceof FormData || body instanceof URLSearchParams ? body : new URLSearchParams(body);
  return fetch(url, {
    method: "POST",
    body: form,
    headers: { "X-CSRFToken": token(), "X-Requested-With": "XMLHttpRequest" },
    credentials: "same-origin",
  });
}
