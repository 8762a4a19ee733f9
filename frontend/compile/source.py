"""What a template file says about itself before anything is written: its ancestor, blocks, macros and imports."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple, cast

from jinja2 import BaseLoader, Environment, TemplateNotFound, TemplateSyntaxError, nodes
from jinja2.compiler import find_undeclared

from frontend.compile.errors import BuildError


class MacroName(NamedTuple):
    """A macro, wherever it is called from: the file that defines it and its name there."""

    file: str
    name: str


@dataclass(frozen=True)
class Source:
    """One parsed template. `names` are the macros it can call by name, `modules` the files it can call them by.

    `declared` has the tag of each of those names.
    """

    name: str
    path: str
    tree: nodes.Template
    parent: str | None = None
    blocks: dict[str, nodes.Block] = field(default_factory=dict[str, nodes.Block])
    macros: dict[str, nodes.Macro] = field(default_factory=dict[str, nodes.Macro])
    names: dict[str, MacroName] = field(default_factory=dict[str, MacroName])
    modules: dict[str, str] = field(default_factory=dict[str, str])
    declared: dict[str, nodes.Node] = field(default_factory=dict[str, nodes.Node])

    def error(self, node: nodes.Node, what: str) -> BuildError:
        """The error to raise when `node` has no rule."""
        return BuildError(file=self.path, line=node.lineno, what=what)

    @cached_property
    def reads(self) -> set[str]:
        """Names this file alone may read from the page's context."""
        return {name.name for name in self.tree.find_all(nodes.Name) if name.ctx == "load"}

    @cached_property
    def stores(self) -> set[str]:
        """Names this file gives a value anywhere."""
        return {name.name for name in self.tree.find_all(nodes.Name) if name.ctx in {"store", "param"}}

    @cached_property
    def namespaces(self) -> set[str]:
        """Names set to `namespace(…)`, the only things whose attributes may be set."""
        return {
            assign.target.name
            for assign in self.tree.find_all(nodes.Assign)
            if isinstance(assign.target, nodes.Name) and called(assign.node) == "namespace"
        }


def called(node: nodes.Node) -> str | None:
    """The plain name that `node` calls, if it is a call of one."""
    return node.node.name if isinstance(node, nodes.Call) and isinstance(node.node, nodes.Name) else None


def uses_caller(macro: nodes.Macro | nodes.CallBlock) -> bool:
    """Whether the macro calls the body it is called with (`{% call %}`)."""
    return "caller" in find_undeclared(macro.body, ("caller",))


class Library:
    """Every template that is read, once."""

    def __init__(self, environment: Environment) -> None:
        self._environment = environment
        self._sources: dict[str, Source] = {}
        self._reading: set[str] = set()

    def source(self, name: str) -> Source:
        """The template called `name`. Raises `BuildError` for bad syntax, `TemplateNotFound` when there is none."""
        if name not in self._sources:
            if name in self._reading:
                raise BuildError(file=name, line=1, what="extends or imports itself, directly or by way of others")
            self._reading.add(name)
            self._sources[name] = self._read(name)
        return self._sources[name]

    def named(self, template: nodes.Expr, *, by: Source) -> Source:
        """The template that a constant expression names, on behalf of a tag in `by`."""
        if not isinstance(template, nodes.Const) or not isinstance(template.value, str):
            raise by.error(template, "a template's name that is not one constant string")
        try:
            return self.source(template.value)
        except TemplateNotFound as missing:
            raise by.error(template, f"no template named {missing.name}") from missing

    def lineage(self, source: Source) -> list[Source]:
        """The file itself, then the one it extends, and so on to the outermost."""
        chain = [source]
        while chain[-1].parent is not None:
            chain.append(self.source(chain[-1].parent))
        return chain

    def has_blocks(self, source: Source) -> bool:
        """Whether the file or one it extends has blocks, so that it is drawn with a table of them."""
        return any(ancestor.blocks for ancestor in self.lineage(source))

    def needs(self, source: Source) -> list[Source]:
        """The files that `source` names directly: extended, included or imported."""
        tags = source.tree.find_all((nodes.Extends, nodes.Include, nodes.Import, nodes.FromImport))
        return [self.named(tag.template, by=source) for tag in tags]

    def reach(self, source: Source, seen: dict[str, Source] | None = None) -> dict[str, Source]:
        """All files whose text may stand on the page: itself, what it extends, what it includes, by name."""
        seen = {} if seen is None else seen
        if source.name not in seen:
            seen[source.name] = source
            for tag in source.tree.find_all((nodes.Extends, nodes.Include)):
                self.reach(self.named(tag.template, by=source), seen)
        return seen

    def _read(self, name: str) -> Source:
        text, path, _ = cast(BaseLoader, self._environment.loader).get_source(self._environment, name)
        try:
            tree = self._environment.parse(text, name, path)
        except TemplateSyntaxError as wrong:
            raise BuildError(file=path or name, line=wrong.lineno, what=str(wrong.message)) from wrong
        source = Source(name, path or name, tree)
        return self._survey(source)

    def _survey(self, bare: Source) -> Source:
        extends = bare.tree.find(nodes.Extends)
        source = Source(
            bare.name,
            bare.path,
            bare.tree,
            parent=None if extends is None else self.named(extends.template, by=bare).name,
            blocks={block.name: block for block in bare.tree.find_all(nodes.Block)},
            macros={macro.name: macro for macro in bare.tree.find_all(nodes.Macro)},
        )
        source.names.update({name: MacroName(source.name, name) for name in source.macros})
        source.declared.update(source.macros)
        for tag in source.tree.find_all((nodes.Import, nodes.FromImport)):
            self._import(source, tag)
        return source

    def _import(self, source: Source, tag: nodes.Import | nodes.FromImport) -> None:
        module = self.named(tag.template, by=source)
        if tag.with_context:
            raise source.error(tag, "an import with context")
        if isinstance(tag, nodes.Import):
            source.modules[tag.target] = module.name
            source.declared[tag.target] = tag
            return
        for entry in tag.names:
            name, local = entry if isinstance(entry, tuple) else (entry, entry)
            if name not in module.macros:
                raise source.error(tag, f"{module.name} has no macro {name}")
            if local in source.names:
                raise source.error(tag, f"{local} is the name of two macros")
            source.names[local] = MacroName(module.name, name)
            source.declared[local] = tag
