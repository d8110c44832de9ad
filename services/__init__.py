"""The application: the services of dateline, and the `dateline` command."""
