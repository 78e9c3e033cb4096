// Draws icons.svg: of Tabler's five thousand icons only those that a template, a view or a script names.
import { readdir, readFile } from "node:fs/promises";
import { existsSync } from "node:fs";
import path from "node:path";

const SOURCES = [["templates", /\.html$/], ["coop", /\.py$/], ["static/src/js", /\.js$/]];
// icon("link") · icon="link" · icon: "link" · "icon": "link"; names chosen at run time are listed as  icons: link, users
const NAMED = /(?<![A-Za-z])icon["']?\s*(?:\(|=|:)\s*["']([a-z0-9-]+)["']/g;
const LISTED = /(?:#|\/\/)\s*icons:\s*((?:[a-z0-9-]+[,\s]+)*[a-z0-9-]+)/g;

async function* filesUnder(folder, pattern) {
  if (!existsSync(folder)) return;
  for (const entry of await readdir(folder, { withFileTypes: true, recursive: true })) {
    if (entry.isFile() && pattern.test(entry.name)) yield path.join(entry.parentPath, entry.name);
  }
}

export async function iconsNamed(root) {
  const names = new Map();
  for (const [folder, pattern] of SOURCES) {
    for await (const file of filesUnder(path.join(root, folder), pattern)) {
      const text = await readFile(file, "utf8");
      for (const [, name] of text.matchAll(NAMED)) names.set(name, file);
      for (const [, list] of text.matchAll(LISTED)) for (const name of list.split(/[,\s]+/)) names.set(name, file);
    }
  }
  return names;
}

async function symbolFor(folder, name, askedIn) {
  const filled = name.endsWith("-filled");
  const file = path.join(folder, filled ? "filled" : "outline", `${filled ? name.slice(0, -7) : name}.svg`);
  if (!existsSync(file)) {
    const fault = `${askedIn} asks for the icon "${name}", which Tabler does not have`;
    // In a template it is a misspelling; elsewhere the word may mean something else.
    if (askedIn.endsWith(".html")) throw new Error(fault);
    console.warn(fault);
    return "";
  }
  const svg = await readFile(file, "utf8");
  const shapes = svg.slice(svg.indexOf(">", svg.indexOf("<svg")) + 1, svg.lastIndexOf("</svg>"));
  const drawn = shapes.replace(/<path stroke="none" d="M0 0h24v24H0z"[^>]*\/>/, "").replace(/\s+/g, " ").trim();
  const paint = filled ? ' fill="currentColor" stroke="none"' : "";
  return `<symbol id="${name}" viewBox="0 0 24 24"${paint}>${drawn}</symbol>`;
}

export async function drawSprite(root) {
  const folder = path.join(root, "node_modules/@tabler/icons/icons");
  const names = [...(await iconsNamed(root))].sort(([a], [b]) => (a < b ? -1 : 1));
  const symbols = await Promise.all(names.map(([name, file]) => symbolFor(folder, name, file)));
  return Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg">\n${symbols.filter(Boolean).join("\n")}\n</svg>\n`);
}
