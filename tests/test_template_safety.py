"""What a template may not do, it does not: each payload stops with a plain message and a place."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import sample_briefing
from docx import Document
from jinja2 import StrictUndefined
from jinja2.exceptions import SecurityError

from briefgen.errors import TemplateError
from briefgen.render import budget, find_template, limits
from briefgen.render.context import page_context
from briefgen.render.environment import filled, make_environment
from briefgen.render.package import read_package, write_package
from briefgen.render.pdf import lay_out, page_html
from briefgen.render.sandbox import printed, turns
from briefgen.render.word import write_docx

if TYPE_CHECKING:
    from briefgen.render import TemplateFolder

MANIFEST = 'contract = 2\nextends = "briefing"\n'


def mine(root: Path, **files: str) -> TemplateFolder:
    """The template `mine`, based on the shipped one; `page_html` names page.html."""
    folder = root / "mine"
    folder.mkdir(exist_ok=True)
    for key, text in {"template_toml": MANIFEST, **files}.items():
        stem, _, suffix = key.rpartition("_")
        (folder / f"{stem}.{suffix}").write_text(text, encoding="utf-8")
    return find_template("mine", root)


REACHING_OUT = [  # ways to Python itself
    "{{ ''.__class__ }}",
    "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "{{ ''['__class__'] }}",
    "{{ title['__class__'] }}",
    "{{ title|attr('__class__') }}",
    "{{ ([title]|map(attribute='__class__')|first).x }}",
    "{{ [title]|map('attr', '__class__')|list }}",
    "{{ ''|attr('\\x5f\\x5fclass\\x5f\\x5f') }}",
    "{{ ''['\\x5f\\x5fclass\\x5f\\x5f'] }}",
    "{{ ''['__cl' ~ 'ass__'] }}",
    "{{ lipsum.__globals__['os'].popen('id').read() }}",
    "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
    "{{ joiner.__init__.__globals__.os }}",
    "{{ namespace.__init__.__globals__.os }}",
    "{{ namespace(a=1).__class__ }}",
    "{{ range.__class__ }}",
    "{{ dict.__base__ }}",
    "{{ self.__init__.__globals__ }}",
    "{{ self._TemplateReference__context.eval_ctx.environment }}",
    "{% macro m() %}{% endmacro %}{{ m.__globals__ }}",
    "{% macro m() %}{% endmacro %}{{ m._func.__globals__ }}",
    "{% for x in [1] %}{{ loop.__class__ }}{{ loop._iterator.__class__ }}{% endfor %}",
    "{% for x in rows|groupby('source') %}{{ x.__class__ }}{% endfor %}",
    "{{ key_figures.__class__ }}",
    "{{ knobs.__class__ }}",
    "{{ knobs.get.__self__ }}",
    "{{ '{0.__class__}'.format(title) }}",
    "{{ '{0.__class__}'|format(title) }}",
    "{{ '{x.__class__}'.format_map({'x': title}) }}",
    "{{ '%s' % title }}",
    "{{ fit.body.__class__ }}",
    "{{ 1.0.__class__ }}",
    "{{ undefined.__class__ }}",
    "{{ request.application.__globals__ }}",
    "{{ config.items() }}",
    "{{ get_flashed_messages.__globals__ }}",
    "{{ url_for.__globals__ }}",
    "{{ title.__init__.__globals__ }}",
    "{{ title.__dataclass_fields__ }}",
    "{{ documents[0].themes.__getitem__ }}",
    "{% set x = title.__setattr__('zh', 'other') %}",
    "{% set _ = knobs.update({'red': 'x'}) %}",
    "{% set _ = knobs.pop('red') %}",
    "{{ title.zh.encode() }}",
    "{{ x|safe }}",
    "{{ title.zh|safe }}",
    "{{ title|pprint }}",
    "{{ rows|tojson }}",
    "{{ title.zh|urlize }}",
    "{{ [1, 2]|random }}",
    "{{ {'onload': 'x'}|xmlattr }}",
    "{% autoescape false %}{{ title.zh }}{% endautoescape %}",
    "{{ title }}",
    "{{ documents }}",
    "{{ documents|string }}",
    "{{ [documents] ~ '' }}",
    "{% do title.zh %}",
    "{% debug %}",
    "{% trans %}x{% endtrans %}",
    "{% call(x) title.zh() %}{% endcall %}",
]
FILES = [  # ways to files and folders
    "{% include '/etc/passwd' %}",
    "{% include '../../../../etc/passwd' %}",
    "{% include 'briefing/../../../etc/passwd' %}",
    "{% include 'briefing//etc/passwd' %}",
    "{% include '..\\\\..\\\\secret.txt' %}",
    "{% include 'file:///etc/passwd' %}",
    "{% include '0:../secret.txt' %}",
    "{% include '1:/etc/passwd' %}",
    "{% include 'a\\x00b' %}",
    "{% include ['nothing.html', '/etc/passwd'] %}",
    "{% include '/etc/' ~ 'passwd' %}",
    "{% import '/etc/passwd' as secret %}",
    "{% from '../secret.txt' import x %}",
    "{% extends '/etc/passwd' %}",
    "{% extends title.zh %}",
    "{% include '' %}",
    "{% include '.' %}",
    "{% include '..' %}",
    "{% include 'CON' %}",
]
BOMBS = [  # ways to go on for ever, or to fill the memory
    "{% for a in range(1000) %}{% for b in range(1000) %}{% endfor %}{% endfor %}",
    "{% for a in range(999999999) %}{% endfor %}",
    "{% for a in range(1000) %}{% for b in range(1000) %}{{ a }}{% endfor %}{% endfor %}",
    "{{ range(999999999)|list }}",
    "{{ 'x' * 1000000000 }}",
    "{{ 1000000000 * 'x' }}",
    "{% set x = [1] * 1000000000 %}",
    "{% set n = 100000 %}{{ 'x' * n * n }}",
    "{{ 9 ** 9 ** 9 }}",
    "{% set n = 9 %}{{ n ** (n ** n) }}",
    "{% set x = 2 ** 60 %}" + "{% set x = x * x %}" * 40,
    "{% set x = 'xxxxxxxx' %}" + "{% set x = x ~ x %}" * 40,
    "{% set x = 'xxxxxxxx' %}" + "{% set x = x + x %}" * 40,
    "{% set x %}xxxxxxxx{% endset %}" + "{% set x %}{{ x }}{{ x }}{% endset %}" * 40,
    "{% set x = 'xxxxxxxx' %}" + "{% set x = [x, x]|join %}" * 40,
    "{% set x = 'a' %}" + "{% set x = x|replace('a', 'aaaaaaaa') %}" * 40,
    "{% set x = [1] %}" + "{% set x = x + x %}" * 40,
    "{% set x = [1] %}" + "{% set x = [x, x] %}" * 40,
    "{% set x = (1,) %}" + "{% set x = (x, x) %}" * 40,
    "{% set x = {'a': 1} %}" + "{% set x = {'a': x, 'b': x} %}" * 40,
    "{% macro f(n) %}{{ f(n) }}{{ f(n) }}{% endmacro %}{{ f(1) }}",
    "{% macro f(n) %}{% if n %}{{ f(n - 1) }}{{ f(n - 1) }}{% endif %}{% endmacro %}{{ f(40) }}",
    "{% macro f(n) %}{% if n %}{% set x = f(n-1) %}{{ x~x }}{% endif %}y{% endmacro %}{{f(40)}}",
    "{% include 'page.html' %}",
    "{% include 'page.html' %}{% include 'page.html' %}",
    "{% extends 'page.html' %}",
    "{% import 'page.html' as again %}",
    "{% for x in [1] recursive %}{{ loop([1, 1]) }}{% endfor %}",
    "{{ '%999999999d' % 1 }}",
    "{{ '%999999999d'|format(1) }}",
    "{{ '{:>999999999}'.format('x') }}",
    "{{ 'x'.ljust(999999999) }}",
    "{{ 'x'.center(999999999) }}",
    "{{ 'x'|center(999999999) }}",
    "{{ 'x'|indent(999999999) }}",
    "{{ '1'.zfill(999999999) }}",
    "{{ 'a\\tb'.expandtabs(999999999) }}",
    "{{ lipsum(1000000) }}",
    "{{ [1]|batch(999999999, 'x')|list }}",
    "{{ [1]|slice(999999999)|list }}",
    "{% for a in range(1000) %}{% for b in range(300) %}" + "x" * 3000 + "{% endfor %}{% endfor %}",
    "{% set x = 'x' * 900000 %}{% for a in range(1000) %}{{ x }}{% endfor %}",
    "{% set x = 'x' * 900000 %}{% for a in range(1000) %}{% set y = x|upper %}{% endfor %}",
    "{{ " + "(" * 5000 + "1" + ")" * 5000 + " }}",
    "{% if 1 %}" * 400 + "{% endif %}" * 400,
    "{% for a in [1] %}" * 60 + "{% endfor %}" * 60,
    "{{ " + "-" * 20000 + "1 }}",
]


@pytest.mark.parametrize("text", REACHING_OUT)
def test_a_template_cannot_reach_python(tmp_path, text):
    with pytest.raises(TemplateError) as failure:
        page_html(sample_briefing.short(), mine(tmp_path, page_html="\n" + text))
    assert failure.value.where.endswith("page.html:2")
    assert failure.value.hint


def test_a_template_cannot_change_what_it_is_given(tmp_path):
    with pytest.raises(TemplateError, match="cannot assign"):
        page_html(sample_briefing.short(), mine(tmp_path, page_html="{% set knobs.red = 'x' %}"))


@pytest.mark.parametrize("text", FILES)
def test_a_template_cannot_reach_files_outside_its_folders(tmp_path, text):
    (tmp_path / "secret.txt").write_text("secret {% macro x() %}{% endmacro %}")
    with pytest.raises(TemplateError, match=r"does not have|may not") as failure:
        page_html(sample_briefing.short(), mine(tmp_path, page_html=text))
    assert "page.html" in failure.value.where


@pytest.mark.parametrize("text", BOMBS)
def test_a_template_cannot_go_on_for_ever(tmp_path, text):
    with pytest.raises(TemplateError) as failure:
        page_html(sample_briefing.short(), mine(tmp_path, page_html=text))
    assert "page.html" in failure.value.where


def test_what_one_rendering_spent_is_not_taken_from_the_next(tmp_path):
    loop = "{% for a in range(900) %}{% for b in range(100) %}{% endfor %}{% endfor %}x"
    template = mine(tmp_path, page_html=loop)
    for _ in range(8):
        assert page_html(sample_briefing.short(), template) == "x"


@pytest.mark.parametrize("name", sample_briefing.VARIANTS)
def test_the_shipped_page_is_the_same_counted_and_needs_little_of_its_allowance(name):
    template = find_template("briefing")
    page = sample_briefing.VARIANTS[name]()
    context = page_context(page, template.knobs)
    environment = make_environment(template.folders)
    with budget.allowance() as left:
        made = filled(environment.get_template("page.html"), context)
    assert left.steps > 0.9 * budget.STEPS
    assert left.characters > 0.9 * budget.CHARACTERS
    assert made == page_html(page, template)


SOMETHING = "{{ documents[0].themes[0].lines[0].runs[0].text }}"  # a page must not be empty
OUTSIDE = [  # ways of a page to files and to the network
    '<img src="file:///etc/passwd">',
    '<img src="/etc/passwd">',
    '<img src="../../secret.png">',
    '<img src="http://127.0.0.1:1/x.png">',
    '<img src="//example.invalid/x.png">',
    '<img srcset="http://127.0.0.1:1/x.png 2x" src="http://127.0.0.1:1/x.png">',
    '<link rel="stylesheet" href="http://127.0.0.1:1/x.css">',
    '<link rel="stylesheet" href="file:///etc/passwd">',
    '<link rel="attachment" href="file:///etc/passwd">',
    '<object data="file:///etc/passwd"></object>',
    '<embed src="file:///etc/passwd">',
    '<base href="http://127.0.0.1:1/"><img src="x.png">',
    '<svg width="9" height="9"><image width="9" height="9" href="file:///etc/passwd"/></svg>',
    "<style>@import 'http://127.0.0.1:1/x.css';</style>",
    "<style>@import url(file:///etc/passwd);</style>",
    "<style>p { background: url(file:///etc/passwd) }</style>",
    "<style>p::before { content: url(http://127.0.0.1:1/x.png) }</style>",
    "<style>@font-face { font-family: x; src: url(http://127.0.0.1:1/x.woff) }</style>",
    "<style>li { list-style-image: url(/etc/passwd) }</style><ul><li>x</ul>",
    '<p style="background: url(file:///etc/passwd)">x</p>',
    '<p style="background-image: u\\72l(file:///etc/passwd)">x</p>',
]


@pytest.mark.parametrize("text", OUTSIDE)
def test_a_page_loads_nothing_from_elsewhere(tmp_path, text):
    page = f"<html><body>{text}<p>{SOMETHING}</p></body></html>"
    template = mine(tmp_path, page_html=page, page_css="")
    with pytest.raises(TemplateError, match="may not load") as failure:
        lay_out(sample_briefing.short(), template).write()
    assert failure.value.hint


@pytest.mark.parametrize(
    "text",
    [
        "@import 'http://127.0.0.1:1/x.css';",
        "@import url('file:///etc/passwd');",
        "p { background: url(http://127.0.0.1:1/x.png) }",
        "p { background: url('../../secret.png') }",
        "@font-face { font-family: x; src: url(file:///etc/passwd) }",
    ],
)
@pytest.mark.parametrize("name", ["page_css", "extra_css"])
def test_a_style_sheet_loads_nothing_from_elsewhere(tmp_path, name, text):
    page = "<html><body><p>x</p></body></html>"
    sheet = f"/* {text} */\n\n{text}\n"
    template = mine(tmp_path, page_html=page, **{"page_css": "", name: sheet})
    with pytest.raises(TemplateError, match="may not load") as failure:
        lay_out(sample_briefing.short(), template)
    assert failure.value.where == f"{template.file(name.replace('_', '.'))}:3"


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("<p>x</p>\n<img src='../../secret.png'>", 2, "may not load file://.*/secret.png"),
        ("<p>x</p>\n<p>\n<img src='标 志.png'>", 3, "not there: 标 志.png"),
        # put together: only the file is known
        ("<p>x</p>\n<img src='{{ title.en }}.png'>", None, "not there: .*Brief.png"),
    ],
)
def test_what_a_page_cannot_load_is_told_with_its_line(tmp_path, text, line, message):
    template = mine(tmp_path, page_html=f"<html><body>{text}</body></html>", page_css="")
    with pytest.raises(TemplateError, match=message) as failure:
        lay_out(sample_briefing.short(), template)
    file = str(template.file("page.html"))
    assert failure.value.where == (f"{file}:{line}" if line else file)


HEAVY = "<html><body>" + ("<table><tr><td>" * 12 + "x" + "</table>" * 12) * 40 + "</body></html>"


# a ring of the clock that goes unheard in a callback of the garbage collector rings again
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_page_that_takes_too_long_to_set_is_stopped(tmp_path, monkeypatch):
    template = mine(tmp_path, page_html=HEAVY)
    monkeypatch.setattr(limits, "SECONDS", 0.01)
    with pytest.raises(TemplateError, match="within"):
        lay_out(sample_briefing.short(), template)
    monkeypatch.undo()
    plain = mine(tmp_path, page_html="<html><body><p>x</p></body></html>")
    assert lay_out(sample_briefing.short(), plain).pages == 1


GREEDY = """
import sys
from pathlib import Path

import sample_briefing
from briefgen.errors import TemplateError
from briefgen.render import find_template, limits
from briefgen.render.pdf import lay_out

page = sample_briefing.short()
lay_out(page, find_template("briefing"))  # Pango begins its threads while there is room
limits.MEMORY = 1
try:
    lay_out(page, find_template("mine", Path(sys.argv[1])))
except TemplateError as error:
    print(error)
"""


def test_a_page_that_takes_too_much_memory_to_set_is_stopped(tmp_path):
    """In a process of its own: one that has run for long has memory to spare, and threads."""
    mine(tmp_path, page_html=HEAVY * 5)
    tests = str(Path(__file__).parent)
    told = subprocess.run(
        [sys.executable, "-c", GREEDY, str(tmp_path)],
        env={**os.environ, "PYTHONPATH": tests},
        capture_output=True,
        text=True,
        check=False,
    )
    assert "memory" in told.stdout, told.stderr


@pytest.mark.parametrize("text", ["h1 { line-height: calc(1 + ) }", "p { width: calc((1) * ()) }"])
def test_a_style_that_the_layout_trips_over_is_told_plainly(tmp_path, text):
    page = "<html><body><h1>x</h1><p>x</p></body></html>"
    with pytest.raises(TemplateError, match="cannot be set"):
        lay_out(sample_briefing.short(), mine(tmp_path, page_html=page, page_css=text))


def test_documents_with_tags_and_css_stay_text_in_both_formats():
    nasty = (
        "{{ 7*7 }}{% raw %}<script>x</script></style><style>p{color:red}</style>"
        "{%p if x %}{{ title }}&amp;&lt;w:p/&gt;"
    )
    page = sample_briefing.replace(
        sample_briefing.short(), title=sample_briefing.Bilingual(nasty, nasty)
    )
    html = page_html(page, find_template("briefing"))
    assert "<script>" not in html
    assert "{{ 7*7 }}{% raw %}&lt;script&gt;" in html
    made = write_docx(page, find_template("briefing"))
    texts = [
        paragraph.text
        for table in Document(BytesIO(made)).tables
        for row in table.rows
        for cell in row.cells
        for paragraph in cell.paragraphs
    ]
    assert nasty in texts
    assert zipfile.ZipFile(BytesIO(made)).testzip() is None


@pytest.mark.parametrize(
    ("target", "kind"),
    [
        ("http://127.0.0.1:1/x.png", "image"),
        ("file:///etc/passwd", "image"),
        ("http://127.0.0.1:1/x.dotm", "attachedTemplate"),
        ("file:///etc/passwd", "subDocument"),
    ],
)
def test_a_word_page_loads_nothing_from_elsewhere(tmp_path, target, kind):
    template = mine(tmp_path)
    parts = read_package(template.file("page.docx"))
    name = "word/_rels/document.xml.rels"
    space = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    more = f'<Relationship Id="x" Target="{target}" TargetMode="External" Type="{space}/{kind}"/>'
    parts[name] = parts[name].replace(b"</Relationships>", f"{more}</Relationships>".encode())
    (tmp_path / "mine" / "page.docx").write_bytes(write_package(parts))
    with pytest.raises(TemplateError, match="from elsewhere"):
        write_docx(sample_briefing.short(), find_template("mine", tmp_path))


@pytest.mark.parametrize(
    "value", ["x".upper, turns, {}.get, lambda: ""], ids=["method", "range", "get", "function"]
)
def test_what_must_be_called_is_not_printed(value):
    with pytest.raises(SecurityError, match="brackets"):
        printed(value)


def test_a_variable_that_is_not_there_is_told_as_such():
    missing = StrictUndefined(name="titel")
    assert printed(missing) is missing
