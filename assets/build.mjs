// Bundles styles, scripts and the icon sprite into the static folder of the ui app. `npm run build` or `make assets`.
import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import * as esbuild from "esbuild";
import * as sass from "sass";

const here = dirname(fileURLToPath(import.meta.url));
const modules = join(here, "..", "node_modules");
const dist = join(here, "..", "src", "luoshi", "ui", "static", "ui", "dist");
const out = `${dist}.${process.pid}`; // beside the bundles in use, which are replaced one by one when all are made
const target = ["chrome111", "firefox115"]; // the browsers of the desktops named in UI.md

async function styles() {
  const compiled = sass.compile(join(here, "styles", "app.scss"), {
    loadPaths: [modules, join(modules, "@tabler", "core", "scss")],
    quietDeps: true,
    silenceDeprecations: ["import", "global-builtin", "color-functions", "if-function"],
  });
  const small = await esbuild.transform(compiled.css, { loader: "css", minify: true, target, charset: "utf8" });
  await writeFile(join(out, "app.css"), small.code);
}

async function scripts() {
  await esbuild.build({
    entryPoints: [join(here, "scripts", "app.js"), join(here, "scripts", "theme.js")],
    outdir: out,
    bundle: true,
    minify: true,
    format: "iife",
    target,
    charset: "utf8",
    legalComments: "none",
  });
}

// Pages with much behaviour of their own carry it themselves: a folder with a script and a style of one name.
async function page(name) {
  const compiled = sass.compile(join(here, name, `${name}.scss`), { loadPaths: [modules] });
  const small = await esbuild.transform(compiled.css, { loader: "css", minify: true, target, charset: "utf8" });
  await writeFile(join(out, `${name}.css`), small.code);
  await esbuild.build({
    entryPoints: [join(here, name, `${name}.js`)],
    outfile: join(out, `${name}.js`),
    bundle: true,
    minify: true,
    format: "iife",
    target,
    charset: "utf8",
    legalComments: "none",
  });
}

async function sprite() {
  const lines = (await readFile(join(here, "icons.txt"), "utf8")).split("\n");
  const symbols = [];
  for (const line of lines.map((text) => text.trim()).filter((text) => text && !text.startsWith("#"))) {
    const [name, kind = "outline"] = line.split(/\s+/);
    const drawing = await readFile(join(modules, "@tabler", "icons", "icons", kind, `${name}.svg`), "utf8");
    const paths = [...drawing.matchAll(/<path\b[^>]*>/g)].map((found) => found[0]).filter((path) => !path.includes("M0 0h24v24H0z"));
    const paint =
      kind === "filled"
        ? 'fill="currentColor" stroke="none"'
        : 'fill="none" stroke="currentColor" stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round"';
    symbols.push(`<symbol id="${name}" viewBox="0 0 24 24" ${paint}>${paths.join("")}</symbol>`);
  }
  await writeFile(join(out, "icons.svg"), `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join("")}</svg>\n`);
  await writeFile(join(out, "mark.svg"), await readFile(join(here, "mark.svg"), "utf8"));
}

await mkdir(out, { recursive: true });
await mkdir(dist, { recursive: true });
try {
  await Promise.all([styles(), scripts(), sprite(), page("review")]);
  for (const name of await readdir(out)) await rename(join(out, name), join(dist, name));
} finally {
  await rm(out, { recursive: true, force: true });
}
