import { expect, test } from "vitest";
import { teachStreamsToIterate } from "./streams";

/** A stream as WebKit has it: without iteration of its own. */
function bare(source: UnderlyingDefaultSource<number>): ReadableStream<number> {
  const stream = new ReadableStream<number>(source);
  const own = { getReader: () => stream.getReader() };
  teachStreamsToIterate(own as unknown as ReadableStream);
  return own as unknown as ReadableStream<number>;
}

test("a stream that cannot be iterated learns to", async () => {
  const seen: number[] = [];
  const stream = bare({ start: (control) => { [1, 2, 3].forEach((value) => control.enqueue(value)); control.close(); } });
  for await (const value of stream) seen.push(value);
  expect(seen).toEqual([1, 2, 3]);
});

test("leaving early stops the source", async () => {
  let stopped = false;
  const stream = bare({ pull: (control) => control.enqueue(1), cancel: () => void (stopped = true) });
  for await (const value of stream) if (value === 1) break;
  expect(stopped).toBe(true);
});

test("a source that fails is heard", async () => {
  const stream = bare({ pull: () => { throw new Error("broken"); } });
  await expect((async () => { for await (const value of stream) void value; })()).rejects.toThrow("broken");
});
