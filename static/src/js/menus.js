// A menu is a <details class="menu">: it closes on a click elsewhere, on Escape, and when another one opens.
const OPEN = "details.menu[open]";

function closeAll(except) {
  for (const menu of document.querySelectorAll(OPEN)) if (menu !== except) menu.open = false;
}

document.addEventListener("click", (event) => closeAll(event.target.closest("details.menu")));
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const menu = document.querySelector(OPEN);
  if (!menu) return;
  menu.open = false;
  menu.querySelector("summary")?.focus();
});

for (const button of document.querySelectorAll("[data-back]")) {
  if (history.length < 2) continue;
  button.hidden = false;
  button.addEventListener("click", () => history.back());
}
