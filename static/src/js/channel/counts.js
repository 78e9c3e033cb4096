// The numbers in the frame that move while the page is open: what is unread in talk, what is new at the bell.
const badges = (key) => document.querySelectorAll(`[data-count="${key}"]`);

/** The word that only a screen reader hears stays behind the number. */
export function show(key, total) {
  for (const badge of badges(key)) {
    const words = badge.querySelectorAll(".sr-only");
    badge.replaceChildren(total > 99 ? "99+" : String(total || ""), ...words);
    badge.hidden = !total;
  }
}

export const oneMore = (key) => show(key, (Number.parseInt(badges(key)[0]?.textContent, 10) || 0) + 1);
