"""Makes the golden documents: PDFs of many producers, and beside each its exact text, a form feed after each page.

Needs chromium, soffice, groff, ps2pdf, pdflatex and pango-view, and of Python fpdf2 with uharfbuzz, reportlab and typst.
`python make.py` makes all, `python make.py NAME…` those whose names begin so."""

import html
import pathlib
import subprocess
import sys
import tempfile

from words import WORDS

HERE = pathlib.Path(__file__).parent
NOTO = pathlib.Path("/usr/share/fonts/truetype/noto")
FONT = {"bn": "NotoSansBengali", "ar": "NotoNaskhArabic", "ur": "NotoNastaliqUrdu"}
FAMILY = {"bn": "Noto Sans Bengali", "ar": "Noto Naskh Arabic", "ur": "Noto Nastaliq Urdu"}
MADE = {}


def document(name):
    def keep(make):
        MADE[name] = make
        return make
    return keep


def golden(pages):
    return "".join("\n".join(page) + "\n\f" for page in pages)


def run(*command, cwd=None):
    subprocess.run([str(part) for part in command], check=True, cwd=cwd, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def page_of(language, style="", bodies=None):
    pages = bodies or [f"<h1>{html.escape(page[0])}</h1>" + "".join(f"<p>{html.escape(words)}</p>" for words in page[1:]) for page in WORDS[language]]
    direction = "rtl" if language in ("ar", "ur") else "ltr"
    family = FAMILY.get(language, "Noto Sans")
    body = "".join(f"<section>{page}</section>" for page in pages)
    return f"""<!DOCTYPE html><html lang="{language}" dir="{direction}"><meta charset="utf-8"><title>{html.escape(WORDS[language][0][0])}</title>
<style>@page {{ size: A5; margin: 15mm }} body {{ font: 11pt "{family}", "Noto Sans" }} section + section {{ break-before: page }} {style}</style><body>{body}</body></html>"""


def chromium(markup, to):
    with tempfile.TemporaryDirectory() as folder:
        page = pathlib.Path(folder, "page.html")
        page.write_text(markup, encoding="utf-8")
        run("chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer", f"--user-data-dir={folder}/profile", f"--print-to-pdf={to}", page)


def libreoffice(markup, to):
    with tempfile.TemporaryDirectory() as folder:
        page = pathlib.Path(folder, "page.html")
        page.write_text(markup, encoding="utf-8")
        office = ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless"]
        run(*office, "--infilter=HTML (StarWriter)", "--convert-to", "odt", page, cwd=folder)
        run(*office, "--convert-to", "pdf", page.with_suffix(".odt"), cwd=folder)
        to.write_bytes(page.with_suffix(".pdf").read_bytes())


for language in ("en", "bn", "ar", "ur", "so", "pl"):
    @document(f"chromium-{language}")
    def _(to, language=language):
        chromium(page_of(language), to)
        return golden(WORDS[language])

for language in ("bn", "ar", "ur", "pt", "es"):
    @document(f"libreoffice-{language}")
    def _(to, language=language):
        # Its reader of web pages knows no breaks between sections: all stands on one page.
        libreoffice(page_of(language), to)
        return golden([sum(WORDS[language], [])])


def linked(language):
    """A page whose words lead to an address, a telephone number, a mailbox and another page, and a second one."""
    first, second = WORDS[language]
    words = html.escape(first[1]).split(" ")
    over_lines = " ".join(words[:2]) + ' <a href="https://example.org/sample?a=b#c">' + " ".join(words[2:-2]) + "</a> " + " ".join(words[-2:])
    phone = f'{words[0]} <a href="tel:+442071234567">020 7123 4567</a>'
    mail = '<a href="mailto:sample@example.org">sample@example.org</a>'
    to_second = f'<a href="#second">{html.escape(second[0])}</a>'
    pages = [f"<h1>{html.escape(first[0])}</h1><p>{over_lines}</p><p>{phone}</p><p>{mail}</p><p>{to_second}</p>", f'<h1 id="second">{html.escape(second[0])}</h1><p>{html.escape(second[1])}</p>']
    return page_of(language, bodies=pages), [[first[0], first[1], f"{words[0]} 020 7123 4567", "sample@example.org", second[0]], [second[0], second[1]]]


for language in ("en", "ar"):
    @document(f"chromium-links-{language}")
    def _(to, language=language):
        markup, pages = linked(language)
        chromium(markup, to)
        return golden(pages)


@document("libreoffice-links-pt")
def _(to):
    markup, pages = linked("pt")
    libreoffice(markup, to)
    return golden([sum(pages, [])])


@document("chromium-columns")
def _(to):
    pages = WORDS["en"]
    chromium(page_of("en", "section { columns: 2; column-gap: 8mm; column-fill: auto; height: 70mm; text-align: justify; hyphens: auto } h1 { column-span: all }"), to)
    return golden(pages)


@document("chromium-soft-hyphens")
def _(to):
    words = WORDS["en"][1]
    broken = [words[0]] + [part.replace("standing", "\u00adstand\u00ading").replace("modation", "\u00admo\u00adda\u00adtion").replace("centration", "\u00adcen\u00adtra\u00adtion").replace("sibilities", "\u00adsi\u00adbil\u00adi\u00adties").replace("isation", "\u00adi\u00adsa\u00adtion") for part in words[1:]]
    body = f"<h1>{broken[0]}</h1>" + "".join(f"<p>{words}</p>" for words in broken[1:])
    chromium(page_of("en", "p { width: 38mm; hyphens: manual }", [body]), to)
    return golden([words])


@document("chromium-table")
def _(to):
    rows = [("Day", "Room", "From"), ("Monday", "First floor", "9am"), ("Tuesday", "Second floor", "10am"), ("Friday", "Garden", "2pm")]
    table = "<h1>Where and when</h1><table>" + "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows) + "</table><p>Doors open before that.</p>"
    chromium(page_of("en", "td { padding: 2mm 8mm 2mm 0 }", [table]), to)
    return golden([["Where and when", *(" ".join(row) for row in rows), "Doors open before that."]])


@document("chromium-no-tounicode")
def _(to):
    chromium(page_of("pl"), to)
    # As a producer that leaves the table of letters out: what is left is the embedded font's own.
    to.write_bytes(to.read_bytes().replace(b"/ToUnicode", b"/XoUnicode"))
    return golden(WORDS["pl"])


@document("pango-bn")
def _(to):
    return pango("bn", to)


@document("pango-ar")
def _(to):
    return pango("ar", to)


@document("pango-pt")
def _(to):
    return pango("pt", to)


def pango(language, to):
    words = WORDS[language][0]
    with tempfile.TemporaryDirectory() as folder:
        text = pathlib.Path(folder, "text")
        text.write_text("\n\n".join(words), encoding="utf-8")
        run("pango-view", "--no-display", f"--output={to}", f"--font={FAMILY.get(language, 'Noto Sans')} 12", "--width=320", "--wrap=word", text)
    return golden([words])


def roff():
    pages = []
    for page in WORDS["en"]:
        pages.append("\\fB" + page[0] + "\\fP\n.sp\n" + "\n.sp\n".join(page[1:]))
    return ".pl 20c\n.po 2c\n.ll 9c\n.ps 11\n.vs 14\n.hy 1\n.ad b\n" + "\n.bp\n".join(pages) + "\n"


@document("groff-en")
def _(to):
    to.write_bytes(subprocess.run(["groff", "-Tpdf"], input=roff().encode(), check=True, capture_output=True).stdout)
    return golden(WORDS["en"])


@document("ghostscript-en")
def _(to):
    made = subprocess.run(["groff", "-Tps"], input=roff().encode(), check=True, capture_output=True).stdout
    to.write_bytes(subprocess.run(["ps2pdf", "-", "-"], input=made, check=True, capture_output=True).stdout)
    return golden(WORDS["en"])


@document("pdftex-footnotes")
def _(to):
    first, second = WORDS["en"]
    notes = ["A waffle is a sample of a word with a ligature.", "So is a shelf of baffling, official files."]
    tex = ("\\documentclass[11pt,a5paper]{article}\\usepackage[a5paper,margin=15mm]{geometry}\\pagestyle{plain}\\begin{document}"
           f"\\section*{{{first[0]}}}{first[1]}\\footnote{{{notes[0]}}}\n\n{first[2]}\\newpage\\section*{{{second[0]}}}{second[1]}\n\n{second[2]}\\footnote{{{notes[1]}}}\\end{{document}}")
    with tempfile.TemporaryDirectory() as folder:
        pathlib.Path(folder, "page.tex").write_text(tex)
        run("pdflatex", "-interaction=batchmode", "page.tex", cwd=folder)
        to.write_bytes(pathlib.Path(folder, "page.pdf").read_bytes())
    return golden([[*first[:1], first[1] + "1", first[2], "1 " + notes[0], "1"], [*second[:2], second[2] + "2", "2 " + notes[1], "2"]])


@document("reportlab-zh")
def _(to):
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate
    # A font that is not embedded, by its number of letters in a collection, without a table of letters.
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    style = ParagraphStyle("zh", fontName="STSong-Light", fontSize=12, leading=18, wordWrap="CJK", spaceAfter=10)
    flow = []
    for page in WORDS["zh"]:
        flow += [Paragraph(words, style) for words in page] + [PageBreak()]
    SimpleDocTemplate(str(to), pagesize=(300, 400)).build(flow)
    return golden(WORDS["zh"])


@document("reportlab-running")
def _(to):
    from reportlab.lib.styles import getSampleStyleSheet
    from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate
    def running(canvas, document):
        canvas.setFont("Times-Roman", 8)
        canvas.drawString(40, 385, "Sample of running lines")
        canvas.drawCentredString(150, 15, f"Page {document.page} of 2")
    styles = getSampleStyleSheet()
    flow = []
    for page in WORDS["es"]:
        flow += [Paragraph(page[0], styles["Heading2"]), *(Paragraph(words, styles["BodyText"]) for words in page[1:]), PageBreak()]
    SimpleDocTemplate(str(to), pagesize=(300, 400), leftMargin=40, rightMargin=40, topMargin=40, bottomMargin=40).build(flow, running, running)
    return golden([["Sample of running lines", f"Page {number} of 2", *page] for number, page in enumerate(WORDS["es"], 1)])


@document("reportlab-rotated")
def _(to):
    from reportlab.pdfgen.canvas import Canvas
    canvas = Canvas(str(to), pagesize=(300, 400))
    lines = ["Turned by its page", "These lines stand upright", "only when the page is turned."]
    # The rotated page is given its height and width in turn.
    canvas.setPageSize((400, 300))
    canvas.setPageRotation(90)
    canvas.translate(280, 30)
    canvas.rotate(90)
    for number, line in enumerate(lines):
        canvas.drawString(0, 200 - 16 * number, line)
    canvas.showPage()
    canvas.setPageRotation(0)
    canvas.setPageSize((300, 400))
    side = ["Words down the side", "of an upright page."]
    canvas.translate(40, 360)
    canvas.rotate(-90)
    for number, line in enumerate(side):
        canvas.drawString(0, 100 - 16 * number, line)
    canvas.save()
    return golden([lines, side])


for language in ("bn", "ur", "pl", "so"):
    @document(f"fpdf-{language}")
    def _(to, language=language):
        from fpdf import FPDF
        pdf = FPDF(format="A5")
        pdf.add_font("f", "", NOTO / f"{FONT.get(language, 'NotoSans')}-Regular.ttf")
        pdf.set_font("f", size=12)
        pdf.set_text_shaping(True)
        for page in WORDS[language]:
            pdf.add_page()
            for words in page:
                pdf.multi_cell(0, 9 if language == "ur" else 7, words, align="R" if language == "ur" else "L", new_x="LMARGIN", new_y="NEXT")
                pdf.ln(4)
        pdf.output(str(to))
        return golden(WORDS[language])


for language in ("en", "bn", "pt"):
    @document(f"typst-{language}")
    def _(to, language=language):
        import typst
        columns = 2 if language == "en" else 1
        pages = ["= " + page[0] + "\n\n" + "\n\n".join(page[1:]) for page in WORDS[language]]
        source = f'#set page(width: 148mm, height: 105mm, margin: 10mm, columns: {columns})\n#set text(size: 10pt, lang: "{language}", font: "{FAMILY.get(language, "Noto Sans")}", hyphenate: true)\n#set par(justify: true)\n' + "\n#pagebreak()\n".join(pages)
        to.write_bytes(typst.compile(source.encode()))
        return golden(WORDS[language])


def main():
    for name, make in MADE.items():
        if len(sys.argv) > 1 and not name.startswith(tuple(sys.argv[1:])):
            continue
        to = HERE / f"{name}.pdf"
        (HERE / f"{name}.txt").write_text(make(to), encoding="utf-8")
        print(f"{to.name} {to.stat().st_size // 1024} kB")


main()
