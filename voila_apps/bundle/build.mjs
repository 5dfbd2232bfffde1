// Builds ../static (what pages load) and ../../widgets/static (what notebooks load) from src/.
//   npm ci && node build.mjs            into the tree
//   node build.mjs --out DIR            the same two folders below DIR
// The result is the same bytes on every machine; a test compares it with what is committed.
import { build } from "esbuild";
import { cp, mkdir, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const HERE = dirname(fileURLToPath(import.meta.url));
const OUT = process.argv[2] === "--out" ? resolve(process.argv[3]) : resolve(HERE, "../..");
const PAGES = join(OUT, "voila_apps/static");
const WIDGETS = join(OUT, "widgets/static");

const COMMON = {
  absWorkingDir: HERE,
  bundle: true,
  minify: true,
  format: "esm",
  target: ["chrome115", "firefox115", "safari16.4"],
  charset: "utf8",
  legalComments: "none",
  metafile: true,
  logLevel: "warning",
  loader: { ".woff2": "file", ".svg": "file" },
};
const HASHED = { entryNames: "[name]-[hash]", assetNames: "[name]-[hash]" };

// In another's notebook our colours and sizes must not leak: tokens of the page become tokens of our element.
const scoped = {
  name: "scoped-tokens",
  setup({ onLoad }) {
    onLoad({ filter: /tokens\.css$/ }, async ({ path }) => ({
      contents: (await readFile(path, "utf8")).replaceAll(":root", ".gapless"),
      loader: "css",
    }));
  },
};

// ipywidgets' own sanitiser is 260 KB: a small kept library stands in for it. Its views need no ajax of jQuery.
const alias = { "sanitize-html": "./src/live/sanitize.js", jquery: "jquery/dist/jquery.slim.js" };

// The kernel connection asks the whole services package for two names.
const onlyTheKernel = {
  name: "only-the-kernel",
  setup({ onResolve }) {
    onResolve({ filter: /^\.\.$/ }, ({ resolveDir }) =>
      resolveDir.endsWith(join("services", "lib", "kernel")) ? { path: join(HERE, "src/live/services.js") } : null,
    );
  },
};

function named(result, ending) {
  const path = Object.keys(result.metafile.outputs).find((name) => name.endsWith(ending) && result.metafile.outputs[name].entryPoint);
  return basename(path ?? Object.keys(result.metafile.outputs).find((name) => name.endsWith(ending)));
}

const entry = (page) => basename(Object.entries(page.metafile.outputs).find(([, output]) => output.entryPoint === "src/page.js")[0]);

// The files that a module asks for before it can run, and those that they ask for.
function modulesOf(page, name, found = []) {
  const [, { imports }] = Object.entries(page.metafile.outputs).find(([path]) => basename(path) === name);
  for (const { path, kind } of imports)
    if (kind === "import-statement" && !found.includes(basename(path))) modulesOf(page, basename(path), (found.push(basename(path)), found));
  return found;
}

async function pages() {
  const shared = { ...COMMON, ...HASHED, outdir: PAGES };
  const sheet = await build({ ...shared, entryPoints: ["src/css/live.css"] });
  const live = await build({
    ...shared,
    alias,
    plugins: [onlyTheKernel],
    pure: ["console.debug"],
    entryPoints: ["src/live/live.js"],
    define: { LIVE_CSS: JSON.stringify(`./${named(sheet, ".css")}`), "process.env.NODE_ENV": '"production"', global: "globalThis" },
  });
  // Each view is a file of its own, fetched by the pages that show it; what several need is shared.
  const page = await build({
    ...shared,
    splitting: true,
    chunkNames: "[name]-[hash]",
    entryPoints: ["src/page.js"],
    define: { LIVE_JS: JSON.stringify(`./${named(live, ".js")}`) },
  });
  const icon = await build({ ...shared, entryPoints: ["src/icon.svg"], loader: { ".svg": "copy" } });
  const assets = Object.keys(page.metafile.outputs).map((path) => basename(path));
  const font = (stem) => assets.find((name) => name.startsWith(stem) && name.endsWith(".woff2"));
  const manifest = {
    "page.js": entry(page),
    "page.css": assets.find((name) => name.endsWith(".css")),
    "live.js": named(live, ".js"),
    modules: modulesOf(page, entry(page)),
    preload: [font("atkinson-hyperlegible-next-latin-wght-normal"), font("stix-two-math")],
    icon: named(icon, ".svg"),
  };
  await writeFile(join(PAGES, "manifest.json"), `${JSON.stringify(manifest, null, 2)}\n`);
  return [page, live, sheet];
}

async function widgets() {
  const shared = { ...COMMON, outdir: WIDGETS, plugins: [scoped] };
  await build({ ...shared, entryPoints: ["src/css/widget.css", "src/css/preview.css"] });
  await build({ ...shared, entryPoints: ["check", "home", "day", "placement", "practice", "queue", "review", "classtable", "forms", "ledger", "classforms", "rewardbook", "preview", "work"].map((name) => `src/widgets/${name}.js`) });
}

// The licence texts of everything that went into the pages' JavaScript, in one file beside it.
async function licences(results) {
  const packages = new Set();
  for (const { metafile } of results)
    for (const input of Object.keys(metafile.inputs)) {
      const match = /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(input);
      if (match && !match[1].startsWith("@fontsource")) packages.add(match[1]);
    }
  const texts = await Promise.all([...packages].sort().map(licence));
  await writeFile(join(PAGES, "THIRD-PARTY.txt"), texts.join("\n"));
}

async function licence(name) {
  const folder = join(HERE, "node_modules", name);
  const { version, license } = JSON.parse(await readFile(join(folder, "package.json"), "utf8"));
  const file = (await readdir(folder)).sort().find((entry) => /^licen[cs]e/i.test(entry));
  const text = file ? await readFile(join(folder, file), "utf8") : "";
  return `${"=".repeat(80)}\n${name} ${version} (${license})\n\n${text.trim()}\n`;
}

async function fontLicences() {
  const fonts = {
    "OFL-Atkinson-Hyperlegible-Next.txt": "@fontsource-variable/atkinson-hyperlegible-next",
    "OFL-Atkinson-Hyperlegible-Mono.txt": "@fontsource-variable/atkinson-hyperlegible-mono",
    "OFL-STIX-Two-Math.txt": "@fontsource/stix-two-math",
  };
  await mkdir(join(PAGES, "fonts"), { recursive: true });
  for (const [name, source] of Object.entries(fonts)) await cp(join(HERE, "node_modules", source, "LICENSE"), join(PAGES, "fonts", name));
}

for (const folder of [PAGES, WIDGETS]) {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
}
const built = await pages();
await widgets();
await licences(built);
await fontLicences();
console.log(`built ${relative(process.cwd(), PAGES) || "."} and ${relative(process.cwd(), WIDGETS) || "."}`);
