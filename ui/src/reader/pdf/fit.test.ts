import { expect, test } from "vitest";
import { AT_FIRST, PAGE, scaleFor, WIDTH } from "./fit";

const page = { width: 400, height: 600 };

test.each([
  [AT_FIRST, { width: 1432, height: 332 }, 1.4],
  [AT_FIRST, { width: 232, height: 332 }, 0.5],
  [WIDTH, { width: 1432, height: 332 }, 3.5],
  [PAGE, { width: 1432, height: 332 }, 0.5],
  [PAGE, { width: 232, height: 3000 }, 0.5],
  [PAGE, { width: 10, height: 10 }, 0.1],
])("%j in %j", (fit, box, scale) => {
  expect(scaleFor(fit, page, box)).toBeCloseTo(scale);
});
