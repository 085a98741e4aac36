"""Bilingual one-page briefings from Chinese official news."""

from __future__ import annotations

__version__ = "0.1.0"
