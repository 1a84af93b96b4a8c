import { expect, test } from "vitest";
import { TRANSLATED } from "../../../tests/fake/catalogue";
import { choicesBeside } from "./choices";

const [feet, ...others] = TRANSLATED.slice(0, 3);
const fire = TRANSLATED[3];
if (!feet || !fire) throw new Error("the samples are too few");

test("translations, the patient's language first", () => {
  const languages = (first: string | null) => choicesBeside(feet, feet.attachments[0]?.id ?? null, others, first).map(({ language }) => language);
  expect(languages(null)).toEqual(["bn", "so"]);
  expect(languages("so")).toEqual(["so", "bn"]);
});

test("the resource's other files, those that are here; not the one that is open", () => {
  const open = fire.attachments[1];
  const choices = choicesBeside({ ...fire, attachments: fire.attachments.map((file, at) => (at === 2 ? { ...file, sha256: null } : file)) }, open?.id ?? null, [], null);
  expect(choices).toEqual([{ id: fire.id, attachment: fire.attachments[0]?.id, title: "Fire safety (sample)", language: "en" }]);
});
