"""Language rules as data, one folder per language."""
