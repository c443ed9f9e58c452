"""A pattern of tokens as an automaton without empty moves (Glushkov 1961)."""

from __future__ import annotations

from dataclasses import dataclass, field

from cntext.query.tree import Condition, Either, One, Pattern, Repeat, Then


@dataclass(slots=True)
class Automaton:
    """States are the tokens of the pattern, its repetitions written out.

    ``conditions[s]`` is what the token in state s fits, ``follows[s]`` the states that may
    come next, ``first`` those that may begin a match and ``last`` those that may end one.
    """

    conditions: list[Condition] = field(default_factory=list)
    follows: list[set[int]] = field(default_factory=list)
    first: frozenset[int] = frozenset()
    last: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class _Part:
    first: frozenset[int]
    last: frozenset[int]
    may_be_empty: bool


_NOTHING = _Part(frozenset(), frozenset(), may_be_empty=True)


def compiled(pattern: Pattern) -> Automaton:
    """Return the automaton of ``pattern``."""
    automaton = Automaton()
    whole = _lay(pattern, automaton)
    automaton.first, automaton.last = whole.first, whole.last
    return automaton


def _lay(node: Pattern, automaton: Automaton) -> _Part:
    match node:
        case One(condition):
            automaton.conditions.append(condition)
            automaton.follows.append(set())
            state = frozenset({len(automaton.conditions) - 1})
            return _Part(state, state, may_be_empty=False)
        case Then(parts):
            done = _NOTHING
            for part in parts:
                done = _joined(done, _lay(part, automaton), automaton)
            return done
        case Either(parts):
            laid = [_lay(part, automaton) for part in parts]
            return _Part(
                frozenset().union(*(part.first for part in laid)),
                frozenset().union(*(part.last for part in laid)),
                any(part.may_be_empty for part in laid),
            )
        case Repeat():
            return _repeated(node, automaton)


def _repeated(node: Repeat, automaton: Automaton) -> _Part:
    done = _NOTHING
    for _ in range(node.least):
        done = _joined(done, _lay(node.part, automaton), automaton)
    if node.most is None:
        loop = _lay(node.part, automaton)
        _link(loop.last, loop.first, automaton)
        return _joined(done, _Part(loop.first, loop.last, may_be_empty=True), automaton)
    for _ in range(node.most - node.least):
        more = _lay(node.part, automaton)
        done = _joined(done, _Part(more.first, more.last, may_be_empty=True), automaton)
    return done


def _joined(left: _Part, right: _Part, automaton: Automaton) -> _Part:
    _link(left.last, right.first, automaton)
    return _Part(
        left.first | right.first if left.may_be_empty else left.first,
        left.last | right.last if right.may_be_empty else right.last,
        left.may_be_empty and right.may_be_empty,
    )


def _link(last: frozenset[int], first: frozenset[int], automaton: Automaton) -> None:
    for state in last:
        automaton.follows[state] |= first
