"""The part of a page that reckons what a year of registration costs on AWS: counted units × assumed use × listed prices.

What each step asks of the cloud is counted by ``benchmarks/cloud.py``; a test holds these figures to it. How often each step is
taken and how large files are is assumed; prices are still to be checked. All of them stand in the page, each as what it is.
"""

from collections.abc import Iterator
from typing import NamedTuple

from .docs_page import Fragment, Page, table

YEARS_DECLARED = 5_000_000
MILLION = 1_000_000
GB = 1024**3


class Step(NamedTuple):
    """A step of a declared year: how often it is taken, and what DynamoDB and KMS are asked each time."""

    label: str
    times: int
    writes: int
    reads: int
    keys: int


STEPS = {
    "announce": Step("上传一份材料", 2, 6, 4, 1),
    "declare": Step("提交申报", 1, 22, 13, 1),
    "follow": Step("本人查看", 5, 0, 10, 0),
    "look": Step("核验人查看", 2, 0, 10, 0),
    "verify": Step("核验，开始公示", 1, 19, 5, 1),
    "read_notices": Step("公众翻一页公示", 10, 0, 1, 0),
    "complete": Step("学习平台登记一门课", 10, 13, 4, 2),
    "titles": Step("职称系统查询", 1, 0, 4, 1),
}
KEPT_BYTES = 10_260  # what the table keeps of one of each, indexes and history included

# assumed
FILES, FILE_BYTES = 2, 1024**2
OTHER_REQUESTS = 8  # signing in, lists, links to evidence
BUSY_SECONDS, MEMORY_GB = 0.15, 1
LOG_BYTES, ANSWER_BYTES = 1200, 6000
VISITS, VISIT_REQUESTS, FIRST_VISIT_BYTES = 3, 20, 4 * 1024**2

# US dollars; of 2025, in part from memory, not checked one by one: the page says so
PRICES = {
    "api": ("API Gateway（HTTP API），每百万次", 1.00),
    "call": ("Lambda调用，每百万次", 0.20),
    "busy": ("Lambda运行，每GB·秒", 0.0000166667),
    "write": ("DynamoDB按需写，每百万单位", 0.625),
    "read": ("DynamoDB按需读，每百万单位", 0.125),
    "table": ("DynamoDB存储，每GB·月", 0.25),
    "recovery": ("DynamoDB时间点恢复，每GB·月", 0.20),
    "key": ("KMS请求，每万次", 0.03),
    "put": ("S3写入，每千次", 0.005),
    "get": ("S3读取，每万次", 0.004),
    "file": ("S3存储，每GB·月", 0.023),
    "log": ("CloudWatch Logs写入，每GB", 0.50),
    "out": ("从区域流出，每GB", 0.09),
    "cdn": ("CloudFront流出，每GB", 0.085),
    "page": ("CloudFront HTTPS请求，每万次", 0.01),
}


class Line(NamedTuple):
    """One position of the bill: what, how it is reckoned, US dollars a year."""

    what: str
    how: str
    dollars: float


def _price(name: str) -> float:
    return PRICES[name][1]


def _spelled(dollars: float) -> str:
    return f"{dollars:.10f}".rstrip("0").rstrip(".")


def requests() -> int:
    """Requests to the API for one declared year."""
    return sum(step.times for step in STEPS.values()) + OTHER_REQUESTS


def bill() -> Iterator[Line]:
    """The bill of one year."""
    n, calls = YEARS_DECLARED, requests()
    writes = sum(step.times * step.writes for step in STEPS.values())
    reads = sum(step.times * step.reads for step in STEPS.values())
    keys = sum(step.times * step.keys for step in STEPS.values())
    kept, files = n * KEPT_BYTES / GB, n * FILES * FILE_BYTES / GB
    logs, answers = n * calls * LOG_BYTES / GB, n * calls * ANSWER_BYTES / GB
    first = n * FIRST_VISIT_BYTES / GB
    million = n / MILLION

    def line(what: str, how: str, name: str, quantity: float) -> Line:
        return Line(what, f"{how} × {_spelled(_price(name))}", quantity * _price(name))

    yield line("API Gateway", f"{million:g}百万 × {calls}次", "api", million * calls)
    yield line("Lambda调用", f"{million:g}百万 × {calls}次", "call", million * calls)
    busy = n * calls * BUSY_SECONDS * MEMORY_GB
    yield line(
        "Lambda运行", f"{million:g}百万 × {calls}次 × {BUSY_SECONDS:g}秒 × {MEMORY_GB} GB", "busy", busy
    )
    yield line("DynamoDB写", f"{million:g}百万 × {writes}单位", "write", million * writes)
    yield line("DynamoDB读", f"{million:g}百万 × {reads}单位", "read", million * reads)
    yield line("DynamoDB存储", f"{kept:.0f} GB × 12月", "table", kept * 12)
    yield line("时间点恢复", f"{kept:.0f} GB × 12月", "recovery", kept * 12)
    yield line("KMS", f"{million:g}百万 × {keys}次 ÷ 1万", "key", n * keys / 10_000)
    yield line("S3写入", f"{million:g}百万 × {FILES}份 ÷ 1千", "put", n * FILES / 1000)
    yield line("S3读取", f"{million:g}百万 × {FILES}份 × 2次 ÷ 1万", "get", n * FILES * 2 / 10_000)
    yield line("S3存储", f"{files:,.0f} GB × 12月", "file", files * 12)
    yield line("日志", f"{logs:,.0f} GB", "log", logs)
    yield line("流出：材料", f"{files:,.0f} GB，看一遍", "out", files)
    yield line("流出：回答", f"{answers:,.0f} GB", "out", answers)
    yield line("流出：网页", f"{first:,.0f} GB，每人首次打开", "cdn", first)
    pages = n * VISITS * VISIT_REQUESTS / 10_000
    yield line("网页请求", f"{million:g}百万 × {VISITS}次 × {VISIT_REQUESTS}个文件 ÷ 1万", "page", pages)


def cost(page: Page) -> str:
    """The bill, its sum, and what one declared year comes to."""
    lines = list(bill())
    total = sum(line.dollars for line in lines)
    rows = [[line.what, line.how, f"{line.dollars:,.0f}"] for line in lines]
    rows.append(["**合计**", f"每份申报约 {total / YEARS_DECLARED * 100:.1f} 美分", f"**{total:,.0f}**"])
    return table(["项目", "算法（× 单价，待核对）", "美元/年"], rows, numbers_from=2)


def cost_steps(page: Page) -> str:
    """What each step asks, as it was counted, and how often it is assumed to be taken."""
    rows = [
        [step.label, str(step.times), str(step.writes), str(step.reads), str(step.keys)]
        for step in STEPS.values()
    ]
    return table(["一步", "每人每年几次（假设）", "写单位", "读单位", "密钥运算"], rows, numbers_from=1)


def cost_assumed(page: Page) -> str:
    """What is assumed beside how often each step is taken."""
    rows = [
        ["一份申报的材料", f"{FILES}份，每份 {FILE_BYTES // 1024**2} MB"],
        ["登录、列表、看材料", f"每人每年{OTHER_REQUESTS}次请求"],
        ["函数运行", f"每次{BUSY_SECONDS:g}秒，{MEMORY_GB} GB内存"],
        ["日志、回答", f"每次 {LOG_BYTES:,} 字节、{ANSWER_BYTES:,} 字节"],
        [
            "打开网页",
            f"每人每年{VISITS}次，每次{VISIT_REQUESTS}个文件；首次 {FIRST_VISIT_BYTES // 1024**2} MB",
        ],
    ]
    return table(["假设", "多少"], rows)


def cost_prices(page: Page) -> str:
    """The prices, each with its name."""
    rows = [[label, _spelled(dollars)] for label, dollars in PRICES.values()]
    return table(["单价", "美元（待核对）"], rows, numbers_from=1)


FRAGMENTS: dict[str, Fragment] = {
    "cost": cost,
    "cost_steps": cost_steps,
    "cost_assumed": cost_assumed,
    "cost_prices": cost_prices,
}
