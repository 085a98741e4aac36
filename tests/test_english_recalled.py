"""English that was made before: the same as made anew, and made anew only where it may differ."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from briefgen.english import load_glossary, render_theme, translate_label
from briefgen.english.recalled import Recalled

if TYPE_CHECKING:
    from pathlib import Path

    from briefgen.english import Glossary

LABELS = [
    *(
        "工业投资",
        "规模以上工业增加值",
        "工业技改投资",
        "高技术制造业投资",
        "城镇居民人均可支配收入",
    ),
    *("失业、困难人员", "领航级、卓越级智能工厂", "东盟出口占全省比重", "“上海标准”", "嬷嬷灯产量"),
    *("信发集团营业收入", "聊城市进出口总值", "新增创新型中小企业", "链补链项目投资", "5G基站"),
]
HEADINGS = ["推动产业升级", "深化改革、扩大开放、促进创新", "经济发展", "稳", "数字赋能 转型提质"]
SAVED = [
    "",
    "工业投资\tCapital spending in industry\n",
    "工业投资\tInvestment in industry\n投资\toutlay\n",
    "强链延链补链项目投资增长\tinvestment in chains\n",  # longer than any label that begins so
    "嬷嬷灯\tmomo lamp\n集团\tcombine\tn\ts\tcompany\n",
    "级\tgrade\n困难人员\tneedy people\n赋能\tempowerment\n",
    "",
]


def saved(folder: Path, rows: str) -> Glossary:
    path = folder / "glossary.tsv"
    path.write_text(f"zh\ten\tnote\tsource\tkind\n{rows}", encoding="utf-8")
    return load_glossary(path)


def test_what_is_recalled_is_what_would_be_made(tmp_path):
    recalled = Recalled()
    for rows in SAVED:
        glossary = saved(tmp_path, rows)
        for text in LABELS:
            for unit in ("", "人"):
                made = translate_label(text, glossary, unit)
                assert recalled.said(translate_label, text, glossary, unit) == made, (rows, text)
        for text in HEADINGS:
            assert recalled.said(render_theme, text, glossary) == render_theme(text, glossary)


@pytest.mark.parametrize(
    ("row", "anew"),
    [
        ("工业投资\tcapital spending in industry\n", {"工业投资"}),
        ("困难人员\tneedy people\n", {"失业、困难人员"}),
        ("海洋生产总值\tgross marine product\n", set()),
    ],
)
def test_only_labels_that_ask_for_a_changed_term_are_made_anew(tmp_path, row, anew):
    recalled, made = Recalled(), []

    def say(text: str, glossary: Glossary) -> object:
        made.append(text)
        return translate_label(text, glossary)

    for glossary in (saved(tmp_path, ""), saved(tmp_path, row), saved(tmp_path, row)):
        for text in LABELS:
            recalled.said(say, text, glossary)
    assert made[: len(LABELS)] == LABELS
    assert set(made[len(LABELS) :]) == anew
