"""python -m services.sink: the worker that saves and publishes."""

import sys

from services.runtime.worker import main

sys.exit(main("sink"))
