"""Rules and words of time, one folder a language."""
