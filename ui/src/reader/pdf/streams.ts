/**
 * pdf.js reads a page's text with `for await` over a stream, which WebKit (Linux, macOS) does not know yet: without
 * this no word of a PDF could be found or marked there.
 */
export function teachStreamsToIterate(prototype: ReadableStream = ReadableStream.prototype): void {
  if (Symbol.asyncIterator in prototype) return;
  Object.defineProperty(prototype, Symbol.asyncIterator, {
    configurable: true,
    writable: true,
    value: async function* (this: ReadableStream<unknown>) {
      const reader = this.getReader();
      let whole = false;
      try {
        for (;;) {
          const { done, value } = await reader.read();
          if (done) {
            whole = true;
            return;
          }
          yield value;
        }
      } finally {
        // Left early: the stream's source may stop.
        if (!whole) await reader.cancel();
        reader.releaseLock();
      }
    },
  });
}
