"""Draw the icons of site/assets/icons anew from the mark: `python -m tools.icons`. Needs the browser of the tests."""

import struct
from pathlib import Path

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parent.parent
MARK = ROOT / "site/theme/images/mark.svg"
ICONS = ROOT / "site/assets/icons"
PLAIN = {"icon-192.png": 192, "icon-512.png": 512, "favicon-32.png": 32}
FULL = {"maskable-512.png": 512, "apple-touch-icon.png": 180}  # systems cut these to their own shape
GROUND = "#1f4e5f"  # the mark's own


def main() -> None:
    mark = MARK.read_text("utf-8")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-gpu"]
        )
        page = browser.new_page()
        for name, size in (PLAIN | FULL).items():
            page.set_viewport_size({"width": size, "height": size})
            padding, ground = (size // 10, GROUND) if name in FULL else (0, "transparent")
            page.set_content(
                f"<style>html {{ background: {ground} }} body {{ margin: 0 }}"
                f"svg {{ display: block; box-sizing: border-box; width: {size}px; padding: {padding}px }}</style>{mark}"
            )
            page.screenshot(path=ICONS / name, omit_background=True)
        browser.close()
    small = ICONS / "favicon-32.png"
    picture = small.read_bytes()
    head = struct.pack("<3H4B2H2I", 0, 1, 1, 32, 32, 0, 0, 1, 32, len(picture), 22)  # one picture, as PNG
    (ICONS / "favicon.ico").write_bytes(head + picture)
    small.unlink()


if __name__ == "__main__":
    main()
