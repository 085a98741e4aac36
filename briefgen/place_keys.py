"""What ways of writing the name of a place have in common: by it what is typed is found."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from briefgen.place_words import text_rules

if TYPE_CHECKING:
    from opencc import OpenCC

GENERIC = re.compile(
    r"[\s,]+(province|municipality|city|county|district|prefecture|league|banner|"
    r"(\w+\s+)*autonomous\s+(region|prefecture|county|banner)|special\s+administrative\s+region)$"
)
LOOSE = "~"  # ends the keys that have lost their apostrophes: tai'an -> taian~


def key_of(name: str) -> str:
    """The letters of a name in lower case, without spaces; apostrophes are kept, as all one."""
    return re.sub(r"[^\w']|_", "", re.sub("[’‘`]", "'", name).lower().replace("ü", "u"))


def keys_of(name: str) -> tuple[str, ...]:
    """The keys to look a typed name up by, the closest first: as it is, without its generic."""
    lowered = name.strip().lower()
    bare = key_of(GENERIC.sub("", lowered))
    county = [f"{bare}xian"] if lowered.endswith(" county") else []  # Guan County is Guanxian
    chinese = [text_rules()["ending"].sub("", bare)]
    exact = [key_of(name), *county, bare, *chinese]
    return (*exact, *(key.replace("'", "") + LOOSE for key in exact))


def simplified(name: str) -> str:
    """The name in simplified characters; the converter is loaded only when a name is not found."""
    return str(_converter().convert(name))


@cache  # each new one reads the dictionaries' files again
def _converter() -> OpenCC:
    from opencc import OpenCC as Converter  # noqa: PLC0415 - costs 50 ms that few commands need

    return Converter("t2s")
