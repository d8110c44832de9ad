"""The door: what may come in, how it is kept until the broker has it, and how it gets there."""
