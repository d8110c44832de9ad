"""`python -m services.ingest` is `dateline service ingest`."""

import sys

from services.cli import main

sys.exit(main(["service", "ingest"]))
