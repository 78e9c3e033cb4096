// What in a message is an address or a name, by the same rules as coop/discussion/linking.py; never as markup.
const ADDRESS = /https?:\/\/[^\s<>"'`，。；：！？、（）《》【】“”‘’]{1,500}/g;
const TAIL = /[.,;:!?)\]}]+$/;

const quoted = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

function around(pattern, text) {
  const parts = [];
  let at = 0;
  for (const found of text.matchAll(pattern)) {
    parts.push([text.slice(at, found.index), false], [found[0], true]);
    at = found.index + found[0].length;
  }
  parts.push([text.slice(at), false]);
  return parts.filter(([part]) => part);
}

function link(address) {
  const made = document.createElement("a");
  made.href = address;
  made.rel = "noopener nofollow ugc";
  made.target = "_blank";
  made.textContent = address;
  return made;
}

function mark(name) {
  const made = document.createElement("span");
  made.className = "mention";
  made.textContent = name;
  return made;
}

function withNames(text, names) {
  if (!names.length) return [text];
  const longest = [...names].sort((a, b) => b.length - a.length).map(quoted);
  return around(new RegExp(`@(?:${longest.join("|")})`, "g"), text).map(([part, hit]) => (hit ? mark(part) : part));
}

/** Nodes and strings that joined are the text again. */
export function pieces(text, names) {
  return around(ADDRESS, text).flatMap(([part, hit]) => {
    if (!hit) return withNames(part, names);
    const bare = part.replace(TAIL, "");
    return [link(bare), part.slice(bare.length)];
  });
}
