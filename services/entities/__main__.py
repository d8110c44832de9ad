"""python -m services.entities: the worker of this stage."""

import sys

from services.runtime.worker import main

sys.exit(main("entities"))
