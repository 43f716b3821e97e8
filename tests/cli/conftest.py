"""Every command's module is there before the first test, as all others are: Hypothesis draws from the constants of the
modules that it finds, and finds the same ones whichever tests ran before.
"""

import ahce_cli.batch
import ahce_cli.personal
import ahce_cli.registry
import ahce_cli.verify  # noqa: F401
