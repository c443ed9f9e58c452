"""The small wrong changes that are tried: each site of a tree, and how it is changed."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.machinery import SourceFileLoader
from pathlib import Path
from types import CodeType

_COMPARISONS: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq, ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
}  # fmt: skip
_OPERATORS: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.FloorDiv, ast.FloorDiv: ast.Mult,
    ast.Div: ast.Mult, ast.Mod: ast.Mult, ast.LShift: ast.RShift, ast.RShift: ast.LShift,
    ast.BitOr: ast.BitAnd, ast.BitAnd: ast.BitOr, ast.BitXor: ast.BitOr, ast.Pow: ast.Mult,
}  # fmt: skip
# What these are given is for people or for type checkers.
_SAYINGS = {"Both", "cast", "TypeVar", "annotations"}


@dataclass(frozen=True, slots=True)
class Site:
    """A place that can be changed: its line, what the change is, and the change in the tree."""

    line: int
    what: str
    change: Callable[[], None]


def compiled(path: Path, number: int) -> CodeType:
    """Return the code of a file with its change ``number`` made."""
    tree = ast.parse(path.read_bytes(), str(path))
    list(sites(tree))[number].change()
    return compile(ast.fix_missing_locations(tree), str(path), "exec", dont_inherit=True)


def put_in(path: Path, number: int) -> None:
    """Have this process load the file with its change ``number`` made; it must not be loaded yet."""
    whole = SourceFileLoader.get_code

    def get_code(self: SourceFileLoader, fullname: str) -> CodeType | None:
        if self.get_filename(fullname) != str(path):
            return whole(self, fullname)
        return compiled(path, number)

    SourceFileLoader.get_code = get_code  # type: ignore[method-assign]


def is_inside(tree: ast.AST, line: int) -> bool:
    """Say whether ``line`` is in the body of a function: it does not run as the file is loaded."""
    functions = (n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef))
    return any(f.body[0].lineno <= line <= (f.end_lineno or 0) for f in functions)


def sites(tree: ast.AST) -> Iterator[Site]:
    """Yield every place that can be changed, in the order of the file."""
    for name, value in ast.iter_fields(tree):
        if name in {"annotation", "returns", "decorator_list", "type_params"}:
            continue
        for index, node in enumerate(value) if isinstance(value, list) else ((None, value),):
            if isinstance(node, ast.AST) and not _is_no_behaviour(node):
                yield from _changes(node, _setter(tree, name, index))
                yield from sites(node)


def _is_no_behaviour(node: ast.AST) -> bool:
    """Say whether it is for people or for type checkers, or guards against the program itself."""
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return True  # a docstring
    if isinstance(node, ast.keyword) and node.arg == "strict":
        return True
    called = node.func if isinstance(node, ast.Call) else None
    return isinstance(called, ast.Name) and called.id in _SAYINGS


def _setter(parent: ast.AST, name: str, index: int | None) -> Callable[[ast.AST], None]:
    def put(node: ast.AST) -> None:
        if index is None:
            setattr(parent, name, node)
        else:
            getattr(parent, name)[index] = node

    return put


def _changes(node: ast.AST, put: Callable[[ast.AST], None]) -> Iterator[Site]:  # noqa: PLR0912 (a case a kind)
    """Yield the changes of one node; ``put`` puts another in its place."""
    line = getattr(node, "lineno", 0)

    def site(what: str, new: ast.AST) -> Site:
        old = ast.unparse(node).split("\n")[0]
        return Site(line, f"{old}  →  {what}", lambda: put(ast.copy_location(new, node)))

    match node:
        case ast.Compare(ops=[op]) if type(op) in _COMPARISONS:
            new = ast.Compare(node.left, [_COMPARISONS[type(op)]()], node.comparators)
            yield site(ast.unparse(new), new)
        case ast.BoolOp():
            other = ast.BoolOp(ast.Or() if isinstance(node.op, ast.And) else ast.And(), node.values)
            yield site(ast.unparse(other), other)
        case ast.UnaryOp(op=ast.Not()):
            yield site(ast.unparse(node.operand), node.operand)
        case ast.BinOp() if type(node.op) in _OPERATORS:
            changed = ast.BinOp(node.left, _OPERATORS[type(node.op)](), node.right)
            yield site(ast.unparse(changed), changed)
        case ast.Constant(value=bool(value)):
            yield site(str(not value), ast.Constant(not value))
        case ast.Constant(value=int(value)):
            yield site(str(value + 1), ast.Constant(value + 1))
        case ast.If(test=ast.Name() | ast.Attribute() | ast.Call() as test):
            negated = ast.If(ast.UnaryOp(ast.Not(), test), node.body, node.orelse)
            yield site("if not …", negated)
        case ast.Return(value=value) if value is not None and not _is_no(value):
            yield site("return None", ast.Return(ast.Constant(None)))
        case ast.Raise() | ast.AugAssign() | ast.Expr(value=ast.Call()):
            yield site("pass", ast.Pass())
        case ast.Assign(targets=[ast.Attribute() | ast.Subscript()]):
            yield site("pass", ast.Pass())
        case ast.Break():
            yield site("continue", ast.Continue())
        case ast.Continue():
            yield site("break", ast.Break())
        case _:
            pass


def _is_no(value: ast.expr) -> bool:
    """Say whether None in its place would be taken for the same."""
    return isinstance(value, ast.Constant) and (value.value is None or value.value is False)
