"""Measurements: what an article costs, what the chain carries. A timing is here, never in a test."""
