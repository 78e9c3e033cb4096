// Writes one file under a name that carries the hash of its bytes, so that browsers may keep it for ever.
import { createHash } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";

/** `content` is the bytes themselves (a Buffer) or the path of the file that holds them. */
export async function keepHashed(dist, name, content) {
  const bytes = Buffer.isBuffer(content) ? content : await readFile(content);
  const { name: stem, ext } = path.parse(name);
  const hash = createHash("sha256").update(bytes).digest("hex").slice(0, 8).toUpperCase();
  const hashed = `${stem}-${hash}${ext}`;
  await writeFile(path.join(dist, hashed), bytes);
  return hashed;
}
