"""Run by build/cloud's Python: prints a SAM template as the CloudFormation that it becomes in AWS_DEFAULT_REGION."""

import json
import sys

from cfnlint.decode import decode
from samtranslator.translator.transform import transform


class NoManagedPolicies:
    """The template names none: Lambda's basic one is known by its ARN."""

    def load(self) -> dict[str, str]:
        return {}


def main() -> None:
    template, problems = decode(sys.argv[1])
    if problems or template is None:
        sys.exit(str(problems))
    plain = json.loads(json.dumps(template, default=str))
    plain["Globals"]["Function"]["CodeUri"] = "s3://code/functions.zip"  # as `sam package` leaves it
    made = transform(plain, {}, NoManagedPolicies())  # type: ignore[arg-type]
    sys.stdout.write(json.dumps(made, ensure_ascii=False))


if __name__ == "__main__":
    main()
