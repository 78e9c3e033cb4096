// What the channel page says by script; the sentences come with the page, translated like all the others.
const source = document.getElementById("talk-words")?.dataset ?? {};

export function say(name, values = {}) {
  return (source[name] ?? "").replace(/\{(\w+)\}/g, (whole, key) => values[key] ?? whole);
}
