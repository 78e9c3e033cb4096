"""Templates are compiled once for each language, with their sentences already said in it: printing a page translates nothing."""

from collections.abc import MutableMapping
from typing import Any

from flask.templating import Environment
from flask_babel import get_locale, get_translations
from jinja2 import nodes
from jinja2.environment import create_cache
from jinja2.visitor import NodeTransformer

Compiled = MutableMapping[Any, Any] | None


class LocalEnvironment(Environment):
    """Jinja's environment with one set of compiled templates for each language that somebody reads.

    A page says some sixty sentences. Asking the catalogue for each while it is printed took a third of the time.
    """

    def __init__(self, *args: Any, **options: Any) -> None:
        self.compiled: dict[str, Compiled] = {}
        super().__init__(*args, **options)

    @property
    def cache(self) -> Any:
        """What Jinja takes for its only set: the one of the reader's language."""
        language = str(get_locale())
        if language not in self.compiled:
            self.compiled[language] = create_cache(400)
        return self.compiled[language]

    @cache.setter
    def cache(self, value: Any) -> None:
        self.compiled.clear()

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
