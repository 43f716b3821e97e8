"""A certificate's PDF: the same bytes for the same input, a code that scans, a structure that archives and screen readers
take, and never a blank where a name has a rare character.
"""

import io
import json
import pickle
import re
import struct
import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import distribution
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
import zxingcpp
from PIL import ImageChops

from ahce_core.wording import Text
from functions.adapters.paper import TypstPaper, printable
from functions.adapters.typefaces import Typefaces, characters
from functions.ports import Authority, NoGlyph
from functions.services.people import NAME_CHARACTERS
from tests.certificates import NAME, NAME_EN, ORIGIN, ROWS, Sample, SampleIssuer
from tools import fonts
from tools.pack import MORE_BYTES_LIMIT, MORE_FONTS, Unfit, pack

DPI = 150
MM = 72 / 25.4  # points
AUTHORITY = Authority(ORIGIN, Text(NAME, NAME_EN))
RARE = "𨋢"  # U+282E2, in the fallback font alone
NOWHERE = "𰀀"  # U+30000, in neither
CENTRE = "安徽省水利部淮河水利委员会水利科学研究院工程质量检测与安全鉴定中心（国家水利工程质量监督检验测试中心蚌埠分中心）"
LONG = {  # as long as the registry takes them
    "name": ("阿卜杜热合曼·买买提艾力·吐尔逊江·伊斯拉木·" * 5)[:NAME_CHARACTERS],
    "employer": (CENTRE * 2)[:NAME_CHARACTERS],
}
WIDE = dict.fromkeys(LONG, "W" * NAME_CHARACTERS)
HEAVY = dict.fromkeys(LONG, RARE * NAME_CHARACTERS)  # four bytes a character
UNBROKEN = {
    "name": "W" * 60,
    "employer": "W" * 200,
    "rows": tuple({**ROWS[0], "title": one * 200} for one in ("W", "a", "1", "-", "Ж", "₂", "Ω")),
}
MANY = tuple(
    {**ROWS[0], "title": f"第{number}篇：" + "长江下游河网水动力与水质耦合模拟" * (number % 7)}
    for number in range(1, 120)
)


@pytest.fixture(scope="module", autouse=True)
def shipped() -> Path:
    return fonts.put()


@pytest.fixture(scope="module")
def paper() -> TypstPaper:
    return TypstPaper()


@pytest.fixture(scope="module")
def issuer(tmp_path_factory: pytest.TempPathFactory) -> SampleIssuer:
    return SampleIssuer(tmp_path_factory.mktemp("issuer"))


@pytest.fixture(scope="module")
def sample(issuer: SampleIssuer) -> Sample:
    return issuer.certificate(name=f"演示{RARE}")


@pytest.fixture(scope="module")
def pdf(paper: TypstPaper, sample: Sample) -> bytes:
    return rendered(paper, sample)


def rendered(paper: TypstPaper, sample: Sample) -> bytes:
    return paper.render(sample.credential, token=sample.token, rows=sample.rows, authority=AUTHORITY)


def codes(pdf: bytes, page: int = 0) -> list[Any]:
    return zxingcpp.read_barcodes(pypdfium2.PdfDocument(pdf)[page].render(scale=DPI / 72).to_pil())


def texts(pdf: bytes) -> list[str]:
    """The text of each page, without spaces and breaks."""
    pages = (page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf))
    return [re.sub(r"[\s\ufffe]", "", text) for text in pages]


def test_a_foreign_double_name_ends_its_lines_where_it_is_hyphenated(paper: TypstPaper, issuer: SampleIssuer):
    name = "Maximiliana Alexandrowna von Württemberg-Hohenzollern-Sigmaringen · Nguyễn Thị Ánh"
    page = pypdfium2.PdfDocument(rendered(paper, issuer.certificate(name=name)))[0]
    at_hyphens = name.replace(
        "Württemberg-", "Württemberg\ufffe"
    )  # as pdfium gives a hyphen that ends a line
    assert at_hyphens in page.get_textpage().get_text_range()


def test_equal_input_gives_equal_bytes(sample: Sample, pdf: bytes):
    assert rendered(TypstPaper(), sample) == pdf


def test_another_certificate_gives_other_bytes(paper: TypstPaper, issuer: SampleIssuer, pdf: bytes):
    assert rendered(paper, issuer.certificate(name=f"演示{RARE}", year=2027)) != pdf


@pytest.mark.parametrize("changes", [{}, {"employer": ""}, LONG, WIDE, HEAVY])
def test_the_code_is_read_back_from_the_page_as_the_link(
    paper: TypstPaper, issuer: SampleIssuer, changes: dict[str, str]
):
    sample = issuer.certificate(**changes)
    (code,) = codes(rendered(paper, sample))
    assert code.text == f"{ORIGIN}/verify/#{sample.token}"
    place = code.position
    millimetres = (place.top_right.x - place.top_left.x) / DPI * 25.4
    assert millimetres >= 45


def test_the_page_says_what_is_signed_and_where_to_verify_it(pdf: bytes, sample: Sample):
    (said,) = texts(pdf)
    for text in (
        "专业技术人员继续教育学时登记证书",
        sample.credential.name,
        "演示水利科学研究院",
        "123X",
        "2026年度",
        "2026-7K3M-9QPX-2FTW-1",
        "2026年9月20日",
        "102.5",
        "62.5",
        "第十二条（四）论文、著作类",
        "皖江地下水位预测",
        NAME,
        f"{ORIGIN}/verify/",
        "不加盖印章",
    ):
        assert text in said, text


def test_the_self_employed_have_no_employer(paper: TypstPaper, issuer: SampleIssuer):
    (page,) = texts(rendered(paper, issuer.certificate(employer="")))
    assert "自由职业" in page


def test_the_file_names_its_standards(pdf: bytes):
    with pikepdf.open(io.BytesIO(pdf)) as document:
        metadata = document.open_metadata()
        assert metadata.pdfa_status == "3A"
        assert metadata["{http://www.aiim.org/pdfua/ns/id/}part"] == "1"
        assert metadata["dc:title"].startswith("专业技术人员继续教育学时登记证书")
        root = document.Root
        assert root.MarkInfo.Marked is True
        assert str(root.Lang) == "zh-CN"
        assert root.ViewerPreferences.DisplayDocTitle is True
        assert str(root.OutputIntents[0].S) == "/GTS_PDFA1"
        assert not {"/OpenAction", "/AA", "/AcroForm"} & set(root.keys())


def elements(node: Any) -> Iterator[Any]:
    """The structure elements beneath a node, in reading order."""
    children = node.get("/K", [])
    for child in children if isinstance(children, pikepdf.Array) else [children]:
        if isinstance(child, pikepdf.Dictionary) and "/S" in child:
            yield child
            yield from elements(child)


def test_the_structure_has_headings_a_table_with_headers_and_a_described_code(pdf: bytes):
    with pikepdf.open(io.BytesIO(pdf)) as document:
        found = list(elements(document.Root.StructTreeRoot))
        kinds = [str(element.S) for element in found]
        assert kinds.count("/H1") == 1
        assert kinds.count("/Table") == 1
        assert kinds.count("/TH") == 5
        assert kinds.index("/H1") < kinds.index("/Table") < kinds.index("/Figure")
        (figure,) = [element for element in found if element.S == "/Figure"]
        assert "二维码" in str(figure.Alt)
        languages = {str(element.Lang) for element in found if "/Lang" in element}
        assert "en" in languages  # English captions are read as English


def test_the_certificate_travels_inside_the_file(pdf: bytes, sample: Sample):
    with pikepdf.open(io.BytesIO(pdf)) as document:
        (name,) = document.attachments
        assert name == "certificate.json"
        attached = document.attachments[name]
        assert attached.relationship == pikepdf.Name.Data
        assert attached.get_file().mime_type == "application/json"
        assert attached.get_file().read_bytes().decode() == sample.attachment
        assert document.Root.AF[0].F == "certificate.json"


def test_on_a_screen_the_printed_address_is_a_link_and_nothing_else_is(pdf: bytes):
    with pikepdf.open(io.BytesIO(pdf)) as document:
        (page,) = document.pages
        (link,) = page.Annots
        assert (str(link.Subtype), str(link.A.URI)) == ("/Link", f"{ORIGIN}/verify/")
        assert "/Contents" in link


def test_every_font_is_embedded_and_its_text_can_be_copied(pdf: bytes):
    with pikepdf.open(io.BytesIO(pdf)) as document:
        fonts_used = [font for page in document.pages for font in page.Resources.Font.values()]
        names = set()
        for font in fonts_used:
            (descendant,) = font.DescendantFonts
            descriptor = descendant.FontDescriptor
            assert {"/FontFile2", "/FontFile3"} & set(descriptor.keys())
            assert "/ToUnicode" in font
            names.add(str(descriptor.FontName).split("+")[1])
    assert {name.split("-")[0] for name in names} == {"NotoSerifSC", "NotoSerifHK"}


def test_a_rare_character_is_drawn_by_the_fallback_font(paper: TypstPaper, issuer: SampleIssuer):
    """Where the name stands there is ink, and other ink than for another rare character."""
    lines = []
    for name in (RARE, "𨳊"):
        page = pypdfium2.PdfDocument(rendered(paper, issuer.certificate(name=name)))[0]
        picture = page.render(scale=DPI / 72).to_pil().convert("L")
        edges = (25, 86, 185, 98)  # millimetres
        lines.append(picture.crop(tuple(round(edge / 25.4 * DPI) for edge in edges)))  # type: ignore[arg-type]
    assert all(line.getextrema()[0] < 100 for line in lines)
    assert ImageChops.difference(*lines).getbbox()


@pytest.mark.parametrize(
    "character",
    [NOWHERE, "\U00020000", "\ue000", "\U000e0100", "\U0010ffff", "😀"],
)
@pytest.mark.parametrize("field", ["name", "employer", "title"])
def test_a_character_that_no_font_has_is_named_and_never_a_blank(
    paper: TypstPaper, issuer: SampleIssuer, character: str, field: str
):
    text = f"演示{character}"
    if field == "title":
        sample = issuer.certificate(rows=({**ROWS[0], "title": text}, *ROWS[1:]))
    else:
        sample = issuer.certificate(**{field: text})
    with pytest.raises(NoGlyph) as refused:
        rendered(paper, sample)
    assert refused.value.character == character


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("CO₂、H₂O与Fe₂O₃，Ca²⁺和OH⁻", "CO₂、H₂O与Fe₂O₃，Ca²⁺和OH⁻"),
        ("Čapek Dvořák Łukasiewicz Şəhər Erdős Nguyễn", "ČapekDvořákŁukasiewiczŞəhərErdősNguyễn"),
        ("Dvor\u030ca\u0301k", "Dvořák"),  # a letter and its mark, as some systems write them
        ("甲\u200b乙\u202e丙\ufeff丁", "甲乙丙丁"),
        ("甲\u2009乙\u202f丙\u3000丁\u0007戊\t己\u2028庚", "甲乙丙丁戊己庚"),
    ],
)
def test_what_titles_hold_is_printed(paper: TypstPaper, issuer: SampleIssuer, written: str, printed: str):
    sample = issuer.certificate(name=written, rows=({**ROWS[0], "title": f"题{written}名"}, *ROWS[1:]))
    (page,) = texts(rendered(paper, sample))
    assert printed in page
    assert f"题{printed}名" in page
    assert json.loads(sample.rows)[0]["title"] == f"题{written}名"  # what is signed stays as it was written


def test_every_space_and_control_is_a_plain_space_on_paper():
    assert printable("a\u2009b\u202fc\u3000d\u0007e\tf\u00a0g\u2028h\u200b\u202ei") == "a b c d e f g hi"


def test_a_demonstrations_certificate_is_marked_on_every_page_and_others_are_not(
    paper: TypstPaper, issuer: SampleIssuer
):
    sample = issuer.certificate(rows=MANY)
    void = AUTHORITY._replace(demonstration=True)
    made = paper.render(sample.credential, token=sample.token, rows=sample.rows, authority=void)
    assert all("没有效力" in page and "VOID" in page for page in texts(made))
    assert codes(made)[0].text == f"{ORIGIN}/verify/#{sample.token}"
    assert not any("没有效力" in page for page in texts(rendered(paper, sample)))


@pytest.fixture(params=[400, 500])
def rarer(shipped: Path, tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    """A folder with a font made of the fallback one: another family, of this weight, whose last character no shipped font has."""
    font = (shipped / "NotoSerifHK_400Regular.ttf").read_bytes()
    last = max(characters(font))
    renamed = bytearray(
        font.replace("Noto Serif HK".encode("utf-16-be"), "Rare Serif XX".encode("utf-16-be"))
    )
    struct.pack_into(
        ">II", renamed, renamed.rindex(struct.pack(">II", last, last)), ord(NOWHERE), ord(NOWHERE)
    )
    _, _, table, _ = struct.unpack_from(">4sIII", renamed, renamed.index(b"OS/2"))
    struct.pack_into(">H", renamed, table + 4, request.param)  # usWeightClass
    (tmp_path / "fonts").mkdir()
    (tmp_path / "fonts/rare.ttf").write_bytes(renamed)
    return tmp_path / "fonts"


def test_an_operator_adds_fonts_for_characters_that_are_rarer_still(
    issuer: SampleIssuer, rarer: Path, tmp_path: Path
):
    assert Typefaces(more=rarer).families[-1] == "Rare Serif XX"
    packed = pack(tmp_path / "functions", rarer)
    (page,) = texts(rendered(TypstPaper(packed / MORE_FONTS), issuer.certificate(name=NOWHERE)))
    assert NOWHERE in page


def test_without_fonts_of_the_operators_the_folder_for_them_need_not_be_there(
    issuer: SampleIssuer, sample: Sample, pdf: bytes, tmp_path: Path
):
    packed = pack(tmp_path / "functions")
    assert not (packed / MORE_FONTS).exists()
    assert rendered(TypstPaper(packed / MORE_FONTS), sample) == pdf


def test_a_folder_whose_fonts_print_nothing_more_or_are_too_large_is_not_packed(
    shipped: Path, tmp_path: Path, rarer: Path
):
    (tmp_path / "empty").mkdir()
    for folder in (shipped, tmp_path / "empty", tmp_path / "nowhere"):
        with pytest.raises(Unfit, match="shipped ones lack"):
            pack(tmp_path / "functions", folder)
    with (rarer / "padded.ttf").open("wb") as file:
        file.truncate(MORE_BYTES_LIMIT)
    with pytest.raises(Unfit, match=r"MiB of fonts; a function has room for 64$"):
        pack(tmp_path / "functions", rarer)
    assert not (tmp_path / "functions").exists()


def test_without_the_shipped_fonts_it_says_how_to_get_them(tmp_path: Path):
    with pytest.raises(ValueError, match=r"tools\.fonts"):
        Typefaces(tmp_path)


@pytest.mark.parametrize("changes", [{}, LONG, WIDE, {**LONG, "rows": MANY}, {"rows": MANY}, UNBROKEN])
def test_nothing_reaches_beyond_the_margins_however_long_it_is(
    paper: TypstPaper, issuer: SampleIssuer, changes: dict[str, Any]
):
    for page in pypdfium2.PdfDocument(rendered(paper, issuer.certificate(**changes))):
        text = page.get_textpage()
        for at in range(text.count_chars()):
            left, bottom, right, top = text.get_charbox(at)
            if right > left:  # a space has no box
                assert left >= 24 * MM
                assert right <= (210 - 24) * MM
                assert bottom >= 15 * MM
                assert top <= (297 - 22) * MM


def test_many_activities_continue_on_further_pages_each_with_its_number(
    paper: TypstPaper, issuer: SampleIssuer
):
    sample = issuer.certificate(rows=MANY)
    pages = texts(rendered(paper, sample))
    assert len(pages) > 2
    whole = "".join(pages)
    assert all(row["title"] in whole for row in MANY)
    for number, page in enumerate(pages, start=1):
        assert sample.credential.number in page
        assert f"{number}/{len(pages)}" in page
    assert "Annex" in pages[1]


LAMBDA_BYTES_LIMIT = 250 * 1024 * 1024  # AWS: a function's code, unpacked


def test_what_is_deployed_prints_the_same_bytes_and_fits_a_function(
    sample: Sample, pdf: bytes, tmp_path: Path
):
    packed = pack(tmp_path / "functions")
    script = (
        "import pickle, sys; from functions.adapters.paper import TypstPaper, printable;"
        "sample, authority = pickle.load(sys.stdin.buffer);"
        "credential, token, rows = sample;"
        "made = TypstPaper().render(credential, token=token, rows=rows, authority=authority);"
        "sys.stdout.buffer.write(made)"
    )
    given = pickle.dumps(((sample.credential, sample.token, sample.rows), AUTHORITY))
    done = subprocess.run(
        [sys.executable, "-c", script],
        input=given,
        cwd=packed,
        env={"PYTHONPATH": str(packed), "PYTHONSAFEPATH": "1"},
        capture_output=True,
        check=True,
    )
    assert done.stdout == pdf
    names = re.findall(r"^([\w.-]+)==", (packed / "requirements.txt").read_text(), re.MULTILINE)
    beside = (file.locate() for name in names for file in distribution(name).files or ())
    files = [*packed.rglob("*"), *(path for path in map(Path, map(str, beside)) if path.suffix != ".pyc")]
    size = sum(path.stat().st_size for path in files if path.is_file())
    assert size + MORE_BYTES_LIMIT < LAMBDA_BYTES_LIMIT
