"""Puts a misconception into a program: what the tests of a task must notice. One change of the syntax tree each."""

from __future__ import annotations

import ast
from collections.abc import Callable


def rewritten(change: type[ast.NodeTransformer]) -> Callable[[str], str | None]:
    """A function that applies this change everywhere in a program; None where there is nothing to change."""

    def apply(source: str) -> str | None:
        before = ast.unparse(ast.parse(source))
        after = ast.unparse(ast.fix_missing_locations(change().visit(ast.parse(source))))
        return after if after != before else None

    return apply


def by_name(node: ast.expr, name: str) -> bool:
    """Whether this is a plain name."""
    return isinstance(node, ast.Name) and node.id == name


class LeavesEqualOut(ast.NodeTransformer):
    """Takes >= for >, and <= for <."""

    def visit_Compare(self, node: ast.Compare) -> ast.AST:
        strict = {ast.GtE: ast.Gt, ast.LtE: ast.Lt}
        node.ops = [strict.get(type(sign), type(sign))() for sign in node.ops]
        return self.generic_visit(node)


class RunsBothBranches(ast.NodeTransformer):
    """Runs the else part, too."""

    def visit_If(self, node: ast.If) -> ast.AST | list[ast.stmt]:
        self.generic_visit(node)
        rest, node.orelse = node.orelse, []
        return [node, *rest] if rest else node


class MixesQuotientAndRest(ast.NodeTransformer):
    """Mixes up // and %."""

    def visit_BinOp(self, node: ast.BinOp) -> ast.AST:
        swap = {ast.FloorDiv: ast.Mod, ast.Mod: ast.FloorDiv}
        node.op = swap.get(type(node.op), type(node.op))()
        return self.generic_visit(node)


class RoundsTheQuotient(ast.NodeTransformer):
    """Rounds // to the nearest whole number."""

    def visit_BinOp(self, node: ast.BinOp) -> ast.AST:
        self.generic_visit(node)
        if not isinstance(node.op, ast.FloorDiv):
            return node
        exact = ast.BinOp(node.left, ast.Div(), node.right)
        return ast.Call(ast.Name("round", ast.Load()), [exact], [])


class LeftToRight(ast.NodeTransformer):
    """Works from left to right: a + b * c is (a + b) * c."""

    def visit_BinOp(self, node: ast.BinOp) -> ast.AST:
        self.generic_visit(node)
        right = node.right
        if isinstance(node.op, ast.Add | ast.Sub) and isinstance(right, ast.BinOp) and isinstance(right.op, ast.Mult):
            return ast.BinOp(ast.BinOp(node.left, node.op, right.left), right.op, right.right)
        return node


class RangeHoldsItsEnd(ast.NodeTransformer):
    """Counts the end of a range as well."""

    def visit_Call(self, node: ast.Call) -> ast.AST:
        self.generic_visit(node)
        if by_name(node.func, "range"):
            place = min(1, len(node.args) - 1)
            node.args[place] = ast.BinOp(node.args[place], ast.Add(), ast.Constant(1))
        return node


class RangeStartsAtOne(ast.NodeTransformer):
    """Lets range(n) start at 1."""

    def visit_Call(self, node: ast.Call) -> ast.AST:
        self.generic_visit(node)
        if by_name(node.func, "range") and len(node.args) == 1:
            node.args.insert(0, ast.Constant(1))
        return node


class _InLoops(ast.NodeTransformer):
    """Changes what stands in loops; knows the name that the innermost loop counts with."""

    def __init__(self) -> None:
        self.counters: list[ast.expr] = []

    def visit_For(self, node: ast.For) -> ast.AST:
        self.counters.append(node.target)
        self.generic_visit(node)
        self.counters.pop()
        return node


class LastRoundOnly(_InLoops):
    """Gives what the last round adds: total += n is total = n."""

    def visit_AugAssign(self, node: ast.AugAssign) -> ast.AST:
        return ast.Assign([node.target], node.value) if self.counters else node

    def visit_Assign(self, node: ast.Assign) -> ast.AST:
        value, (target, *_) = node.value, node.targets
        if not (self.counters and isinstance(value, ast.BinOp) and isinstance(target, ast.Name)):
            return node
        return ast.Assign(node.targets, value.right) if by_name(value.left, target.id) else node


class ForgetsTheStart(_InLoops):
    """Starts every sum at zero."""

    def visit_Assign(self, node: ast.Assign) -> ast.AST:
        whole = isinstance(node.value, ast.Constant) and isinstance(node.value.value, int)
        return ast.Assign(node.targets, ast.Constant(0)) if whole and not self.counters else node


class AddsWhereItCounts(_InLoops):
    """Adds the values where the loop counts them: count += 1 is count += n."""

    def visit_AugAssign(self, node: ast.AugAssign) -> ast.AST:
        counts = isinstance(node.value, ast.Constant) and node.value.value == 1
        if counts and self.counters and isinstance(self.counters[-1], ast.Name):
            node.value = ast.Name(self.counters[-1].id, ast.Load())
        return node
