"""The noun phrase that a number belongs to, cut out of its clause and restored where it is left out."""

from __future__ import annotations

import re
from functools import cache

from briefgen.figures.mentions import Mention
from briefgen.figures.periods import Calendar, find_times
from briefgen.figures.phrases import alternation, phrases
from briefgen.lexicon import load_toml

TRIM = "，、；：。 　—…·"
LONGEST = 40  # characters: a longer label is no label; its last clause is taken


@cache
def _leads() -> re.Pattern[str]:
    return re.compile(rf"^(?:{alternation(phrases().nouns['lead_ins'])})")


@cache
def _verbs() -> re.Pattern[str]:
    return re.compile(rf"^(?:{alternation(phrases().nouns['light_verbs'])})(?!率|额|量|商|业|者|类)")


@cache
def _levels_end() -> re.Pattern[str]:
    words = phrases().lists
    return re.compile(rf"(?:{alternation((*words['level'], '了'))})$")


def without_times(text: str, calendar: Calendar) -> str:
    """`text` less its expressions of time."""
    for time in reversed(find_times(text, calendar)):
        text = text[: time.start] + text[time.end :]
    return text


def strip_lead(text: str) -> str:
    """`text` less connectives, area words and adverbs at its start: 其中全市已 …"""
    while True:
        text = text.lstrip(TRIM)
        match = _leads().match(text)
        if not match or not _free(text, match.end()):
            return text
        text = text[match.end() :]


def _free(text: str, end: int) -> bool:
    """Whether a word to be dropped is not the beginning of a longer one: 全市场, 和谐, 到位资金."""
    return not re.match(keep_pattern(), text) and end <= len(text)


@cache
def keep_pattern() -> str:
    """Words that begin like a lead-in but are nouns of their own."""
    return alternation(tuple(phrases().nouns["keep"]))


def strip_level(text: str) -> str:
    """`text` less the verb of reaching at its end: 达到, 为, 实现, 突破."""
    while True:
        text = text.rstrip(TRIM)
        match = _levels_end().search(text)
        if not match or re.search(rf"(?:{alternation(phrases().nouns['keep_end'])})$", text):
            return text
        text = text[: match.start()]


def strip_verbs(text: str) -> str:
    """`text` less light verbs at its start: 实施, 组织召开, 带动产生."""
    while True:
        match = _verbs().match(text)
        if not match or re.match(keep_pattern(), text):
            return text
        text = strip_lead(text[match.end() :])


def noun_before(left: str, calendar: Calendar) -> str:
    """The noun phrase at the end of `left`, the words of the clause before a number."""
    text = strip_lead(without_times(left, calendar))
    text = strip_level(text)
    text = strip_level(phrases().inner_cut.sub("", text))
    text = re.sub("|".join(phrases().nouns["inner_drop"]), "", text)
    text = strip_verbs(strip_lead(text)).strip(TRIM)
    return _unbalanced(text[-LONGEST:] if len(text) > LONGEST else text)


def _unbalanced(text: str) -> str:
    """`text` less a bracket or quote whose partner was cut off."""
    for opening, closing in ("（）", "“”", "《》"):
        if text.count(opening) != text.count(closing):
            text = text.replace(opening, "").replace(closing, "")
    return text


def noun_after(right: str, unit: str) -> tuple[str, str]:
    """The counted noun at the start of `right` and what follows it in the clause.

    中小企业数字化转型 with 家 gives (中小企业, 数字化转型).
    """
    text = right.removeprefix("的").strip(TRIM).rstrip("和及与")
    limit = _predicate_start(text, "strong_predicates")
    end = _head_end(text[:limit], unit) or min(limit, _predicate_start(text, "predicates"))
    return text[:end].strip(TRIM), text[end:].strip(TRIM)


def _head_end(text: str, unit: str) -> int:
    """Where the counted noun ends: after the first head and the heads that join it; 0 if none."""
    strong = alternation(phrases().heads.get(unit, ()))
    weak = alternation(phrases().weak_heads.get(unit, ()))
    follows = alternation(phrases().nouns["predicates"])
    parts = [rf"(?:{strong})+"] if strong else []
    if weak:
        parts.append(rf"(?:{weak})(?=$|{follows}|[和及与、])")
    if not parts:
        return 0
    end = 0
    for match in re.finditer("|".join(parts), text):
        if end and not re.fullmatch("[和及与、].{0,8}", text[end : match.start()]):
            break
        if not text.startswith("的", match.end()):  # 懂企业的干部: not the one counted
            end = match.end()
        if not text.startswith(("和", "及", "与", "、"), match.end()):
            break
    return end


def _predicate_start(text: str, kind: str) -> int:
    """Where the predicate of `text` begins; its length if it has none."""
    words = re.finditer(alternation(phrases().nouns[kind]), text)
    return next((match.start() for match in words if match.start() > 1), len(text))


def restore(noun: str, owner: str) -> str:
    """`noun` with its owner, if it is one that needs one: 数量 with 小巨人企业 -> 小巨人企业数量."""
    if not owner:
        return noun
    if not noun:
        return owner
    if noun in phrases().nouns["levels"]:
        return noun + _without_level(owner)
    if noun in phrases().nouns["states"]:
        return noun + strip_verbs(_without_state(owner))
    if noun.startswith(load_toml("read")["share_of"]):
        return _core(owner, noun) + noun
    if noun in phrases().nouns["relational"]:
        core = _core(owner, noun)
        return core if core.endswith(noun) else core + noun
    return noun


def _without_state(owner: str) -> str:
    found = re.match(alternation(phrases().nouns["states"]), owner)
    return owner[found.end() :] if found else owner


def _without_level(owner: str) -> str:
    for level in sorted(phrases().nouns["levels"], key=len, reverse=True):
        at = owner.find(level)
        if 0 <= at <= 4:  # noqa: PLR2004 - 新增国家级…: a level stands at the start or after 新增
            return owner[:at] and "" or owner[at + len(level) :]
    return owner


def _core(owner: str, noun: str) -> str:
    """The owner as it stands before a relational noun: 解决…问题 + 解决率 -> …问题解决率."""
    stem = noun[:2]
    if owner.startswith(stem):
        owner = owner[len(stem) :]
    for head in ("项目", "企业"):
        if noun.startswith(head) and owner.endswith(head):
            owner = owner.removesuffix(head)
    cut = owner.find("占")
    return owner[:cut] if cut > 0 else owner


def coordinate(noun: str, count: int) -> list[str] | None:
    """The subjects that 分别 shares out: 城镇、农村居民收入 -> 城镇居民收入, 农村居民收入."""
    for word, both in phrases().compounds.items():
        if noun.startswith(word) and count == len(both):
            return [one + noun.removeprefix(word) for one in both]
    parts = [part for part in re.split("[、和与及]", noun) if part]
    if len(parts) < count or count < 2:  # noqa: PLR2004 - one subject is not shared out
        return None
    parts = [*parts[: count - 1], "".join(parts[count - 1 :])] if len(parts) > count else parts
    return [_with_head(part, parts[-1]) if i < count - 1 else _with_stem(part, parts[0]) for i, part in enumerate(parts)]


def _with_head(part: str, last: str) -> str:
    heads = sorted(phrases().nouns["shared_heads"], key=len, reverse=True)
    own = next((head for head in heads if part.endswith(head)), "")
    shared = next((head for head in heads if last.endswith(head)), "")
    return part if own or not shared else part + shared


def _with_stem(part: str, first: str) -> str:
    """A bare head takes the stem of the first subject: 事故起数和死亡人数 -> 事故死亡人数."""
    heads = sorted(phrases().nouns["shared_heads"], key=len, reverse=True)
    if part not in heads:
        return part
    own = next((head for head in heads if first.endswith(head)), "")
    return first.removesuffix(own) + part if own else part


def governs(left: str) -> bool:
    """Whether the words before a counted thing make its predicate part of the label."""
    return not left or _names(left) or bool(
        re.search(rf"(?:{alternation(phrases().nouns['prepositions'])})$", left)
    )


def _names(left: str) -> bool:
    """Whether `left` lists names of what is counted: 嘉华生物、一诺生物质等3家企业."""
    return "、" in left and not _verbs().match(left)


def count_label(left: str, mention: Mention, right: str, calendar: Calendar) -> str:
    """The label of a thing counted before its noun: 推动1000家中小企业数字化转型."""
    noun, rest = noun_after(right, mention.unit.replace("(", "（").replace(")", "）"))
    bare = strip_lead(without_times(left, calendar)).strip(TRIM)
    if rest and (governs(bare) or not strip_verbs(bare)):
        if governs(bare) and not rest.startswith("的"):
            return f"{rest}的{noun}" if noun else rest
        return noun
    verb = informative(bare)
    return verb + noun if noun else verb + right.strip(TRIM)


def informative(left: str) -> str:
    """The verb before a counted thing, if it says what happened: 签约, 淘汰, 新增."""
    text = strip_verbs(left)
    return "" if governs(text) else text
