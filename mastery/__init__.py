"""Pure values and functions of mastery learning: no clock, database, widget or network."""

from __future__ import annotations

from . import bkt, graph, support
from .chances import chances
from .choose import ItemLike, choose_item
from .closing import Closing, time_to_close
from .decide import decide
from .events import Draft, Event, Kind, Purpose, Verdict
from .gate import holes_below, missing_prerequisites
from .kept import ready_at
from .looking_back import due_reviews, reviewable
from .model import Model, model_in_force, read_model
from .moves import Ask, Blocked, Detour, Done, Move, Park
from .oddities import Oddity, oddities
from .pace import usual_seconds
from .rename import due_renames
from .rule import mastered, progress
from .skill_state import SkillState, skill_state
from .state import advance, fold, read_goal
from .student import Clue, Excuse, Goal, Hole, OpenQuestion, Parked, Right, Standing, StudentState, Suspicion, Trail
from .values import Assignment, Course, Lesson, Misconception, Rule, Skill

__all__ = [
    "Ask",
    "Assignment",
    "Blocked",
    "Closing",
    "Clue",
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
    "Oddity",
    "OpenQuestion",
    "Park",
    "Parked",
    "Purpose",
    "Right",
    "Rule",
    "Skill",
    "SkillState",
    "Standing",
    "StudentState",
    "Suspicion",
    "Trail",
    "Verdict",
    "advance",
    "bkt",
    "chances",
    "choose_item",
    "decide",
    "due_renames",
    "due_reviews",
    "fold",
    "graph",
    "holes_below",
    "mastered",
    "missing_prerequisites",
    "model_in_force",
    "oddities",
    "progress",
    "read_goal",
    "read_model",
    "ready_at",
    "reviewable",
    "skill_state",
    "support",
    "time_to_close",
    "usual_seconds",
]
