import { cpSync, mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig, type Plugin } from "vite";
import { writeIds } from "./messages.mjs";

const here = dirname(fileURLToPath(import.meta.url));

/** pdf.js loads character maps, stand-in fonts and image decoders by address: they have to lie beside the page. */
function pdfjsFiles(): Plugin {
  return {
    name: "pdfjs-files",
    buildStart() {
      const from = dirname(createRequire(import.meta.url).resolve("pdfjs-dist/package.json"));
      const to = join(here, "public", "pdfjs");
      mkdirSync(to, { recursive: true });
      for (const folder of ["cmaps", "standard_fonts", "wasm", "iccs"]) {
        cpSync(join(from, folder), join(to, folder), { recursive: true });
      }
    },
  };
}

/** The types of the messages follow their English file. */
const messageIds: Plugin = {
  name: "message-ids",
  buildStart: writeIds,
  handleHotUpdate: ({ file }) => {
    if (file.endsWith("en.ftl")) writeIds();
  },
};

export default defineConfig({
  plugins: [messageIds, pdfjsFiles(), svelte()],
  clearScreen: false,
  server: { port: 5173, strictPort: true, host: "127.0.0.1" },
  build: {
    // What WebKitGTK 2.40, WKWebView of macOS 13 and every WebView2 understand.
    target: ["es2022", "safari16.4", "chrome111"],
    // The content security policy allows no data: fonts or scripts; every asset stays a file.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1500,
  },
});
