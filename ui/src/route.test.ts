import { expect, test } from "vitest";
import { format, libraryRoute, parse, readRoute, type Route } from "./route";

test.each<Route>([
  libraryRoute(),
  libraryRoute({ q: "blood & “pressure” 100% #1?", kind: "leaflet", language: "bn", withdrawn: true, year: 2019, topic: "Heart & more", withText: true, here: true }),
  readRoute("abc123defg"),
  readRoute("abc123defg", { attachment: "x1", page: 3, q: "রক্তচাপ" }),
  readRoute("abc", { beside: "def", besideFile: "x2" }),
  { place: "shelf", part: "favourites" },
  { place: "shelf", part: "packs" },
  { place: "new" },
  { place: "vision" },
  { place: "status" },
])("%j is read back from its address", (route) => {
  expect(parse(format(route))).toEqual(route);
});

test.each(["", "#", "#/", "#/nowhere", "#/read", "#/read/", "#/read/../../etc", "#/read/<script>", "javascript:alert(1)", "#/library?q"])(
  "%j leads to the library",
  (hash) => {
    expect(parse(hash)).toEqual(libraryRoute());
  },
);

test.each(["0", "-1", "1.5", "NaN", "1e99", "x"])("page %j is no page", (page) => {
  expect(parse(`#/read/abc?page=${page}`)).toMatchObject({ page: null });
});

test("a kind or language that cannot be is dropped", () => {
  expect(parse("#/library?kind=nonsense&language=%3Cb%3E&year=20190")).toEqual(libraryRoute());
});
