"""Step 1, read: bytes on disk become a decoded text whose offsets everything else points into."""

from briefgen.read.source import READERS, list_sources, read_source

__all__ = ["READERS", "list_sources", "read_source"]
