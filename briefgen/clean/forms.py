"""Forms that patterns of the data files name: NAME, personal names; DATE, a day with its time."""

from __future__ import annotations

from briefgen.clean.characters import HAN
from briefgen.lexicon import load_toml

DATE = (
    r"(?:19|20)[0-9]{2}\s{0,2}(?:[-/.]|\u5e74|(?<=\s)(?=[0-9]{1,2}/))\s{0,2}[0-9]{1,2}\s{0,2}(?:[-/.]|\u6708)\s{0,2}[0-9]{1,2}\u65e5?"
    r"(?:(?:\s{0,4}|T)[0-9]{1,2}(?:[:：]|\u65f6)[0-9]{2}\u5206?(?:[:：][0-9]{2})?(?:\+[0-9]{2}:?[0-9]{2})?)?"
)


def filled(pattern: str) -> str:
    """The pattern with NAME and DATE replaced by what they stand for."""
    surnames = load_toml("noise")["names"]["surnames"]
    name = rf"(?:[{surnames}](?:\s{{0,2}}[{HAN}]){{1,2}}(?:[ 、\s](?=[{surnames}]))?){{1,5}}"
    return pattern.replace("NAME", name).replace("DATE", DATE)
