"""Step 3: an article's own themes, and all its text cut at them."""

from briefgen.themes.outline import outline

__all__ = ["outline"]
