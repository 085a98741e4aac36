"""What editors change by hand: finds what they mean, checks it, and writes it to the workspace."""

from briefgen.editing.desk import Desk, Target

__all__ = ["Desk", "Target"]
