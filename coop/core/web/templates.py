"""Templates are compiled once for each language, with their sentences already said in it: printing a page translates nothing."""

from collections.abc import MutableMapping
from typing import Any

from flask.templating import Environment
from flask_babel import get_translations
from jinja2 import Template, nodes
from jinja2.environment import TemplateModule
from jinja2.runtime import Context
from jinja2.visitor import NodeTransformer

from coop.core.web.language import spoken


class LocalTemplate(Template):
    """A template whose macros are the same whoever imports them."""

    def _get_default_module(self, ctx: Context | None = None) -> TemplateModule:
        """Jinja compares the names of importer and macros at every import, to lend what is missing; here nothing ever is."""
        return super()._get_default_module()


class LocalEnvironment(Environment):
    """Jinja's environment with one set of compiled templates for each language that somebody reads.

    A page says some sixty sentences. Asking the catalogue for each while it is printed took a third of the time.
    """

    template_class = LocalTemplate

    def __init__(self, *args: Any, **options: Any) -> None:
        self.compiled: dict[tuple[str, str], Template] = {}
        super().__init__(*args, **options | {"cache_size": 0})

    def _load_template(self, name: str, globals: MutableMapping[str, Any] | None) -> Template:
        """The template in the reader's language, read again while somebody works on it."""
        if globals:
            return super()._load_template(name, globals)
        key = name, spoken()
        found = self.compiled.get(key)
        if found is None or (self.auto_reload and not found.is_up_to_date):
            found = self.compiled[key] = super()._load_template(name, globals)
        return found

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        return Saying().visit(super()._parse(source, name, filename))


class Saying(NodeTransformer):
    """Puts the translation in the place of every ``_('…')`` whose sentence stands in the template."""

    def visit_Call(self, call: nodes.Call) -> nodes.Expr:
        """``_('%(n)s 条', n=count)`` becomes a formatting of the translated template; values are escaped as ever."""
        self.generic_visit(call)
        if not _is_sentence(call):
            return call
        sentence = get_translations().ugettext(call.args[0].value)  # type: ignore[attr-defined]
        if not call.kwargs:
            return nodes.MarkSafeIfAutoescape(nodes.Const(sentence % {}), lineno=call.lineno)
        values = nodes.Dict([nodes.Pair(nodes.Const(given.key), given.value) for given in call.kwargs])
        return nodes.Mod(nodes.MarkSafeIfAutoescape(nodes.Const(sentence)), values, lineno=call.lineno)


def _is_sentence(call: nodes.Call) -> bool:
    is_known = isinstance(call.node, nodes.Name) and call.node.name in ("_", "gettext")
    is_literal = len(call.args) == 1 and isinstance(call.args[0], nodes.Const)
    return is_known and is_literal and call.dyn_args is None and call.dyn_kwargs is None
