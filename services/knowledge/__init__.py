"""Facts the processors rest on, as dated data with sources: no fact about the world stands in code."""

#: Version of everything in this room; goes into the provenance of each layer.
VERSION = "2026.11.4"
