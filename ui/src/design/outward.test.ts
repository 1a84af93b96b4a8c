import { expect, test } from "vitest";
import { outwardOf } from "./outward";

test.each([
  ["https://www.nhs.uk/a?b", { kind: "web" }],
  ["HTTP://nhs.uk", { kind: "web" }],
  ["mailto:a%2Bb@example.org?subject=x&body=y", { kind: "mail", to: "a+b@example.org" }],
  ["mailto:", { kind: "none" }],
  ["mailto:%E0%A4", { kind: "none" }],
  ["tel:+44%2020%207946%200101", { kind: "phone", number: "+44 20 7946 0101" }],
  ["javascript:alert(1)", { kind: "none" }],
  ["nowhere", { kind: "none" }],
])("%s", (url, kind) => expect(outwardOf(url)).toEqual(kind));
