"""The subcommands of `dateline`: one file each, exporting `command`. `services/cli.py` finds them by name."""
