"""What every page is held to: axe, no sideways scroll, nothing untranslated, nothing too small to press."""

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

VIEWPORTS: dict[int, Any] = {390: {"width": 390, "height": 844}, 1280: {"width": 1280, "height": 900}}
RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")

CHINESE = """async () => {
  const look = () => {
    const seen = [];
    const cjk = /[\\u3400-\\u9fff\\u3000-\\u303f\\uff01-\\uff5e]/;
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const element = node.nodeType === 1 ? node : node.parentElement;
      if (element.closest('[lang]').lang !== 'en') continue;
      const texts = node.nodeType === 1
        ? ['aria-label', 'title', 'alt', 'placeholder', 'aria-valuetext'].map((name) => element.getAttribute(name) ?? '')
        : [node.nodeValue];
      for (const text of texts) if (cjk.test(text)) seen.push(text);
    }
    if (cjk.test(document.title)) seen.push(document.title);
    return seen;
  };
  let seen = look(); // what Python or the registry says again comes a moment after the switch
  for (let left = 1200; seen.length > 0 && left > 0; left -= 1) {
    await new Promise((later) => setTimeout(later, 50));
    seen = look();
  }
  return seen;
}"""


def verify_axe(page: Page, where: str, *, colours: bool = False) -> None:
    """Axe finds nothing. ``colours``: only what other colours can break, where the rest was looked at before."""
    if page.evaluate("typeof axe === 'undefined'"):
        page.evaluate(Axe().axe_script)
    options = {"runOnly": ["color-contrast"] if colours else list(RULES), "resultTypes": ["violations"]}
    found = page.evaluate("(options) => axe.run(options).then(({ violations }) => violations)", options)
    told = [
        f"{rule['id']}: {node['html']} {node['failureSummary']}" for rule in found for node in rule["nodes"]
    ]
    assert told == [], f"{where}: {told}"


def verify_english(page: Page, where: str = "") -> None:
    """Nothing stays Chinese that does not say so."""
    assert page.evaluate(CHINESE) == [], where


def verify_no_sideways_scroll(page: Page, where: str) -> None:
    """Nothing is wider than the window."""
    width, wide = page.evaluate(
        "[document.documentElement.clientWidth, document.documentElement.scrollWidth]"
    )
    assert wide <= width, f"{where}: {wide} > {width}"


def verify_sizes(page: Page, where: str) -> None:
    """Whatever can be pressed has 44 pixels each way."""
    small = page.evaluate(
        """() => [...document.querySelectorAll('button, summary, input:not([type=radio]):not([type=checkbox]):not([type=file]), .choice label, .file, .source a')]
          .filter((each) => each.offsetParent)
          .map((each) => [each.outerHTML.slice(0, 90), each.getBoundingClientRect()])
          .filter(([, {width, height}]) => height < 44 || width < 44)
          .map(([html, {width, height}]) => `${html} ${width}x${height}`)"""
    )
    assert small == [], f"{where}: {small}"
