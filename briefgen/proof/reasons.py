"""Why a line is not on the page, in Chinese."""

from __future__ import annotations

from briefgen.lexicon import load_toml


def reason_zh(reason: str) -> str:
    """The reason in Chinese; as it is if it is not known."""
    words = load_toml("held")
    same = words["same"]
    if reason.startswith(same["en"]):
        return f"{same['zh']}{reason.removeprefix(same['en'])}"
    return str(words["held"].get(reason, reason))
