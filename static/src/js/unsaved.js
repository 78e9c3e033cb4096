// data-unsaved on a form: leaving with changes asks first. For words that no draft holds: a reason belongs to its one moment,
// and a remark comes back to the page it was written on, which drafts.js takes for a refusal.
const changed = new Set();

document.addEventListener("input", (event) => {
  const form = event.target.closest("form[data-unsaved]");
  if (form) changed.add(form);
});
document.addEventListener("submit", (event) => changed.delete(event.target));
window.addEventListener("beforeunload", (event) => {
  if ([...changed].some((form) => form.isConnected)) event.preventDefault();
});
