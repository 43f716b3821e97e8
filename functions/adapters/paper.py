"""A certificate on paper: tagged PDF (PDF/A-3a and PDF/UA-1), the certificate itself attached, its link in a QR code.

``certificate.typ`` lays out what this module says. Everything on the paper comes from what is signed and from the rows that
are bound to it, so the same certificate gives the same bytes and nothing is stored.
"""

import datetime as dt
import io
import json
import re
import unicodedata
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

import segno
import typst

from ahce_core.catalogue import KINDS
from ahce_core.catalogue.items import ITEMS
from ahce_core.citation import Citation
from ahce_core.hours import shown
from ahce_core.registration.credential import Credential, attachment
from ahce_core.wording import Text
from functions.adapters.typefaces import LATIN, Typefaces
from functions.ports import SHANGHAI, Authority, NoGlyph

TEMPLATE = Path(__file__).with_name("certificate.typ")
STANDARDS: list[Any] = ["a-3a", "ua-1"]
QUIET_ZONE = 4  # modules, as ISO/IEC 18004 asks
SPACES = {"Cc", "Zs", "Zl", "Zp"}  # Unicode categories: on paper each is one plain space
MARKED = re.compile("[A-Za-z\u00c0-\u2e7f][\u0300-\u036f]+")
LONGEST_WORD = 24  # characters that certainly fit on a line
UNBROKEN = re.compile(rf"[!-\u2e7f]{{20}}(?=[!-\u2e7f]{{{LONGEST_WORD - 20},}})")
HYPHENATED = re.compile(r"(?<=[^\W\d_]-)(?=[^\W\d_])")  # there a line ends without our help
BREAK = "\u200b"  # where a line may end
MASK = 4  # any would do; the choice of the best one costs time
MODULE_MM = 0.4  # a phone reads it at arm's length, an office printer draws it
SMALLEST_MM = 50  # with its quiet zone

WORDS = {
    "place": Text("安徽省", "Anhui Province"),
    "title": Text("专业技术人员继续教育学时登记证书", "Certificate of Registered Continuing-Education Hours"),
    "certifies": Text("兹证明", "This is to certify that"),
    "id_last4": Text("身份证件号码后四位", "ID number, last four"),
    "employer": Text("用人单位", "Employer"),
    "unit": Text("学时", "hours"),
    "verify": Text("怎样验证", "How to verify"),
    "how": Text(
        "扫描二维码，或打开下面的网址并放入本证书的PDF文件。验证在您自己的设备上进行，不需要账号，不留下查询记录。请看清浏览器地址栏是人社部门公布的网址；伪造的证书可以印上任何网址。",
        "Scan the code, or open the address below and drop this PDF there. It is checked on your own device, without account "
        "or trace. See that your browser shows the address that the HRSS department publishes; a forged certificate can print any "
        "address.",
    ),
    "limits": Text(
        "本证书以电子签名为凭，不加盖印章。它证明登记的学时；不证明出示者就是持有人，不评价所列内容的水平。登记撤销或证书更换后，验证时会显示。",
        "Valid by its electronic signature; it bears no seal. It attests the registered hours: not that whoever presents it is its "
        "holder, nor the merit of what is listed. An annulment or a replacement shows when it is verified.",
    ),
    "qr": Text("验证本证书的二维码，内容即证书全文", "QR code that holds the certificate for verification"),
    "number": Text("证书编号", "Number"),
    "issued": Text("签发日期", "Issued"),
    "issuer": Text("签发机构", "Issuer"),
    "overleaf": Text("各项活动见附页。", "The activities are listed overleaf."),
    "annex": Text("附页：登记的活动", "Annex: the registered activities"),
    "attachment": Text("本证书的签名数据", "The certificate as signed"),
}
STATEMENT = Text(
    "{}年度完成规定的继续教育学时，经核验、公示，已予登记。",
    "has completed the hours required for {}, which were verified, published and registered.",
)
FIGURES = (Text("总学时", "Total"), Text("专业科目", "Professional"), Text("公需科目", "General"))
COLUMNS = (
    Text("认定项目与活动", "Item and activity"),
    Text("日期", "Date"),
    Text("专业", "Professional"),
    Text("公需", "General"),
    Text("学时", "Hours"),
)
ITEM = Text("{}{}", "{}: {}")
DEMONSTRATION = Text("演示证书　没有效力", "DEMONSTRATION · VOID")
SELF_EMPLOYED = Text("自由职业", "Self-employed")
DAY = Text("{}年{}月{}日", "{:04}-{:02}-{:02}")


class TypstPaper:
    """:class:`~functions.ports.CertificatePaper` set by typst. ``more``: a folder of fonts for rarer characters."""

    def __init__(self, more: Path | None = None) -> None:
        self._more = more

    def render(self, credential: Credential, *, token: str, rows: str, authority: Authority) -> bytes:
        credential = credential._replace(
            name=printable(credential.name), employer=printable(credential.employer)
        )
        written = [{**row, "title": printable(row["title"])} for row in json.loads(rows)]
        texts = [
            credential.name,
            credential.employer,
            *authority.name,
            *(row["title"] for row in written),
        ]
        missing = self._typefaces.unprintable(texts)
        if missing:
            raise NoGlyph(missing)
        link = f"{authority.origin}/verify/#{token}"
        said = {
            **{name: list(text) for name, text in WORDS.items()},
            "fonts": list(self._typefaces.families),
            "latin": LATIN,
            **_holder(credential),
            "rows": _rows(credential, written),
            "address": f"{authority.origin}/verify/",
            "authority": list(authority.name),
            "demonstration": list(DEMONSTRATION) if authority.demonstration else None,
            **_qr(link),
            "attached": attachment(token, rows),
        }
        made = self._compiler.compile(
            format="pdf",
            sys_inputs={"said": json.dumps(said, ensure_ascii=False)},
            pdf_standards=STANDARDS,
        )
        if not isinstance(made, bytes):
            raise TypeError("typst gave no single file")
        return made

    @cached_property
    def _typefaces(self) -> Typefaces:
        return Typefaces(more=self._more)

    @cached_property
    def _compiler(self) -> typst.Compiler:
        return typst.Compiler(
            TEMPLATE, root=TEMPLATE.parent, font_paths=self._typefaces.fonts, ignore_system_fonts=True
        )


def printable(text: str) -> str:
    """A text as it stands on paper: what nobody sees (Unicode's Cf) is left out, every space and control is a plain space,
    and a letter is one with its marks. What is signed stays as it is.
    """
    composed = MARKED.sub(lambda found: unicodedata.normalize("NFC", found[0]), text)
    kinds = ((character, unicodedata.category(character)) for character in composed)
    return "".join(" " if kind in SPACES else character for character, kind in kinds if kind != "Cf")


def breakable(text: str) -> str:
    """A text in which no run of characters that are not Chinese is too long for a line."""
    return "".join(UNBROKEN.sub(rf"\g<0>{BREAK}", part) for part in HYPHENATED.split(text))


def _holder(credential: Credential) -> dict[str, Any]:
    day = dt.datetime.fromtimestamp(credential.issued, SHANGHAI)
    date = DAY.format(day.year, day.month, day.day)
    hours = (credential.general + credential.professional, credential.professional, credential.general)
    return {
        "name": breakable(credential.name),
        "last4": credential.id_last4,
        "employed_by": breakable(credential.employer) or " ".join(SELF_EMPLOYED),
        "statement": list(STATEMENT.format(credential.year)),
        "figures": [[list(label), _figure(tenths)] for label, tenths in zip(FIGURES, hours, strict=True)],
        "columns": [list(column) for column in COLUMNS],
        "day": {"year": day.year, "month": day.month, "day": day.day},
        "particulars": [
            [list(WORDS["number"]), credential.number],
            [list(WORDS["issued"]), date.zh],
        ],
        "serial": credential.number,
    }


def _rows(credential: Credential, written: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """The table: each item with its split, and beneath it the activities that it comes from."""
    table: list[dict[str, Any]] = []
    for number, general, professional in credential.items:
        label, citation = ITEMS[number - 1].label, Citation(12, number)
        heading = ITEM.format(Text(str(citation), citation.english.replace(" ", "\u00a0")), label)
        split = (professional, general, general + professional)
        table.append({"item": list(heading), "hours": [_figure(tenths) for tenths in split]})
        table += [
            {
                "title": breakable(row["title"]),
                "kind": KINDS[row["kind"]].about.label.zh,
                "date": row["date"],
                "hours": _figure(row["hours"]),
            }
            for row in written
            if row["item"] == number
        ]
    return table


def _figure(tenths: int) -> str:
    return str(shown(tenths))


def _qr(link: str) -> dict[str, Any]:
    code = segno.make(link, error="m", boost_error=False, micro=False, mode="byte", mask=MASK)
    drawn = io.BytesIO()
    code.save(drawn, kind="svg", border=QUIET_ZONE, xmldecl=False, omitsize=True)
    modules, _ = code.symbol_size(border=QUIET_ZONE)
    module = max(MODULE_MM, SMALLEST_MM / modules)
    return {"code": drawn.getvalue().decode(), "code_mm": modules * module, "module_mm": module}
