"""One module for each command: its options, one late import, one call."""
