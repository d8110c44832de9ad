"""python -m services.disputes: the worker of this stage."""

import sys

from services.runtime.worker import main

sys.exit(main("disputes"))
