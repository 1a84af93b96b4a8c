/** A window for one test: the built page in Chromium, with the fake host and the documents behind it. */
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { chromium, type Browser, type BrowserContextOptions, type Page } from "playwright-core";
import type { Scenario } from "../fake/host";
import { LIBRARY, printed, TRANSLATED } from "../fake/catalogue";
import type { Provided } from "./serve";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

export interface Look {
  colorScheme?: "light" | "dark";
  width?: number;
  height?: number;
  forcedColors?: "active";
  /** The language of the interface that is set. */
  language?: string;
  /** The system's language. */
  locale?: string;
}

export const LAPTOP = { width: 1366, height: 768 };
export const NARROW = { width: 320, height: 700 };

export const launch = () => chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox"] });

export async function openWindow(browser: Browser, provided: Provided, hash: string, scenario: Scenario = {}, look: Look = {}) {
  const options: BrowserContextOptions = {
    viewport: { width: look.width ?? LAPTOP.width, height: look.height ?? LAPTOP.height },
    colorScheme: look.colorScheme ?? "light",
    forcedColors: look.forcedColors ?? "none",
    reducedMotion: "reduce",
    locale: look.locale ?? "en-GB",
    permissions: ["clipboard-read", "clipboard-write"],
  };
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const problems: string[] = [];
  page.on("pageerror", (error) => problems.push(`error: ${error.message}`));
  page.on("console", (message) => {
    // pdf.js reports that a document was closed while it was still being read: that is what closing means.
    if (/Transport destroyed|pdfPage is not loaded/.test(message.text())) return;
    if (message.type() === "error" || /Content Security Policy/.test(message.text())) problems.push(`console: ${message.text()}`);
  });
  page.on("response", (answer) => {
    if (answer.status() >= 400) problems.push(`${answer.status()}: ${answer.url()}`);
  });
  const ranges: string[] = [];
  await page.route("http://doc.localhost/**", async (route) => {
    const request = route.request();
    const headers = {
      "Access-Control-Allow-Origin": "*",
      "Access-Control-Allow-Headers": "Range",
      "Access-Control-Expose-Headers": "Content-Range, Content-Length, Accept-Ranges",
    };
    if (request.method() === "OPTIONS") return route.fulfill({ status: 204, headers });
    const [id, part] = new URL(request.url()).pathname.slice(1).split("/");
    if (part === "picture") return route.fulfill({ status: 200, headers, contentType: "image/png", body: Buffer.from(provided.files.picture ?? "", "base64") });
    const file = [...LIBRARY, ...TRANSLATED].flatMap(({ attachments }) => attachments).find((attachment) => attachment.id === id);
    const kind = file?.media_type ?? "";
    const name = kind.startsWith("image/") ? "picture" : file ? printed(file) : "en";
    const whole = kind.startsWith("video/") ? Buffer.alloc(5000, 1) : Buffer.from(provided.files[name] ?? "", "base64");
    const range = /bytes=(\d+)-(\d+)/.exec(request.headers().range ?? "");
    if (!range) return route.fulfill({ status: 200, headers, contentType: kind, body: whole });
    ranges.push(range[0]);
    const from = Number(range[1]);
    const to = Math.min(Number(range[2]), whole.length - 1);
    return route.fulfill({
      status: 206,
      headers: { ...headers, "Content-Range": `bytes ${from}-${to}/${whole.length}` },
      contentType: kind,
      body: whole.subarray(from, to + 1),
    });
  });
  const told: Scenario = look.language ? { ...scenario, language: look.language } : scenario;
  await page.addInitScript({ content: `window.scenario = ${JSON.stringify(told)};\n${provided.fakeHost}` });
  await page.goto(`${provided.url}${hash}`);
  await page.waitForSelector("main");
  return { page, problems, ranges, close: () => context.close() };
}

export interface Violation {
  rule: string;
  where: string[];
}

/** What axe finds wrong; empty where all is well. */
export async function violations(page: Page, without: string[] = []): Promise<Violation[]> {
  await page.evaluate(axe);
  return page.evaluate(async (off) => {
    const run = (window as unknown as { axe: { run(where: Document, options: object): Promise<{ violations: { id: string; nodes: { html: string; failureSummary?: string }[] }[] }> } }).axe;
    const { violations: found } = await run.run(document, {
      runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
      rules: Object.fromEntries(off.map((rule) => [rule, { enabled: false }])),
    });
    return found.map(({ id, nodes }) => ({ rule: id, where: nodes.map((node) => `${node.html.slice(0, 200)} :: ${node.failureSummary ?? ""}`) }));
  }, without);
}

/** The calls of one command that the window made. */
export const calls = (page: Page, command: string) =>
  page.evaluate((name) => window.calls.filter((call) => call.command === name).map(({ args }) => args), command);

/** True where something would have to be scrolled sideways, or where the window itself scrolls and not a place in it. */
export const overflows = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth > innerWidth || document.documentElement.scrollHeight > innerHeight || [...document.querySelectorAll("main")].some((main) => main.scrollWidth > main.clientWidth + 1));

/** What moves although the person asked for less motion (each window here does). */
export const moving = (page: Page) =>
  page.evaluate(() =>
    [...document.querySelectorAll("body *")]
      .filter((element) => {
        const { animationName, animationDuration, transitionDuration } = getComputedStyle(element);
        const lasts = (durations: string) => durations.split(",").some((duration) => parseFloat(duration) > 0.01);
        return (animationName !== "none" && lasts(animationDuration)) || lasts(transitionDuration);
      })
      .map((element) => element.outerHTML.slice(0, 120)),
  );

/** Targets less than 24 px high or wide. */
export const smallTargets = (page: Page) =>
  page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>("button, input, select, label:has(> input), main a:not(p a), a.page, nav a:not(.skip), summary")]
      // A row's link reaches over the whole row; a radio button's target is its label.
      .filter((element) => element.offsetParent !== null && !element.matches("[data-row], label > input"))
      .map((element) => ({ element: element.outerHTML.slice(0, 120), box: element.getBoundingClientRect() }))
      .filter(({ box }) => box.height < 23.9 || box.width < 23.9)
      .map(({ element, box }) => `${element} ${box.width} × ${box.height}`),
  );
