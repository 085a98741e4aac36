"""What a sentence is about, where a short one before it says so (一是经济总量跨上新台阶)."""

from __future__ import annotations

import re

from briefgen.figures.phrases import phrases

ENDS = "。！ \n"
TOPIC = 18  # characters of a sentence that only says what the next is about


def topic_of(sentence: str) -> str:
    """`sentence` if it only says what the next is about: 一是经济总量跨上新台阶; else ""."""
    short = len(sentence) <= TOPIC and not phrases().patterns["number_hint"].search(sentence)
    return sentence.rstrip(ENDS) if short else ""


def until_number(sentence: str) -> str:
    """The words of a sentence before its first digit, if they are all of its first clause."""
    words = re.split("[\\d，；]", sentence, maxsplit=1)[0]
    return words if sentence[len(words) : len(words) + 1].isdigit() else ""
