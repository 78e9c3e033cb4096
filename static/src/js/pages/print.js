// A sheet that is meant for paper: the button opens the browser's own print window.
document.querySelector("[data-print]")?.addEventListener("click", () => window.print());
