"""Writes a new processor: its room, its layer, its tests, and its lines in the topology, the record and the compose file."""
