"""Roads named side by side of which one is told of again: from there on each is told of for itself."""

import re

from gazetteer.drafts import Draft
from gazetteer.gatherings import Gathering
from gazetteer.text import Words


def is_one_of(group: Draft, name: Words) -> bool:
    """Whether a name is told again of several that stand side by side, nothing said of them yet."""
    if group.name is None or not group.more_names or not group.bare:
        return False
    return name.text in {group.name.text, *(one.text for one, _ in group.more_names)}


def all_names(group: Draft) -> re.Pattern[str]:
    """All the names of a group, in their order."""
    names = (group.name, *(name for name, _ in group.more_names))
    return re.compile("[”’]?(?:[、和与及]|以及)[“‘]?".join(re.escape(name.text) for name in names if name))


def part_group(group: Draft) -> list[Draft]:
    """“A”、“B”则是…，其中，A位于…: each of a group is told of alone, and nothing that follows is said of all.

    What comes back are the others; the group itself is the first of them only.
    """
    others = []
    for name, roman in group.more_names:
        one = Draft(name.span, name=name, roman=roman, quoted=group.quoted, in_list=True, action=group.action)
        one.district, one.subdistricts = group.district, list(group.subdistricts)
        others.append(one)
    group.more_names = []
    return others


def one_part(gathering: Gathering, group: Draft, name: Words) -> Draft | None:
    """O分为A、B：A东起…；B东起…: the part that is told of again, each of them for itself from there on."""
    if group.name is None or not group.more_names or group.run:
        return None
    names = {group.name.text, *(one.text for one, _ in group.more_names)}
    if name.text not in names:
        return None
    others = part_group(group)
    for one in others:
        one.formers, one.partial, one.divided, one.named_by_verb = list(group.formers), True, True, True
        one.proposed = group.proposed
    gathering.drafts += others
    return next(one for one in (group, *others) if one.name and one.name.text == name.text)
