// A password may be read while it is typed: hidden fields switch the Chinese keyboard off, and a long sentence is easily mistyped.
function show(button, shown) {
  const field = document.getElementById(button.getAttribute("aria-controls"));
  field.type = shown ? "text" : "password";
  button.setAttribute("aria-pressed", String(shown));
  return field;
}

for (const button of document.querySelectorAll("[data-reveal]")) button.hidden = false;
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-reveal]");
  if (button) show(button, button.getAttribute("aria-pressed") === "false").focus();
});
// It leaves as a password: neither the browser's memory of typed words nor the draft may keep it.
document.addEventListener("submit", (event) => event.target.querySelectorAll("[data-reveal]").forEach((button) => show(button, false)), true);
