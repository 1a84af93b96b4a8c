import { expect, test } from "vitest";
import { inFull } from "./address";

test.each([
  ["www.example.org/leaflets", "https://www.example.org/leaflets"],
  ["  example.org ", "https://example.org"],
  ["http://example.org", "http://example.org"],
  ["HTTPS://EXAMPLE.ORG/", "HTTPS://EXAMPLE.ORG/"],
  ["localhost:8000", "https://localhost:8000"],
  ["file:///etc", "file:///etc"],
])("%j is meant as %j", (typed, address) => {
  expect(inFull(typed)).toBe(address);
});
