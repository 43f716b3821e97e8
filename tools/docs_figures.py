"""Pictures as SVG inside the page, drawn from figures, so that they follow its colours and need no request."""

from .docs_page import Fragment, Page

WIDTH = 360


def year_bar(page: Page, general: float, professional: float) -> str:
    """A year as a bar: professional hours, then general ones, against the marks at 60 and 90."""
    scale = (WIDTH - 24) / max(90, general + professional)
    total = f"{general + professional:g}"
    label = page.pick(
        f"合计{total}学时：专业科目{professional:g}，公需科目{general:g}；要求90，其中专业60",
        f"{total} hours: {professional:g} professional, {general:g} general; 90 are required, 60 of them professional",
    )
    legend = (
        ("professional", page.pick("专业", "professional"), professional),
        ("general", page.pick("公需", "general"), general),
    )
    lines = [f'<svg class="figure bar" role="img" aria-label="{label}" viewBox="0 0 {WIDTH} 62">']
    for x, (name, word, hours) in zip((12, 130), legend, strict=True):
        lines.append(f'<rect class="{name}" x="{x}" y="3" width="10" height="10" rx="2"/>')
        lines.append(f'<text class="say" x="{x + 16}" y="13">{word} {hours:g}</text>')
    lines += [
        _block("track", 0, 90, 12, 22, scale),
        _block("professional", 0, professional, 12, 22, scale),
        _block("general", professional, general, 12, 22, scale),
        *(_mark(hours, 12, 22, scale) for hours in (60, 90)),
        "</svg>",
    ]
    return "\n".join(lines)


def _block(name: str, start: float, hours: float, x: float, y: float, scale: float) -> str:
    left, width = x + start * scale, hours * scale
    return f'<rect class="{name}" x="{left:.1f}" y="{y}" width="{width:.1f}" height="18" rx="2"/>'


def _mark(hours: float, x: float, y: float, scale: float) -> str:
    at = x + hours * scale
    return (
        f'<path class="mark" d="M{at:.1f} {y - 4}v26"/>'
        f'<text class="figure-small" x="{at:.1f}" y="{y + 36}" text-anchor="middle">{hours:g}</text>'
    )


YEAR = "year-of-a-nurse"


def year_picture(page: Page) -> str:
    """How a year adds up, drawn from a worked example: elect one, add courseware, split, compare."""
    from .docs_examples import case  # it draws its bars here

    answer = case(YEAR).answer
    titles = page.pick("培训8天", "course, 8 days"), page.pick("学术会议", "conference")
    options = [one["hours"] for one in answer["activities"] if one["item"] != 12]
    online = {
        given["subject"]: one["hours"]
        for given, one in zip(case(YEAR).told["request"]["activities"], answer["activities"], strict=True)
        if one["item"] == 12
    }
    elected = answer["elected"]
    left, scale = 84.0, 2.45
    said = page.pick(
        f"一年的例子：培训{options[0]:g}学时高于学术会议{options[1]:g}学时，选培训；网络课件专业{online['professional']:g}、"
        f"公需{online['general']:g}另加；培训分成专业{elected['professional']:g}和公需{elected['general']:g}；"
        f"专业{answer['professional']:g}，合计{answer['total']:g}，年度完成。",
        f"An example year: a course of {options[0]:g} hours beats a conference of {options[1]:g} and is elected; courseware adds "
        f"{online['professional']:g} professional and {online['general']:g} general hours; the course is split into "
        f"{elected['professional']:g} professional and {elected['general']:g} general; {answer['professional']:g} professional, "
        f"{answer['total']:g} in all: complete.",
    )
    lines = [f'<svg class="figure year" role="img" aria-label="{said}" viewBox="0 0 {WIDTH} 424">']

    def step(y: int, number: int, zh: str, en: str) -> None:
        lines.append(f'<circle class="step" cx="12" cy="{y - 5}" r="10"/>')
        lines.append(f'<text class="step-number" x="12" y="{y}" text-anchor="middle">{number}</text>')
        lines.append(f'<text class="head" x="30" y="{y}">{page.pick(zh, en)}</text>')

    def row(y: int, word: str, hours: float, blocks: list[str], kind: str = "say") -> None:
        lines.append(f'<text class="{kind}" x="{left - 8}" y="{y + 14}" text-anchor="end">{word}</text>')
        lines.extend(blocks)
        lines.append(f'<text class="{kind}" x="{left + hours * scale + 6:.1f}" y="{y + 14}">{hours:g}</text>')

    step(18, 1, "（一）至（十一）项，选最高的一项", "Of items (1)–(11), elect the highest")
    row(32, titles[0], options[0], [_block("option", 0, options[0], left, 32, scale)])
    row(58, titles[1], options[1], [_block("unelected", 0, options[1], left, 58, scale)], "faint")
    step(112, 2, "（十二）项网络课件，全部另加", "Item (12), courseware, all adds")
    row(
        126,
        page.pick("专业课件", "professional"),
        online["professional"],
        [_block("online", 0, online["professional"], left, 126, scale)],
    )
    row(
        152,
        page.pick("公需课件", "general"),
        online["general"],
        [_block("online", 0, online["general"], left, 152, scale)],
    )
    step(206, 3, "选出的一项，自己分成专业和公需", "Split the elected one as needed")
    professional = [
        _block("option", 0, elected["professional"], left, 220, scale),
        _block("online", elected["professional"], online["professional"], left, 220, scale),
        _mark(60, left, 220, scale),
    ]
    row(220, page.pick("专业", "professional"), answer["professional"], professional)
    general = [
        _block("option", 0, elected["general"], left, 270, scale),
        _block("online", elected["general"], online["general"], left, 270, scale),
    ]
    row(270, page.pick("公需", "general"), answer["general"], general)
    step(330, 4, "两条线都到了，年度完成", "Both lines reached: complete")
    total = [
        _block("option", 0, elected["hours"], left, 346, scale),
        _block("online", elected["hours"], sum(online.values()), left, 346, scale),
        _mark(90, left, 346, scale),
    ]
    row(346, page.pick("合计", "total"), answer["total"], total)
    for x, name, word in (
        (left, "option", titles[0]),
        (left + 130, "online", page.pick("网络课件", "courseware")),
    ):
        lines.append(f'<rect class="{name}" x="{x}" y="404" width="10" height="10" rx="2"/>')
        lines.append(f'<text class="say" x="{x + 16}" y="414">{word}</text>')
    return "\n".join([*lines, "</svg>"])


def architecture(page: Page) -> str:
    """The layers of the software: pages and commands above, one door, the rules, the regulation beneath them."""
    said = page.pick(
        "网页计算器、命令行和别的程序，都经过一扇门 ahce_core.api；门后是检查、十二项目录、年度、补齐和解读；最下面是办法原文。",
        "Calculator, command line and other programs enter by one door, ahce_core.api; behind it checks, the catalogue of "
        "twelve items, the year, ways to complete and readings; beneath all of it the regulation.",
    )
    drawing = _Drawing(said, 372)
    box, arrow = drawing.box, drawing.arrow
    for x, words in zip(
        (0, 124, 248),
        (
            (page.pick("网页计算器", "calculator"), "Pyodide"),
            (page.pick("命令行", "command line"), "ahce_cli"),
            (page.pick("文档和测试", "docs and tests"), "tools · tests"),
        ),
        strict=True,
    ):
        box(x, 0, 112, 56, "outer", *words)
        arrow(x + 56, 58, 22)
    box(
        0,
        84,
        WIDTH,
        52,
        "door",
        "ahce_core.api",
        page.pick("一扇门：JSON进，JSON出", "one door: JSON in, JSON out"),
    )
    arrow(180, 138, 20)
    drawing.frame(162, 138)
    inner = (
        (page.pick("检查请求", "check"), "request"),
        (page.pick("十二项", "twelve items"), "catalogue/"),
        (page.pick("就高和分配", "elect, add, split"), "year"),
        (page.pick("怎样补齐", "ways to complete"), "closing"),
        (page.pick("换解读再算", "other readings"), "sensitivity"),
        (page.pick("说理由", "reasons"), "explain"),
    )
    for index, words in enumerate(inner):
        box(12 + (index % 3) * 116, 174 + (index // 3) * 60, 104, 54, "inner", *words)
    arrow(180, 302, 18)
    box(
        0,
        324,
        WIDTH,
        46,
        "law",
        "regulation.txt",
        page.pick("办法原文，每个数字的出处", "the regulation: every figure's source"),
    )
    return drawing.done()


def registration_architecture(page: Page) -> str:
    """The registration's back end: four functions, services that ask the core, ports, and the adapters of either place."""
    drawing = _Drawing(
        page.pick(
            "四个函数，公众、申报人、核验人、机器各一；它们调用服务，服务问核心规则，只经过接口用外面的东西；接口后面，一台机器上是"
            "SQLite、文件和本地密钥，AWS上是DynamoDB、S3和KMS。",
            "Four functions, one an audience, call services; these ask the core and use the world by ports alone; behind the "
            "ports stand SQLite, files and local keys on one machine, DynamoDB, S3 and KMS on AWS.",
        ),
        392,
    )
    box, arrow = drawing.box, drawing.arrow
    audiences = (
        (page.pick("公众", "anyone"), "public"),
        (page.pick("申报人", "applicants"), "applicant"),
        (page.pick("核验人", "verifiers"), "verifier"),
        (page.pick("机器", "machines"), "machine"),
    )
    for index, words in enumerate(audiences):
        box(index * 92, 0, 84, 56, "outer", *words)
        arrow(index * 92 + 42, 58, 22)
    box(0, 84, 236, 56, "door", "services/", page.pick("取出，问规则，存回", "load, ask the rules, save"))
    box(252, 84, 108, 56, "law", "ahce_core", page.pick("规则", "the rules"))
    drawing.across(236, 112, 14)
    arrow(118, 142, 22)
    box(
        0,
        168,
        WIDTH,
        46,
        "outer",
        "ports.py",
        page.pick("服务要用到的外面的东西，各有一个最小的接口", "what services need, the smallest protocols"),
    )
    adapters = (
        (page.pick("存储", "store"), "sqlite", "dynamodb"),
        (page.pick("材料", "evidence"), "files", "s3"),
        (page.pick("密钥", "keys"), "local_keys", "kms"),
    )
    for y, place in (
        (250, page.pick("一台机器", "one machine")),
        (326, page.pick("AWS，北京、宁夏或别处", "AWS, in China or elsewhere")),
    ):
        drawing.frame(y, 64)
        drawing.word(10, y + 16, place)
    for index, (what, here, there) in enumerate(adapters):
        x = 12 + index * 116
        arrow(x + 52, 216, 30)
        box(x, 272, 104, 36, "inner", f"{what} {here}")
        box(x, 348, 104, 36, "inner", f"{what} {there}")
    return drawing.done()


class _Drawing:
    """Boxes and arrows, as wide as the text of a phone."""

    def __init__(self, said: str, height: int) -> None:
        self._lines = [
            f'<svg class="figure tree" role="img" aria-label="{said}" viewBox="0 0 {WIDTH} {height}">'
        ]

    def box(self, x: int, y: int, width: int, height: int, name: str, *words: str) -> None:
        """A box with its words, the first of them said louder."""
        self._lines.append(f'<rect class="{name}" x="{x}" y="{y}" width="{width}" height="{height}" rx="4"/>')
        first = y + height / 2 + 5 - 9 * (len(words) - 1)
        for index, word in enumerate(words):
            style = "on-dark" if name in ("door", "law") else "say" if index == 0 else "faint"
            self._lines.append(
                f'<text class="{style}" x="{x + width / 2:g}" y="{first + 18 * index:g}" text-anchor="middle">{word}</text>'
            )

    def frame(self, y: int, height: int) -> None:
        """A frame of the whole width, for boxes that belong together."""
        self._lines.append(f'<rect class="core" x="0" y="{y}" width="{WIDTH}" height="{height}" rx="4"/>')

    def word(self, x: int, y: int, word: str) -> None:
        """A small word where it stands."""
        self._lines.append(f'<text class="faint" x="{x}" y="{y}">{word}</text>')

    def arrow(self, x: int, y: int, length: int) -> None:
        """An arrow down."""
        self._lines.append(f'<path class="arrow" d="M{x} {y}v{length}m-4 -5l4 5l4 -5"/>')

    def across(self, x: int, y: int, length: int) -> None:
        """An arrow to the right."""
        self._lines.append(f'<path class="arrow" d="M{x} {y}h{length}m-5 -4l5 4l-5 4"/>')

    def done(self) -> str:
        """The drawing as it stands in a page."""
        return "\n".join([*self._lines, "</svg>"])


FRAGMENTS: dict[str, Fragment] = {
    "year_picture": year_picture,
    "architecture": architecture,
    "registration_architecture": registration_architecture,
}
