/** A person at the window: each test opens one of its own, and whatever was done there, it reported no error. */
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, inject } from "vitest";
import { LIBRARY } from "../fake/catalogue";
import type { Scenario } from "../fake/host";
import { launch, openWindow, type Look } from "./window";

type Opened = Awaited<ReturnType<typeof openWindow>>;

/** For a file of tests: what opens its windows. */
export function person() {
  let browser: Browser;
  let opened: Opened | undefined;
  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(() => browser.close());
  afterEach(async () => {
    // Neither was a rule of its content security policy broken.
    const problems = opened?.problems ?? [];
    await opened?.close();
    opened = undefined;
    expect(problems).toEqual([]);
  });
  return {
    async start(hash = "#/library", scenario: Scenario = {}, look: Look = {}): Promise<Page> {
      opened = await openWindow(browser, inject("window"), hash, scenario, look);
      return opened.page;
    },
    /** Parts of documents that the window asked for. */
    ranges: () => opened?.ranges ?? [],
  };
}

export function resource(title: RegExp) {
  const found = LIBRARY.find((candidate) => title.test(candidate.title));
  if (!found) throw new Error(`no resource ${title}`);
  return found;
}
