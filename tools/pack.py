"""Put the functions' code into build/functions, as `sam build` takes it: `python -m tools.pack [--fonts FOLDER]`.

FOLDER's fonts go with it, where the template's AHCE_FONTS looks for characters that the shipped ones lack.

`python -m tools.pack --routes` writes the routes of functions/template.yaml anew from the handlers.
"""

import argparse
import os
import shutil
import sys
from pathlib import Path

from functions.adapters.typefaces import Typefaces
from tools import fonts

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "build/functions"
TEMPLATE = ROOT / "functions/template.yaml"
REQUIREMENTS = ROOT / "requirements/functions.txt"
MORE_FONTS = "fonts"  # beneath /var/task, where a function's code lies
FONT_SUFFIXES = {".ttf", ".otf", ".ttc", ".otc"}  # what typst reads
MORE_BYTES_LIMIT = (
    64 * 1024 * 1024
)  # what the rest leaves of the 250 MiB that AWS takes of a function; a test adds them up
BEGINS = "  # Written by `python -m tools.pack --routes` from the handlers; a test holds them together.\n"
ENDS = "\nOutputs:\n"


class Unfit(Exception):  # noqa: N818
    """A folder of fonts that is of no use to the functions; the message says why."""


def pack(target: Path = TARGET, more_fonts: Path | None = None) -> Path:
    """The core, the tables, the functions and their fonts, without the embedded server and the template; and what to install beside.

    ``more_fonts`` is a folder whose fonts go with them. Raises :class:`Unfit` where they print no more characters, or are too large.
    """
    more = _fonts_of(more_fonts) if more_fonts else []
    shutil.rmtree(target, ignore_errors=True)
    leave = shutil.ignore_patterns("__pycache__", "*.pyc")
    for name in ("ahce_core", "ahce_sheets"):
        shutil.copytree(ROOT / name, target / name, ignore=leave)
    shutil.copytree(
        ROOT / "functions",
        target / "functions",
        ignore=lambda folder, names: (
            {*leave(folder, names), *({"local", "template.yaml"} if Path(folder).name == "functions" else ())}
        ),
    )
    fonts.put(target / fonts.TARGET.relative_to(ROOT))
    for font in more:
        (target / MORE_FONTS).mkdir(exist_ok=True)
        shutil.copy(font, target / MORE_FONTS / font.name)
    shutil.copy(REQUIREMENTS, target / "requirements.txt")
    return target


def _fonts_of(folder: Path) -> list[Path]:
    found = [path for path in sorted(folder.rglob("*")) if path.suffix.lower() in FONT_SUFFIXES]
    size = sum(path.stat().st_size for path in found)
    shipped = fonts.put()
    if Typefaces(shipped, folder).repertoire == Typefaces(shipped).repertoire:
        raise Unfit(f"{folder} holds no font with a character that the shipped ones lack")
    if size > MORE_BYTES_LIMIT:
        raise Unfit(
            f"{folder} holds {size >> 20} MiB of fonts; a function has room for {MORE_BYTES_LIMIT >> 20}"
        )
    return found


def routes() -> str:
    """The template's resources for every route of every audience."""
    from functions.local.gateway import modules, routes_of

    lines = []
    for name, module in modules().items():
        for method, path in sorted(routes_of(module.app), key=lambda route: (route[1], route[0])):
            title = "".join(
                part.strip("{}").title() for part in path.replace("_", "/").replace("-", "/").split("/")[2:]
            )
            title = title.replace(".", "")
            lines.append(f"""
  {method.title()}{title}Route:
    Type: AWS::ApiGatewayV2::Route
    Properties: {{ApiId: !Ref Api, RouteKey: "{method} {path}", Target: !Sub "integrations/${{{name.title()}Integration}}"}}
""")
    return "".join(lines)


def with_routes(template: str) -> str:
    """A template with the present routes in place of those it had."""
    before, _, rest = template.partition(BEGINS)
    return before + BEGINS + routes() + ENDS + rest.partition(ENDS)[2]


def main(words: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description="Put the functions' code into build/functions.")
    parser.add_argument("--routes", action="store_true", help="write the template's routes anew instead")
    parser.add_argument(
        "--fonts", type=Path, metavar="FOLDER", help="fonts for characters that the shipped ones lack"
    )
    arguments = parser.parse_args(words)
    if arguments.routes:
        os.environ.setdefault("AHCE_VAR", str(ROOT / "var"))
        os.environ.setdefault("AHCE_ORIGIN", "http://127.0.0.1:8000")
        TEMPLATE.write_text(with_routes(TEMPLATE.read_text("utf-8")), "utf-8")
        return
    try:
        print(pack(more_fonts=arguments.fonts).relative_to(ROOT))
    except Unfit as unfit:
        sys.exit(str(unfit))


if __name__ == "__main__":
    main()
