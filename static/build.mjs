// Builds static/src into static/dist: hashed names, one manifest, nothing that a page did not ask for.
import { mkdir, readdir, rm, writeFile } from "node:fs/promises";
import { existsSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import * as esbuild from "esbuild";
import { drawSprite } from "./bundle/sprite.mjs";
import { keepHashed } from "./bundle/hashed.mjs";

const here = path.dirname(fileURLToPath(import.meta.url));
const root = path.dirname(here);
const src = path.join(here, "src");
const dist = path.join(here, "dist");

// The office PC's browser is a few years old: esbuild lowers syntax and CSS nesting to this.
const OLDEST = ["chrome88", "safari15.4", "firefox88"];

async function modulesIn(folder) {
  if (!existsSync(folder)) return [];
  const names = await readdir(folder);
  return names.filter((name) => name.endsWith(".js")).map((name) => path.join(folder, name));
}

async function bundle() {
  return esbuild.build({
    entryPoints: [path.join(src, "css/app.css"), path.join(src, "js/app.js"), ...(await modulesIn(path.join(src, "js/pages")))],
    outdir: dist,
    outbase: src,
    entryNames: "[dir]/[name]-[hash]",
    chunkNames: "js/chunks/[name]-[hash]",
    assetNames: "css/[name]-[hash]",
    loader: { ".svg": "file" },
    bundle: true,
    splitting: true,
    format: "esm",
    minify: true,
    sourcemap: "linked",
    sourcesContent: false,
    target: OLDEST,
    metafile: true,
    logLevel: "warning",
    absWorkingDir: root,
  });
}

// "static/src/js/pages/channel.js" is asked for as asset("pages/channel.js"), app.css and app.js by their bare names.
function nameAsked(entryPoint) {
  return path.relative(src, path.join(root, entryPoint)).split(path.sep).slice(1).join("/");
}

function manifestOf(metafile) {
  const manifest = {};
  for (const [output, { entryPoint }] of Object.entries(metafile.outputs)) {
    if (entryPoint && !output.endsWith(".map")) manifest[nameAsked(entryPoint)] = path.relative(dist, path.join(root, output));
  }
  return manifest;
}

async function build() {
  await rm(dist, { recursive: true, force: true });
  await mkdir(dist, { recursive: true });
  const { metafile } = await bundle();
  const manifest = manifestOf(metafile);
  manifest["icons.svg"] = await keepHashed(dist, "icons.svg", await drawSprite(root));
  for (const name of await readdir(path.join(src, "img"))) {
    manifest[name] = await keepHashed(dist, name, path.join(src, "img", name));
  }
  const sorted = Object.fromEntries(Object.entries(manifest).sort());
  await writeFile(path.join(dist, "manifest.json"), JSON.stringify(sorted, null, 2) + "\n");
  return sorted;
}

const manifest = await build();
console.log(`static/dist: ${Object.keys(manifest).length} files`);
