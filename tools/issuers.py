"""What the page that verifies certificates pins, for a site on AWS: printed at each deployment, with the functions' settings.

    AHCE_TABLE=… AHCE_ORIGIN=… AHCE_AUTHORITY=… AHCE_AUTHORITY_EN=… AHCE_SIGNING_KEYS=… \\
        python -m tools.issuers > build/site/verify/issuers.json

The keys are KMS's own answer, so what is pinned was never a web server's word.
"""

import json

from functions.services.signing import issuers
from functions.wiring import ports


def main() -> None:
    """Print the file."""
    print(json.dumps(issuers(ports()), ensure_ascii=False, indent=2))


if __name__ == "__main__":
    main()
