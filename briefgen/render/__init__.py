"""Sets a Briefing as a page: PDF and Word, from one context and one folder of templates."""

from briefgen.render.folder import TemplateFolder, find_template

__all__ = ["TemplateFolder", "find_template"]
