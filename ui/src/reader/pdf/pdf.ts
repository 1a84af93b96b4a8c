/**
 * Opening PDFs with pdf.js: by ranges, so that page 100 of a large file is there after a few hundred kilobytes, and
 * without anything that a hostile file could run (no eval, no scripting, no forms).
 */
import { getDocument, GlobalWorkerOptions, PDFDataRangeTransport, type PDFDocumentProxy } from "pdfjs-dist/legacy/build/pdf.mjs";
import { teachStreamsToIterate } from "./streams";
import workerUrl from "pdfjs-dist/legacy/build/pdf.worker.min.mjs?url";

GlobalWorkerOptions.workerSrc = workerUrl;
teachStreamsToIterate();

const RANGE_BYTES = 65_536;

/** The size after the slash of `Content-Range: bytes 0-65535/6900000`; null where it is missing. */
export function totalOf(contentRange: string | null): number | null {
  const total = /\/(\d+)\s*$/.exec(contentRange ?? "")?.[1];
  return total === undefined ? null : Number(total);
}

async function fetchRange(url: string, begin: number, end: number, signal: AbortSignal) {
  const answer = await fetch(url, { headers: { Range: `bytes=${begin}-${end - 1}` }, signal });
  if (!answer.ok) throw new Error(`status ${answer.status}`);
  const bytes = new Uint8Array(await answer.arrayBuffer());
  const partial = answer.status === 206;
  return {
    // A server that does not know ranges sends everything: the wanted part is cut out.
    bytes: partial ? bytes : bytes.slice(begin, end),
    total: partial ? totalOf(answer.headers.get("Content-Range")) : bytes.length,
  };
}

class Transport extends PDFDataRangeTransport {
  constructor(
    private readonly url: string,
    length: number,
    first: Uint8Array,
    private readonly stopped: AbortController,
    private readonly failed: (thrown: unknown) => void,
  ) {
    super(length, first);
  }

  override requestDataRange(begin: number, end: number): void {
    fetchRange(this.url, begin, end, this.stopped.signal).then(
      ({ bytes }) => this.onDataRange(begin, bytes),
      (thrown: unknown) => {
        if (!this.stopped.signal.aborted) this.failed(thrown);
      },
    );
  }

  override abort(): void {
    this.stopped.abort();
  }
}

export interface OpenPdf {
  document: PDFDocumentProxy;
  /** Stops all loading and frees the memory. */
  close(): void;
}

/** `onfail` is called where bytes that are needed later do not come. Rejects where the file cannot be opened. */
export async function openPdf(url: string, onfail: (thrown: unknown) => void): Promise<OpenPdf> {
  const stopped = new AbortController();
  const { bytes, total } = await fetchRange(url, 0, RANGE_BYTES, stopped.signal);
  const files = new URL("pdfjs/", document.baseURI).href;
  const common = {
    isEvalSupported: false,
    enableXfa: false,
    cMapUrl: `${files}cmaps/`,
    cMapPacked: true,
    standardFontDataUrl: `${files}standard_fonts/`,
    wasmUrl: `${files}wasm/`,
    iccUrl: `${files}iccs/`,
    // Nothing is fetched before it is looked at; pages keep their order of need.
    disableAutoFetch: true,
    disableStream: true,
    rangeChunkSize: RANGE_BYTES,
  };
  const whole = total === null || bytes.length >= total;
  const task = getDocument(
    whole
      ? { ...common, data: bytes }
      : {
          ...common,
          length: total,
          range: new Transport(url, total, bytes, stopped, (thrown) => {
            onfail(thrown);
            void task.destroy();
          }),
        },
  );
  const opened = await task.promise;
  return {
    document: opened,
    close() {
      stopped.abort();
      void task.destroy();
    },
  };
}
