"""``python -m ahce_cli`` is ``ahce``."""

import sys

from .main import main

sys.exit(main())
