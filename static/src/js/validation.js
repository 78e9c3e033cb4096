// Errors stand at their fields, in Chinese, from the server: the browser's bubbles in its own language are switched off.
function quieten(root) {
  for (const form of root.querySelectorAll('form[method="post" i]')) form.noValidate = true;
}

quieten(document);
document.addEventListener("htmx:load", (event) => quieten(event.target.parentElement ?? event.target));
