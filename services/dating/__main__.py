"""python -m services.dating: the worker of this stage."""

import sys

from services.runtime.worker import main

sys.exit(main("dating"))
