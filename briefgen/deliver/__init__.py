"""Step 8, deliver: the finished page goes where it is wanted."""

from briefgen.deliver.files import write_files
from briefgen.deliver.sidecar import sidecar

__all__ = ["sidecar", "write_files"]
