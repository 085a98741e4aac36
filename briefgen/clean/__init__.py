"""Step 2, clean: a source becomes an article, every character of which points at the source."""

from briefgen.clean.article import clean, says_something

__all__ = ["clean", "says_something"]
