// A form is sent once: a second press, however quick, does nothing. Coming back to the page frees it again.
const sent = new WeakSet();

function mark(form, isBusy) {
  for (const button of form.querySelectorAll("button[type=submit], button:not([type])")) {
    if (isBusy) button.setAttribute("aria-busy", "true");
    else button.removeAttribute("aria-busy");
  }
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post") return;
  // htmx and the upload keep their own account of what is under way.
  if (form.matches("[hx-post], [data-upload], [data-large], [data-own-submit]")) return;
  if (sent.has(form)) { event.preventDefault(); return; }
  sent.add(form);
  // Only after the values have been taken: a disabled button would not be among them.
  setTimeout(() => mark(form, true));
});

window.addEventListener("pageshow", (event) => {
  if (!event.persisted) return;
  for (const form of document.forms) { sent.delete(form); mark(form, false); }
});
