"""Results into a file that a spreadsheet opens: .csv and .xlsx, in which a text is a text, whatever it looks like."""

import csv
import re
import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path

from ahce_core.rows import RESULT_WORDS, PersonYear
from ahce_core.wording import Text

from .cells import letters_of
from .refusals import XLSX, refused

SHEETS = {"results": Text("结果", "Results"), "problems": Text("问题", "Problems")}
MOST_ROWS = 1_048_576  # of an xlsx sheet
FORMULA_STARTS = frozenset("=+-@\t\r＝＋－＠")  # what makes a spreadsheet take a text for a formula
_UNWRITABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]"
)  # what XML has no way to write
_DATE = (1980, 1, 1, 0, 0, 0)  # equal results, equal bytes

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_SHEETS = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_KINDS = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_PARTS = {
    "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{_KINDS}.sheet.main+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_KINDS}.worksheet+xml"/>'
    f'<Override PartName="/xl/styles.xml" ContentType="{_KINDS}.styles+xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": f'<workbook xmlns="{_SHEETS}" xmlns:r="{_OFFICE}">'
    '<sheets><sheet name="{}" sheetId="1" r:id="rId1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
    f'<Relationship Id="rId2" Type="{_OFFICE}/styles" Target="styles.xml"/></Relationships>',
    "xl/styles.xml": f'<styleSheet xmlns="{_SHEETS}">'
    '<fonts count="2"><font><sz val="11"/><name val="等线"/></font><font><b/><sz val="11"/><name val="等线"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>'
    '<cellXfs count="2"><xf/><xf fontId="1" applyFont="1"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>',
}


def unformulated(values: Sequence[object]) -> list[object]:
    """A row's values as a spreadsheet that reads .csv takes none of them for a formula."""
    return [f"'{value}" if type(value) is str and value[:1] in FORMULA_STARTS else value for value in values]


class CsvResults:
    """Results as .csv for a spreadsheet: BOM, CRLF, and no text that it would take for a formula."""

    def __init__(self, path: Path, headings: Sequence[str]) -> None:
        self._file = path.open("w", encoding="utf-8-sig", newline="")
        self._write = csv.writer(self._file).writerow
        self._write(headings)

    def write(self, values: Sequence[object]) -> None:
        """One row."""
        self._write(unformulated(values))

    def save(self) -> None:
        """The file is whole."""
        self._file.close()

    close = save


class XlsxResults:
    """Results as .xlsx: texts are text cells, the headings stay in sight and filter the rows."""

    def __init__(self, path: Path, headings: Sequence[str], title: str) -> None:
        self._archive = zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=6)
        for name, content in _PARTS.items():
            self._archive.writestr(_entry(name), _HEAD + content.replace("{}", title))
        self._part = self._archive.open(_entry("xl/worksheets/sheet1.xml"), "w", force_zip64=True)
        self._rows = 0
        self._width = len(headings)
        self._letters = [letters_of(at) for at in range(1, self._width + 1)]
        widths = "".join(
            f'<col min="{at}" max="{at}" width="{max(12, 2 * len(heading) + 2)}" customWidth="1"/>'
            for at, heading in enumerate(headings, 1)
        )
        self._put(
            f'{_HEAD}<worksheet xmlns="{_SHEETS}"><sheetViews><sheetView workbookViewId="0">'
            '<pane xSplit="1" ySplit="1" topLeftCell="B2" activePane="bottomRight" state="frozen"/>'
            f"</sheetView></sheetViews><cols>{widths}</cols><sheetData>"
        )
        self._row(headings, ' s="1"')

    def write(self, values: Sequence[object]) -> None:
        """One row. Raises :class:`~ahce_core.problems.Refusal` where a sheet holds no more."""
        if self._rows >= MOST_ROWS:
            raise refused(
                f"结果超过{MOST_ROWS - 1}行，放不进一个.xlsx；请改用.csv。",
                f"The results have more than {MOST_ROWS - 1} rows, which no .xlsx holds; use .csv.",
            )
        self._row(values)

    def _row(self, values: Iterable[object], style: str = "") -> None:
        self._rows = number = self._rows + 1
        cells = [
            f'<c r="{letters}{number}"{style} t="inlineStr"><is><t xml:space="preserve">{_text(value)}</t></is></c>'
            if isinstance(value, str)
            else f'<c r="{letters}{number}"><v>{value}</v></c>'
            for letters, value in zip(self._letters, values, strict=True)
            if value is not None and value != ""
        ]
        self._put(f'<row r="{number}">{"".join(cells)}</row>')

    def _put(self, text: str) -> None:
        self._part.write(text.encode())

    def save(self) -> None:
        """The file is whole."""
        self._put(f'</sheetData><autoFilter ref="A1:{letters_of(self._width)}{self._rows}"/></worksheet>')
        self.close()

    def close(self) -> None:
        """No more of it; it need not be whole."""
        self._part.close()
        self._archive.close()


Results = CsvResults | XlsxResults

_IN_WORDS = tuple(PersonYear._fields.index(name) for name in ("complete", "verdict"))


def in_words(result: PersonYear, *, english: bool) -> list[object]:
    """The values of a result as a table shows them."""
    values: list[object] = list(result)
    for at in _IN_WORDS:
        words = RESULT_WORDS[values[at]]
        values[at] = words.en if english else words.zh
    return values


def results_to(
    path: Path, ending: str, headings: Sequence[str], title: str = SHEETS["results"].zh
) -> Results:
    """A writer of results, by the ending of where they go; ``title`` is the sheet's."""
    return XlsxResults(path, headings, title) if ending == XLSX else CsvResults(path, headings)


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _DATE)
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry


def _text(value: str) -> str:
    value = _UNWRITABLE.sub("\ufffd", value)
    return value.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
