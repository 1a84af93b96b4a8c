/** Serves the built window for the tests, under the policy that the program sets, and prints the sample leaflets. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { build, preview } from "vite";
import type { TestProject } from "vitest/node";
import { addNoise, leafletHtml, WITH_PICTURES } from "../fake/leaflet";

const ROOT = join(import.meta.dirname, "..", "..");

export interface Provided {
  url: string;
  /** The fake host as one script. */
  fakeHost: string;
  /** Leaflets by language, as PDFs in base 64; and a picture. */
  files: Record<string, string>;
}

declare module "vitest" {
  export interface ProvidedContext {
    window: Provided;
  }
}

/** The content security policy of tauri.conf.json, with the addresses of the page's own host. */
export function policy(): string {
  const file = join(ROOT, "..", "tauri.conf.json");
  const known = existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as { app?: { security?: { csp?: unknown } } }).app?.security?.csp : null;
  if (typeof known === "string") return known;
  const parts = (known ?? {
    "default-src": "'none'",
    "script-src": "'self' 'wasm-unsafe-eval'",
    "worker-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data: blob: doc: http://doc.localhost",
    "font-src": "'self' data:",
    "media-src": "blob: doc: http://doc.localhost",
    "connect-src": "'self' ipc: http://ipc.localhost doc: http://doc.localhost",
    "base-uri": "'none'",
    "form-action": "'none'",
    "frame-src": "'none'",
    "object-src": "'none'",
  }) as Record<string, string | string[]>;
  return Object.entries(parts)
    .map(([name, values]) => `${name} ${[values].flat().join(" ")}`)
    .join("; ");
}

export async function fakeHost(): Promise<string> {
  const built = await build({
    root: ROOT,
    configFile: false,
    logLevel: "error",
    build: { write: false, lib: { entry: join(ROOT, "tests/fake/host.ts"), formats: ["iife"], name: "fakeHost" } },
  });
  const output = [built].flat()[0];
  if (!output || !("output" in output)) throw new Error("the fake host was not built");
  return output.output[0].code;
}

export async function printLeaflets(): Promise<Record<string, string>> {
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox"] });
  const page = await browser.newPage();
  const files: Record<string, string> = {};
  for (const language of ["en", "bn", "so", "ar", "long", "mixed"]) {
    await page.setContent(leafletHtml(language));
    if (language === "long") await page.evaluate(addNoise, WITH_PICTURES);
    files[language] = (await page.pdf({ preferCSSPageSize: true, printBackground: true, tagged: true, outline: language === "long" })).toString("base64");
  }
  files.damaged = Buffer.from("%PDF-1.7\nthis is not a document").toString("base64");
  files.picture = (await page.screenshot()).toString("base64");
  await browser.close();
  return files;
}

export async function provide(): Promise<Provided & { close(): Promise<void> }> {
  // A build of their own: whoever builds the program meanwhile does not pull the files from under the tests.
  const outDir = join(ROOT, "test-results", "dist");
  await build({ root: ROOT, logLevel: "error", build: { outDir, emptyOutDir: true } });
  const server = await preview({
    root: ROOT,
    logLevel: "error",
    build: { outDir },
    preview: { port: 0, host: "127.0.0.1", headers: { "Content-Security-Policy": policy() } },
  });
  const url = server.resolvedUrls?.local[0];
  if (!url) throw new Error("the preview server has no address");
  return { url, fakeHost: await fakeHost(), files: await printLeaflets(), close: () => server.close() };
}

export async function setup(project: TestProject) {
  const { close, ...provided } = await provide();
  project.provide("window", provided);
  return close;
}
