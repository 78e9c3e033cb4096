// Errors stand at their fields, in Chinese, from the server: the browser's bubbles in its own language are switched off.
function quieten(root) {
  for (const form of root.querySelectorAll('form[method="post" i]')) form.noValidate = true;
}

quieten(document);
document.addEventListener("htmx:load", (event) => quieten(event.target.parentElement ?? event.target));

function firstRefused() {
  const listed = document.querySelector("[data-focus], main [aria-invalid=true]");
  if (listed) return listed;
  return document.querySelector("main .field .error")?.closest(".field").querySelector("input:not([type=hidden]), select, textarea");
}

/** A refused page opens where it was refused: at the list of its errors, else at the first field that has one. */
export function goToRefused() {
  const wrong = firstRefused();
  if (!wrong) return;
  wrong.closest("details")?.setAttribute("open", "");
  wrong.focus({ preventScroll: true });
  wrong.scrollIntoView({ block: "center" });
}

goToRefused();
