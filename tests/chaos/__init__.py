"""A test bench that kills, stops and floods the system, and compares what was sent with what became of it."""
