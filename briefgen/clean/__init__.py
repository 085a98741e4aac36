"""Step 2, clean: a source becomes an article, every character of which points at the source."""

from briefgen.clean.article import clean

__all__ = ["clean"]
