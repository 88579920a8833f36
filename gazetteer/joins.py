"""The drafts of a passage joined where several tell of one road."""

from gazetteer import heads
from gazetteer.actions import Action
from gazetteer.doubts import NO_NAME, NO_VERB, SECOND_ENDS, UNREAD, Doubt
from gazetteer.drafts import Draft
from gazetteer.former_names import EXTENDS
from gazetteer.gatherings import Gathering
from gazetteer.name_patterns import ends_as_road
from gazetteer.named_groups import is_one_of, part_group
from gazetteer.text import Span


def joined(gathering: Gathering) -> list[Draft]:
    """The drafts, those without a name joined to the one before or after them."""
    out: list[Draft] = []
    waiting: Draft | None = None
    for draft in gathering.drafts:
        if draft.late and not draft.named_by_verb and draft.name is not None:
            draft.doubts.append(Doubt(draft.name.span, NO_VERB))
    for draft in gathering.drafts:
        if out and draft.name is not None and draft.run and is_one_of(out[-1], draft.name):
            group = out.pop()  # A、B、C。其中，A东起…
            told = draft.name.text
            out += [one for one in (group, *part_group(group)) if one.name and one.name.text != told]
        before = out[-1] if out else None
        if draft.name is None and draft.strange and (draft.previous or draft.kept):
            gathering.doubts += [*draft.doubts, Doubt(draft.span, NO_NAME)]  # whose end it is that moves was not read
        elif draft.name is None:
            if before is not None:
                _join(before, draft)
            elif waiting is not None and draft.afresh:
                _join(waiting, draft)  # 西起A，东至B。…延伸后，该路西起C，东至B: its name stands on the line above
            elif waiting is not None:
                waiting.fill_from(draft)
            else:
                waiting = draft
        elif before is not None and _is_of_same(before, draft):
            _join(before, draft)
        elif before is not None and (_is_renamed(before, draft) or _is_taken_in(before, draft)):
            assert before.name is not None
            draft.formers = [before.name]
            before.name = None
            draft.fill_from(before)
            out[-1] = draft
        elif before is not None and _is_old_name(before, draft):
            draft.fill_from(before)
            out[-1] = draft
        elif before is not None and before.name is not None and _is_working_name(before, draft):
            draft.aliases.append(before.name)
            draft.fill_from(before)
            out[-1] = draft
        elif before is not None and (_is_group_of(before, draft) or _is_its_stretch(before, draft)):
            draft.span = Span(before.span.start, draft.span.end)
            out[-1] = draft
        elif before is not None and _is_mention(before, draft):
            before.doubts += [*draft.doubts, Doubt(draft.span, UNREAD)]
        else:
            if waiting is not None and _moves_another(waiting):
                gathering.doubts += [*waiting.doubts, Doubt(waiting.span, NO_NAME)]
            elif waiting is not None:
                draft.fill_from(waiting)
            waiting = None
            if before is not None:
                _lie_beside(before, draft)
            out.append(draft)
    if waiting is not None:
        out.append(waiting)
    return out


def _moves_another(waiting: Draft) -> bool:
    """Whether a whole sentence moves the ends of a road that it does not name: it is none of the next sentence."""
    return waiting.closed and bool(waiting.previous or waiting.kept) and waiting.action is Action.EXTENT_CHANGE


def _lie_beside(before: Draft, draft: Draft) -> None:
    """N：位于甲街道。…命名为N。原O一同更名为N: O lies where N does, where that is one place."""
    alike = before.name is not None and draft.name is not None and before.name.text == draft.name.text
    if alike and draft.besides and draft.district is None and not draft.subdistricts and len(before.subdistricts) < 2:
        draft.district, draft.subdistricts = before.district, list(before.subdistricts)


def _is_of_same(before: Draft, draft: Draft) -> bool:
    """Whether a draft tells more of the road before it, and of what is done with it (not: A划入B，B延至C)."""
    assert draft.name is not None
    if before.action is Action.NAMING and draft.named_by_verb and draft.formers and not before.formers:
        apart = draft.besides or (bool(draft.run) and bool(before.run) and _ends(draft) != _ends(before))
        if apart:  # …命名为N。原O（东起…）一同更名为N: O is another road than the one just named
            return False
    if before.action is draft.action is Action.RENAMING and draft.besides and before.besides:
        return False
    grown = before.action is Action.RENAMING and before.merged and draft.action is Action.EXTENT_CHANGE
    return before.name is not None and before.name.text == draft.name.text and not grown


def _ends(draft: Draft) -> set[str]:
    return {end.words.text for end in (draft.run.start, draft.run.end) if end}


def _is_old_name(before: Draft, draft: Draft) -> bool:
    """清水路：东起A，西至B。清水路更名为“明湖路”: the first sentence told of the road under its former name."""
    told = before.name is not None and before.name.text in {words.text for words in draft.formers}
    return told and before.action is None and not draft.run and len(draft.formers) == 1


def _is_renamed(before: Draft, draft: Draft) -> bool:
    """信都路，南起A，北至B。该路…，更名为沟头泉路: the second sentence renames the road of the first."""
    told = before.name is not None and before.action is None and not before.more_names and bool(before.run)
    alone = not (draft.formers or draft.aliases or draft.formerly or draft.run or draft.more_names or draft.divided)
    return told and alone and draft.action is Action.RENAMING


def _is_taken_in(before: Draft, draft: Draft) -> bool:
    """甲街东段。拟并入乙路。: the second sentence tells into which road the one of the first goes."""
    alone = not (draft.formers or draft.run or draft.more_names or draft.divided)
    return draft.into and alone and before.bare and before.action is None and not before.more_names


def _is_working_name(before: Draft, draft: Draft) -> bool:
    """S682#道路：南起A，北至B。因…，拟命名为“范村路”: the first sentence told of the road under its number."""
    numbered = before.name is not None and heads.is_working(before.name.text)
    return numbered and before.action is None and draft.named_by_verb and not draft.run and not draft.formers


def _is_group_of(head: Draft, draft: Draft) -> bool:
    """橘柚巷。…依次命名为橘柚一巷、…: the head was the group's."""
    only_head = head.bare and head.name is not None and not head.named_by_verb
    return only_head and draft.named_by_verb and bool(draft.more_names)


def _is_its_stretch(head: Draft, draft: Draft) -> bool:
    """湖滨路东延段。将湖滨路…向东延伸: the head was the stretch by which the road grows."""
    if head.name is None or draft.name is None or not head.bare or draft.action is not Action.EXTENT_CHANGE:
        return False
    name, told = draft.name.text, head.name.text
    return told != name and told.startswith(name) and EXTENDS.fullmatch(told.removeprefix(name)) is not None


def _is_mention(before: Draft, draft: Draft) -> bool:
    """Whether `draft` is a mere name in the prose about the road before it."""
    alone = not (draft.quoted or draft.more_names or draft.in_list)
    return draft.bare and alone and not before.bare and before.action is not Action.ABOLITION


def _is_told_whole(draft: Draft, other: Draft) -> bool:
    """甲路南延至A。起止点由…调整为北起B，南至A: the second sentence tells both ends, and the same new one."""
    ends = (other.run.start, other.run.end)
    if draft.run.froms or len(draft.run.tos) != 1 or not other.previous or None in ends:
        return False
    return draft.run.tos[0][0].words.text in {end.words.text for end in ends if end}


def _join(draft: Draft, other: Draft) -> None:
    """`other` has no name of its own, or the same: what it says belongs to `draft`."""
    restored = draft.restored or (other.restored and other.name is None)
    if restored and draft.action in (None, Action.NAMING) and other.formers and not draft.formers:
        draft.action = Action.RENAMING  # 恢复“N”名称。该街现称O
    if draft.action is None and draft.name is not None and not draft.formers and _tells_former(other):
        draft.action = Action.RENAMING  # 槐荫路：东起A，西至B。原名O。
    if other.afresh and other.run:
        if (draft.extension or other.extension) and draft.run and not draft.added:
            draft.added = draft.run
        draft.run = other.run
        draft.length, draft.width = other.length or draft.length, other.width or draft.width
    if _is_told_whole(draft, other):
        draft.run, draft.previous = other.run, draft.previous or other.previous
    if other.run is not draft.run and other.run and draft.run and not (other.reason or draft.reason or draft.aside):
        draft.doubts.append(Doubt(other.span, SECOND_ENDS))
    draft.fill_from(other)


def _tells_former(other: Draft) -> bool:
    """Whether a sentence without a name tells a road's former one: 原名O, and not 是原O提升改造项目."""
    return other.name is None and bool(other.formers) and ends_as_road(other.formers[-1].text)
