"""Text of PDFs by pdfium: a path a line comes in, a line of JSON goes out (null where the file could not be opened)."""

import json
import sys

import pypdfium2

for line in sys.stdin:
    try:
        pages = []
        document = pypdfium2.PdfDocument(line.rstrip("\n"))
        for page in document:
            pages.append(page.get_textpage().get_text_range())
    except Exception:
        pages = pages or None
    print(json.dumps(pages), flush=True)
