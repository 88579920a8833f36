"""Which act a notice orders of a road: its own words' before its headings', and these before the title's."""

from collections.abc import Set

from gazetteer.actions import Action
from gazetteer.items import Item


def act_of(item: Item, title_acts: Set[Action]) -> Action:
    """The act of an item; `title_acts` are those its notice's title speaks of."""
    draft, context = item.draft, item.context
    if draft.divided and draft.formers:
        return Action.RENAMING
    if draft.extension and draft.action in (None, Action.NAMING, Action.EXTENT_CHANGE) and not draft.formers:
        return Action.EXTENT_CHANGE
    if draft.action is not None:
        if draft.action is Action.NAMING and draft.formers and not draft.restored:
            return Action.RENAMING
        if draft.action is Action.NAMING and draft.previous and not draft.named_by_verb:
            return Action.EXTENT_CHANGE
        return draft.action
    if context.action is Action.RENAMING and not draft.formers and not draft.previous:
        return Action.NAMING if draft.run else Action.RENAMING
    if context.action is Action.ABOLITION and not draft.run:
        return Action.ABOLITION  # 化工一路（原东起A，西至B） under 销名
    if draft.previous:
        return Action.EXTENT_CHANGE
    of_title = None if context.several else _only(title_acts)
    act = context.action or of_title or Action.NAMING
    if act is Action.CORRECTION and not draft.corrects:  # 关于道路命名公告的更正公告 tells its clauses anew
        return _only(title_acts - {Action.CORRECTION}) or Action.NAMING
    return act


def leaves_act_open(item: Item, title_acts: Set[Action]) -> bool:
    """Whether neither the road's own words nor what stands above tell which of several acts is its own."""
    draft, context = item.draft, item.context
    if draft.action is not None or context.action is not None:
        return False
    told = draft.formers or draft.previous or draft.extension or draft.divided
    acts = context.several or title_acts
    return not told and len(acts) > 1 and (draft.bare or Action.ABOLITION in acts)


def _only(acts: Set[Action]) -> Action | None:
    return next(iter(acts)) if len(acts) == 1 else None
