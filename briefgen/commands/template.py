"""`briefgen template`: the templates there are, new ones, what is wrong with them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from briefgen.commands.faults import lines_of
from briefgen.commands.options import (
    text_or_json,
    workspace_if_any,
    workspace_of,
    workspace_option,
)
from briefgen.console import counted, near, say
from briefgen.messages import in_chinese

if TYPE_CHECKING:
    from pathlib import Path

    from briefgen.templating.change import Change
    from briefgen.templating.faults import Fault

EPILOG = """\b
Examples 例:
  briefgen template list                        which templates there are 有哪些模板
  briefgen template new my-brief --from briefing  one of your own 新建自己的模板
  briefgen template check my-brief              what is wrong, where, the cure 检查
  briefgen template diff my-brief               what you changed 改了什么
  briefgen template restore my-brief page.css   the shipped file back; yours is kept 恢复
  briefgen template vars                        every variable there is 可用的变量
  briefgen build --city 聊城 --template my-brief  a page with it 用它出一期

Guide: docs/editors.zh.md, docs/editors.md. Reference: docs/templates.md.
"""
NEW = """\b
Examples:
  briefgen template new my-brief --from briefing
  briefgen template new my-brief --from briefing --take page.docx --take page.css

The new folder lies in templates/ of the workspace. What it does not have, files and settings,
comes from the template it is based on; --take copies a file, to change it as a whole.
"""
CHECK = """\b
Examples:
  briefgen template check             all templates of the workspace
  briefgen template check my-brief
  briefgen template check my-brief --quick     without trying it on sample pages
  briefgen template check my-brief --format json

Exit codes: 0 nothing wrong (warnings may be shown), 1 errors found.
"""


@click.group(short_help="List, make, check and restore templates.", epilog=EPILOG)
@workspace_option
@click.pass_context
def template(ctx: click.Context, /, *, workspace: Path | None) -> None:
    """Work with templates 模板：列出 list, 新建 new, 检查 check, 比较 diff, 恢复 restore."""
    ctx.obj = workspace or ctx.obj


def _templates() -> Path | None:
    """The folder of templates of the workspace that the command works in, if there is one."""
    opened = workspace_if_any(None)
    return opened.settings.templates if opened else None


@template.command("list", short_help="List the templates there are.")
def list_templates() -> None:
    """List the templates of the workspace and those that come with briefgen."""
    from briefgen.templating.shelf import listed  # noqa: PLC0415 - late, for a quick --help

    for one in listed(_templates()):
        origin = "briefgen" if one.shipped else "workspace"
        base = f", based on {one.base}" if one.base else ""
        say(f"{one.name:12}  {one.title['zh']} · {one.title['en']}  ({origin}{base})")
        if one.fault:
            say(f"{'':12}  {one.fault}")
        for tongue in ("zh", "en"):
            if one.description[tongue]:
                say(f"{'':12}  {one.description[tongue]}")


@template.command(short_help="Make a template of your own.", epilog=NEW)
@click.argument("name")
@click.option("--from", "base", default="briefing", show_default=True, help="What it is based on.")
@click.option("--take", multiple=True, metavar="FILE", help="A file to copy as a whole.")
def new(name: str, base: str, take: tuple[str, ...]) -> None:
    """Make a template based on another one, in templates/ of the workspace."""
    from briefgen.templating.shelf import create  # noqa: PLC0415 - late, for a quick --help

    opened = workspace_of(None)
    for path in create(name, base, opened.settings.templates, take):
        say(f"made 已建  {near(path)}")
    say(f"下一步：改好以后运行 Next: change them, then run: briefgen template check {name}")


@template.command(short_help="Compare a template with the one it is based on.")
@click.argument("name")
def diff(name: str) -> None:
    """Show what the template NAME has changed: blocks, styles, settings, Word paragraphs.

    Only what its editor changed is told, in Chinese and English, with the file and the line or the
    Word paragraph.
    """
    from briefgen.render import find_template  # noqa: PLC0415 - late, for a quick --help
    from briefgen.templating.changes import changes  # noqa: PLC0415 - the same
    from briefgen.templating.origin import over_its_origin  # noqa: PLC0415 - the same

    with over_its_origin(find_template(name, _templates())) as found:
        made = list(changes(found))
        base = found.folders[1].name if len(found.folders) > 1 else ""
    _tell_changes(name, base, made)


def _tell_changes(name: str, base: str, made: list[Change]) -> None:
    """Print what a template changes, for people."""
    from briefgen.templating.change import HARMLESS, words  # noqa: PLC0415 - late, for a quick --help

    def both(key: str, **said: object) -> str:
        return " · ".join(words()["told"][key][tongue].format(**said) for tongue in ("zh", "en"))

    if not base:
        say(both("alone", name=name))
        return
    say(both("against", name=name, base=base))
    for change in made:
        say(" · ".join(dict.fromkeys((change.where("zh"), change.where("en")))))
        for tongue in ("zh", "en"):
            say(f"  {change.message(tongue)}")
        for line in change.lines:
            say(f"    {line}")
    real = [change for change in made if change.kind != HARMLESS]
    files = len({change.file for change in real})
    told = both("sum", changes=len(real), files=files) if real else both("none", base=base)
    say(f"{name}: {told}")


@template.command(short_help="Take shipped files back; yours are kept.")
@click.argument("name")
@click.argument("file", required=False)
def restore(name: str, file: str | None) -> None:
    """Put the file of the template beneath in the place of FILE, or of all files.

    Your version is kept in the folder .backup of the template. A FILE that the template does not
    have yet is copied there, to be changed.
    """
    from datetime import datetime  # noqa: PLC0415 - late, for a quick --help

    from briefgen.render import find_template  # noqa: PLC0415 - the same
    from briefgen.templating.origin import over_its_origin  # noqa: PLC0415 - the same
    from briefgen.templating.shelf import restore as put_back  # noqa: PLC0415 - the same
    from briefgen.templating.shelf import staying  # noqa: PLC0415 - the same

    now = datetime.now()  # noqa: DTZ005 - the time where the editor is
    with over_its_origin(find_template(name, _templates())) as found:
        done = put_back(found, file, now)
        left = [] if file else staying(found)
    for path, backup in done:
        kept = f"; 您的版本 your version: {near(backup)}" if backup != path else ""
        say(f"restored 已取回  {near(path)}{kept}")
    if not done:
        said = f"“{name}” has no file that stands in for a shipped one"
        say(f"{said}\n{in_chinese(said)}")
    for one in left:  # the look does not come back as long as they are there
        say(f"left as it is 未动  {near(one)}")
    if left:
        said = "they are yours alone: delete or rename what you no longer want"
        say(f"{said}\n{in_chinese(said)}")


@template.command("vars", short_help="List every variable a template may use.")
@click.option(
    "--language",
    type=click.Choice(["zh", "en", "both"]),
    default="both",
    show_default=True,
    help="The language of the meanings.",
)
def list_variables(language: str) -> None:
    """List every variable a template may use, what it means, and a real example."""
    from briefgen.templating.handbook import listing  # noqa: PLC0415 - late, for a quick --help

    for line in listing(language):
        say(line)


@template.command(short_help="Find what is wrong with templates.", epilog=CHECK)
@click.argument("name", required=False)
@click.option("--quick", is_flag=True, help="Only read the files; do not try sample pages.")
@text_or_json
@click.pass_context
def check(ctx: click.Context, /, *, name: str | None, quick: bool, form: str) -> None:
    """Find what is wrong with the template NAME, or with all templates of the workspace.

    Each fault is told in Chinese and English, with the file, the line or Word paragraph, the
    words around it and the cure.
    """
    import json  # noqa: PLC0415 - late, for a quick --help

    from briefgen.render.folder import template_names  # noqa: PLC0415 - the same
    from briefgen.templating.check import check as faults_of  # noqa: PLC0415 - the same

    templates = _templates()
    own = [one.name for one in templates.iterdir() if one.is_dir()] if templates else []
    names = [name] if name else [one for one in template_names(templates) if one in own]
    found = {one: faults_of(one, templates, near, trial=not quick) for one in names}
    if form == "json":
        plain = {one: [fault.plain() for fault in faults] for one, faults in found.items()}
        say(json.dumps(plain, ensure_ascii=False, indent=2))
    else:
        for one, faults in found.items():
            _tell(one, faults)
    ctx.exit(any(fault.level == "error" for faults in found.values() for fault in faults))


def _tell(name: str, faults: list[Fault]) -> None:
    """Print the faults of a template for people."""
    from briefgen.templating.faults import table  # noqa: PLC0415 - late, for a quick --help

    levels = table()["levels"]
    for line in lines_of(faults):
        say(line)
    errors = sum(fault.level == "error" for fault in faults)
    warnings = len(faults) - errors
    chinese = f"{levels['error']['zh']} {errors}，{levels['warning']['zh']} {warnings}"
    english = f"{counted(errors, 'error')}, {counted(warnings, 'warning')}"
    say(f"{name}: {chinese} · {english}" if faults else f"{name}: 没有问题 · sound")
