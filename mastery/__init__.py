"""Pure values and functions of mastery learning: no clock, database, widget or network."""

from __future__ import annotations

from . import bkt, graph
from .choose import ItemLike, choose_item
from .decide import decide
from .events import Draft, Event, Kind, Purpose, Verdict
from .gate import holes_below, missing_prerequisites
from .model import Model, model_in_force, read_model
from .moves import Ask, Blocked, Detour, Done, Move
from .rule import mastered, progress
from .skill_state import SkillState, skill_state
from .state import advance, fold, read_goal
from .student import Excuse, Goal, Hole, OpenQuestion, Right, Standing, StudentState, Trail
from .values import Assignment, Course, Lesson, Misconception, Rule, Skill

__all__ = [
    "Ask",
    "Assignment",
    "Blocked",
    "Course",
    "Detour",
    "Done",
    "Draft",
    "Event",
    "Excuse",
    "Goal",
    "Hole",
    "ItemLike",
    "Kind",
    "Lesson",
    "Misconception",
    "Model",
    "Move",
    "OpenQuestion",
    "Purpose",
    "Right",
    "Rule",
    "Skill",
    "SkillState",
    "Standing",
    "StudentState",
    "Trail",
    "Verdict",
    "advance",
    "bkt",
    "choose_item",
    "decide",
    "fold",
    "graph",
    "holes_below",
    "mastered",
    "missing_prerequisites",
    "model_in_force",
    "progress",
    "read_goal",
    "read_model",
    "skill_state",
]
