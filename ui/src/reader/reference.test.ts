import { expect, test } from "vitest";
import { referenceLine } from "./reference";

const whole = {
  title: "Looking after your feet",
  page_url: "https://www.example.org/library#feet",
  date: { printed: "May 2020", from: "2020-05-01", to: "2020-05-31", precision: "month" as const },
  state: "current" as const,
  last_confirmed: "2026-11-20T10:00:00",
  withdrawn_on: null,
};

test.each([
  [{}, "Looking after your feet. example.org. Printed date: May 2020. Confirmed on 20 November 2026. https://www.example.org/library#feet"],
  [{ date: null }, "Looking after your feet. example.org. Confirmed on 20 November 2026. https://www.example.org/library#feet"],
  [{ date: null, last_confirmed: null }, "Looking after your feet. example.org. https://www.example.org/library#feet"],
  [{ date: null, last_confirmed: "not a time" }, "Looking after your feet. example.org. https://www.example.org/library#feet"],
  [{ date: null, page_url: "" }, "Looking after your feet. Confirmed on 20 November 2026."],
  [{ date: null, title: "What would you do? " }, "What would you do? example.org. Confirmed on 20 November 2026. https://www.example.org/library#feet"],
  [{ date: null, state: "withdrawn" as const, withdrawn_on: "2026-11-21T09:00:00" }, "Looking after your feet. example.org. Withdrawn on 21 November 2026. https://www.example.org/library#feet"],
  [{ date: null, state: "withdrawn" as const }, "Looking after your feet. example.org. Withdrawn. https://www.example.org/library#feet"],
])("with %j: %s", (part, line) => {
  expect(referenceLine({ ...whole, ...part })).toBe(line);
});
