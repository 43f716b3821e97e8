"""What the page that verifies certificates pins, for a site on AWS: `python -m tools.issuers [--function NAME] [--out FILE]`.

The settings are those of the deployed function that is named, else the environment's. The keys are KMS's own answer, so what
is pinned was never a web server's word. `python -m tools.publish` puts the same file into the bucket by itself.
"""

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

from functions.ports import KeyUnavailable
from functions.services.signing import issuers
from functions.wiring import Misconfigured, Settings, ports_of, settings
from tools.build import replace

REFUSED = (
    Misconfigured,
    KeyUnavailable,
    BotoCoreError,
    ClientError,
)  # what is said in one line, without a traceback


def pinned(read: Settings) -> bytes:
    """The file's content.

    Raises :class:`~functions.wiring.Misconfigured`, and :class:`~functions.ports.KeyUnavailable` where KMS gives no key that
    signs today.
    """
    return (json.dumps(issuers(ports_of(read)), ensure_ascii=False, indent=2) + "\n").encode()


def settings_of(functions: Any, name: str) -> Settings:
    """The settings of a function as it is deployed; ``functions`` is boto3's client of Lambda."""
    told = functions.get_function_configuration(FunctionName=name)
    return Settings(told.get("Environment", {}).get("Variables", {}))


def asked() -> argparse.ArgumentParser:
    """What both commands are told alike: whose settings to take."""
    parser = argparse.ArgumentParser(add_help=False)
    parser.add_argument(
        "--function",
        metavar="NAME",
        help="take the settings of this function, SettingsFunction of the stack's outputs, not the environment's",
    )
    return parser


def read_settings(function: str | None) -> Settings:
    """The settings that :func:`asked` means."""
    if function is None:
        return settings()
    import boto3

    return settings_of(boto3.client("lambda"), function)


def main(words: list[str] | None = None) -> None:
    """Print the file, or write it whole or not at all."""
    parser = argparse.ArgumentParser(
        description="What the page that verifies certificates pins.", parents=[asked()]
    )
    parser.add_argument("--out", type=Path, metavar="FILE", help="write it there; printed otherwise")
    arguments = parser.parse_args(words)
    try:
        content = pinned(read_settings(arguments.function))
    except REFUSED as refused:
        sys.exit(str(refused))
    if arguments.out:
        replace(arguments.out, content)
    else:
        print(content.decode(), end="")


if __name__ == "__main__":
    main()
