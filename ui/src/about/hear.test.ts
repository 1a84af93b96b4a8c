import { expect, test } from "vitest";
import { addressIn } from "./hear";

test.each<[string[], string]>([
  [["Please get in touch."], ""],
  [["Write to hello@example.org.", "We answer."], "hello@example.org"],
  [["hello@example.org or Hello@example.org"], "hello@example.org"],
  [["one@example.org, two@example.org"], ""],
  [["[email protected]"], ""],
  [["a @ b"], ""],
])("%j", (texts, address) => {
  expect(addressIn(texts)).toBe(address);
});
