"""The suites of dateline: unit, contract, integration, e2e, quality."""
