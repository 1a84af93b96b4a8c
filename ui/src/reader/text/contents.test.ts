import { expect, test } from "vitest";
import type { AttachmentText } from "../../bindings/AttachmentText";
import { wanted } from "../../search/words";
import { contentsOf } from "./contents";
import { markText } from "./paragraphs";

const page = (number: number, text: string, headings: number[]) => ({ page: number, text, headings: headings.map((line) => ({ line, level: 1 })), links: [], quality: "good" as const, language: null, source: "file" as const });
const text: AttachmentText = { attachment: "f", quality: "good", language: "en", pages: [page(1, "Feet\nWash them.", [0]), page(3, "Shoes\nWear them.", [])], bookmarks: [], pictures: 0 };
const marked = markText(text, wanted(""));

test("headings, where the document has no contents of its own", () => {
  expect(contentsOf(marked, [])).toEqual([{ title: "Feet", level: 0, page: 1, paragraph: 0 }]);
});

test("the document's own, to the very place where it is known; without gaps in its levels", () => {
  const bookmarks = [{ title: "FEET", level: 2, page: 1 }, { title: "Shoes", level: 5, page: 3 }, { title: "Back", level: 1, page: 4 }];
  expect(contentsOf(marked, bookmarks)).toEqual([
    { title: "FEET", level: 0, page: 1, paragraph: 0 },
    { title: "Shoes", level: 1, page: 3, paragraph: null },
    { title: "Back", level: 0, page: 4, paragraph: null },
  ]);
});

test("the headings again, where the document's own leads less far", () => {
  const long = markText({ ...text, pages: [page(1, "Feet\nWash\nDry", [0, 1, 2])] }, wanted(""));
  expect(contentsOf(long, [{ title: "Cover", level: 1, page: 1 }]).map(({ title }) => title)).toEqual(["Feet", "Wash", "Dry"]);
});
