"""Forms of a made-up council: a PDF by ReportLab, and a workbook as bare XML."""

from collections.abc import Mapping
from io import BytesIO
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

FORM_NAME = "Northshire direct payment monitoring form"


def council_pdf(**about: str) -> bytes:
    """A form of two pages with fields to type into, one to tick, one to choose and one in comb."""
    made = BytesIO()
    canvas = Canvas(made, pagesize=A4, **about)
    canvas.setTitle(FORM_NAME)
    canvas.setFont("Helvetica-Bold", 16)
    canvas.drawString(60, 780, FORM_NAME)
    canvas.setFont("Helvetica", 11)
    texts = [
        ("Name of service user", "name", "", 240),
        ("Client reference", "txtRef", "Client reference", 120),
        ("Period from", "from", "Period from", 90),
        ("Period to", "to", "Period to", 90),
        ("Opening balance £", "open", "Opening balance £", 90),
        ("Total income", "inc", "Total income", 90),
        ("Total expenditure", "exp", "Total expenditure", 90),
        ("Closing balance", "close", "Closing balance", 90),
        ("Wages", "sp1", "Wages", 90),
        ("Tax and NI (HMRC)", "sp2", "", 90),
        ("Colour of your front door", "door", "", 90),
    ]
    for row, (words, name, says, wide) in enumerate(texts):
        up = 730 - 40 * row
        canvas.drawString(60, up + 5, words)
        canvas.acroForm.textfield(
            name=name, tooltip=says, x=250, y=up, width=wide, height=20, fontSize=11,
            borderWidth=1, forceBorder=True,
        )  # fmt: skip
    canvas.drawString(60, 265, "I am the service user")
    canvas.acroForm.checkbox(name="self", tooltip="I am the service user", x=250, y=260)
    canvas.drawString(60, 225, "How is the account held?")
    canvas.acroForm.choice(
        name="held", tooltip="How is the account held?", x=250, y=220, width=120, height=20,
        options=["Bank account", "Prepaid card"], value="Prepaid card",
    )  # fmt: skip
    canvas.showPage()
    canvas.setFont("Helvetica", 11)
    canvas.drawString(60, 785, "Reasons for surplus")
    canvas.acroForm.textfield(
        name="why", tooltip="Reasons for surplus", x=60, y=660, width=400, height=110,
        fieldFlags="multiline", fontSize=0, borderWidth=1, forceBorder=True,
    )  # fmt: skip
    canvas.drawString(60, 625, "Print name")
    canvas.acroForm.textfield(name="sign", tooltip="Print name", x=250, y=620, width=200, height=20)
    canvas.save()
    return made.getvalue()


def buttons_pdf() -> bytes:
    """A form with two round buttons, of which one is pressed."""
    made = BytesIO()
    canvas = Canvas(made, pagesize=A4)
    for row, value in enumerate(("Weekly", "Monthly")):
        canvas.drawString(80, 705 - 30 * row, value)
        canvas.acroForm.radio(
            name="often", tooltip="How often", value=value, x=50, y=700 - 30 * row, selected=False
        )
    canvas.save()
    return made.getvalue()


# --- A workbook ------------------------------------------------------------------------------

XLSX_SPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
BOX, DAY, TITLE = 1, 2, 3
"""The looks of cells: a box for an amount, a box for a date, and large letters."""

_PLAIN = 'numFmtId="0" fontId="0" fillId="0" borderId="0"'
_BOX = 'fontId="0" fillId="0" borderId="1" xfId="0" applyBorder="1" applyNumberFormat="1"'
_THIN = "".join(f'<{edge} style="thin"/>' for edge in ("left", "right", "top", "bottom"))
STYLES = (
    f'<styleSheet xmlns="{XLSX_SPACE}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/>'
    '</font><font><b/><sz val="14"/><name val="Calibri"/></font></fonts><fills count="2"><fill>'
    '<patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
    f'</fills><borders count="2"><border/><border>{_THIN}</border></borders>'
    f'<cellStyleXfs count="1"><xf {_PLAIN}/></cellStyleXfs><cellXfs count="4">'
    f'<xf {_PLAIN} xfId="0"/><xf numFmtId="4" {_BOX}/><xf numFmtId="14" {_BOX}/>'
    '<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>'
    "</styleSheet>"
)

SHEET = """
A1=t3:Northshire quarterly return
A3=t:Name of service user:
B3=b:
A4=t:Period from:
B4=d:
A5=t:Period to:
B5=d:
A7=t3:Income
A8=t:Direct payments received
B8=b:
A9=t:Client contribution
B9=b:
A10=t:Total income
B10=f:SUM(B8:B9)|0
A12=t:Wages
B12=b:
A13=t:Tax and NI
B13=b:
A14=t:All other spending
B14=b:
A15=t:Total expenditure
B15=f:SUM(B12:B14)|0
A17=t:Opening balance
B17=b:
A18=t:Closing balance
B18=f:B17+B10-B15|0
A20=t:Colour of your front door:
"""


def sheet_xml(cells: str) -> str:
    """A sheet of lines such as “A1=t:words”; b: box, d: day, n: number, f: formula|old sum."""
    rows: dict[int, list[str]] = {}
    for line in cells.strip().splitlines():
        place, _mark, rest = line.partition("=")
        kind, _mark, value = rest.partition(":")
        drawn = {
            "t": f'<c r="{place}" t="inlineStr"><is><t>{escape(value)}</t></is></c>',
            "t3": f'<c r="{place}" s="{TITLE}" t="inlineStr"><is><t>{escape(value)}</t></is></c>',
            "b": f'<c r="{place}" s="{BOX}"/>',
            "d": f'<c r="{place}" s="{DAY}"/>',
            "n": f'<c r="{place}" s="{BOX}"><v>{value}</v></c>',
            "f": '<c r="{}" s="{}"><f>{}</f><v>{}</v></c>'.format(
                place, BOX, *escape(value).partition("|")[::2]
            ),
        }[kind]
        rows.setdefault(int("".join(filter(str.isdigit, place))), []).append(drawn)
    data = "".join(f'<row r="{number}">{"".join(row)}</row>' for number, row in rows.items())
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><worksheet xmlns="{XLSX_SPACE}" '
        'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
        'xmlns:x14ac="http://schemas.microsoft.com/office/spreadsheetml/2009/9/ac" '
        f'mc:Ignorable="x14ac"><sheetData>{data}</sheetData>'
        '<pageMargins left="0.7" right="0.7" top="0.75" bottom="0.75" header="0.3" footer="0.3"/>'
        "</worksheet>"
    )


def council_workbook(
    cells: str = SHEET, more_parts: Mapping[str, bytes | str] | None = None, date1904: str = "0"
) -> bytes:
    """A sheet to fill in, one to read, a hidden one, and a part of a kind that nobody knows."""
    shown = (("Return", ""), ("Guidance", ""), ("Lists", 'state="hidden"'))
    sheets, related, types = [], [], []
    for n, (name, state) in enumerate(shown, start=1):
        sheets.append(f'<sheet name="{name}" sheetId="{n}" {state} r:id="rId{n}"/>')
        related.append(relation(f"rId{n}", "worksheet", f"worksheets/sheet{n}.xml"))
        types.append(override(f"/xl/worksheets/sheet{n}.xml", "worksheet"))
    related.append(relation("rId9", "styles", "styles.xml"))
    types += [override("/xl/workbook.xml", "sheet.main"), override("/xl/styles.xml", "styles")]
    guidance = "A1=t:Write in the boxes of the sheet Return.\nA2=f:Return!B10*2|0"
    parts: dict[str, bytes | str] = {
        "[Content_Types].xml": (
            f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="bin" ContentType="application/octet-stream"/>'
            f"{''.join(types)}</Types>"
        ),
        "_rels/.rels": related_xml(relation("rId1", "officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": (
            f'<workbook xmlns="{XLSX_SPACE}" xmlns:r="{RELATIONS}">'
            f'<workbookPr date1904="{date1904}"/><sheets>{"".join(sheets)}</sheets></workbook>'
        ),
        "xl/_rels/workbook.xml.rels": related_xml(*related),
        "xl/styles.xml": STYLES,
        "xl/worksheets/sheet1.xml": sheet_xml(cells),
        "xl/worksheets/sheet2.xml": sheet_xml(guidance),
        "xl/worksheets/sheet3.xml": sheet_xml("A1=t:Total income\nB1=b:"),
        "xl/ink/board.bin": bytes(range(256)),
    }
    made = BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as packed:
        for name, content in (parts | dict(more_parts or {})).items():
            packed.writestr(name, content)
    return made.getvalue()


def override(part: str, kind: str) -> str:
    """The line that says of what kind a part is."""
    kinds = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    return f'<Override PartName="{part}" ContentType="{kinds}.{kind}+xml"/>'


def relation(number: str, kind: str, target: str) -> str:
    """The line that says where a part is."""
    return f'<Relationship Id="{number}" Type="{RELATIONS}/{kind}" Target="{target}"/>'


def related_xml(*lines: str) -> str:
    """Such lines as a part of their own."""
    return f'<Relationships xmlns="{PACKAGE}/relationships">{"".join(lines)}</Relationships>'
