"""The command line: `atlas`."""
