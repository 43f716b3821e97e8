"""Put the functions' code into build/functions, as `sam build` takes it: `python -m tools.pack`.

`python -m tools.pack --routes` writes the routes of functions/template.yaml anew from the handlers.
"""

import argparse
import os
import shutil
from pathlib import Path

from tools import fonts

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "build/functions"
TEMPLATE = ROOT / "functions/template.yaml"
REQUIREMENTS = ROOT / "requirements/functions.txt"
BEGINS = "  # Written by `python -m tools.pack --routes` from the handlers; a test holds them together.\n"
ENDS = "\nOutputs:\n"


def pack(target: Path = TARGET) -> Path:
    """The core, the tables, the functions and their fonts, without the embedded server and the template; and what to install beside."""
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
    shutil.copy(REQUIREMENTS, target / "requirements.txt")
    return target


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


def main() -> None:
    parser = argparse.ArgumentParser(description="Put the functions' code into build/functions.")
    parser.add_argument("--routes", action="store_true", help="write the template's routes anew instead")
    if parser.parse_args().routes:
        os.environ.setdefault("AHCE_VAR", str(ROOT / "var"))
        os.environ.setdefault("AHCE_ORIGIN", "http://127.0.0.1:8000")
        TEMPLATE.write_text(with_routes(TEMPLATE.read_text("utf-8")), "utf-8")
    else:
        print(pack().relative_to(ROOT))


if __name__ == "__main__":
    main()
