"""Runs the program as `python -m briefgen`."""

from __future__ import annotations

from briefgen.cli import program

if __name__ == "__main__":
    program()
