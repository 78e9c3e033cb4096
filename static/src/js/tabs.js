// The tab one stands on is in sight, also where a phone has room for only the first of them.
const here = document.querySelector(".tabs [aria-current]");
if (here) {
  const row = here.closest(".tabs");
  const offset = here.getBoundingClientRect().left - row.getBoundingClientRect().left;
  row.scrollLeft += offset - (row.clientWidth - here.offsetWidth) / 2;
}
