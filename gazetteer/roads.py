"""`Roads`: the drafts of a notice as they come in, what tells more of one road joined to it."""

from dataclasses import dataclass, field, replace

from gazetteer.actions import Action
from gazetteer.doubts import KEPT_NAME, NO_NAME, SECOND_DISTRICT, SECOND_ENDS, SHARED_ENDS, Doubt
from gazetteer.drafts import Draft, Run
from gazetteer.headings import Context
from gazetteer.items import Body, Item
from gazetteer.name_patterns import NUMBERED, WORKING_NAME
from gazetteer.text import Span, Words


@dataclass(slots=True)
class Roads:
    """The roads read so far, into `body`; `waiting` has no name yet."""

    body: Body
    waiting: Draft | None = None
    last: Item | None = None
    by_name: dict[str, Item] = field(default_factory=dict)
    reasoning: bool = False  # under 命名依据: what is said there of a hill is not said of the road

    def take(self, draft: Draft, context: Context, marked: bool = False, listed: bool = False) -> None:
        """One more draft: a road of its own, or more about one already read."""
        if draft.name is None:
            self._nameless(draft, marked)
            return
        if context.kept and draft.action is None:
            self.body.doubts.append(Doubt(draft.span, KEPT_NAME))
            self.last = None
            return
        of_list = listed or marked or draft.quoted or (draft.leads and context.action is Action.ABOLITION)
        if draft.bare and draft.doubts and not of_list:
            self.body.doubts += draft.doubts  # prose that ends with the name of some road
            return
        if draft.into and context.action is Action.ABOLITION:
            _cancel_instead(draft)
        self._drop_old_heading(draft)
        known = self.by_name.get(draft.name.text)
        if known is not None and known.draft.action is Action.ABOLITION and _was_there(draft):
            known.draft.previous = known.draft.previous or draft.previous  # 其中“丁香巷”原东起A，西至B
            self.body.doubts += draft.doubts
            return
        if known is not None and self.reasoning and (known.draft.run or not draft.run):
            known.draft.reason = known.draft.reason or draft.reason
            known.draft.action = known.draft.action or draft.action
            return
        if (
            known is None
            and self.last is not None
            and any(draft.name.text == alias.text for alias in self.last.draft.aliases)
        ):
            known = self.last
            draft.name = None
        if known is None and self._names_numbered(draft, marked):
            return
        if known is not None and self._adds(known.draft, draft):
            if known.draft.bare and (not draft.bare or (known.draft.quoted and not draft.quoted)):
                known.draft.span = draft.span  # named in a lead-in, told of here or in the lines below
            more, draft.more_names = draft.more_names, []
            known.draft.fill_from(draft)
            for name, roman in more if draft.run or draft.width else ():  # A、B均东起…, 宽均为…, each named before
                if (twin := self.by_name.get(name.text)) is not None and self._adds(twin.draft, draft):
                    twin.draft.fill_from(replace(draft, name=name, roman=roman, doubts=[]))
            self.last = known
            return
        fits = self.waiting is not None and (not self.waiting.formers or (draft.named_by_verb and not draft.formers))
        if self.waiting is not None and fits and not marked and not draft.run and self.waiting.name is None:
            draft.fill_from(self.waiting)
            self.waiting = None
        self.flush()
        item = Item(draft, context, listed)
        self.body.items.append(item)
        self.last = item
        runs = [*draft.more_runs, draft.run] if len(draft.more_runs) == len(draft.more_names) else []
        before = [*draft.more_previous, draft.previous] if len(draft.more_previous) == len(draft.more_names) else []
        if (draft.more_runs and not runs) or (draft.more_previous and not before):
            draft.doubts.append(Doubt(draft.span, SECOND_ENDS))  # more roads than pairs of ends, or fewer
            draft.run, draft.previous = Run(), Run()
        formers = list(draft.formers) if draft.paired else []
        if (
            draft.more_names
            and not (draft.named_by_verb or draft.together)
            and draft.run.start
            and draft.run.end
            and not (runs or draft.merged or draft.formers)
        ):
            draft.doubts.append(Doubt(draft.span, SHARED_ENDS))
        for number, (extra, roman) in enumerate(draft.more_names, 1):
            clone = Draft(draft.span)
            clone.fill_from(draft)
            if runs:
                clone.run, clone.more_runs, draft.run = runs[number], [], runs[0]
            if before:
                clone.previous, clone.more_previous, draft.previous = before[number], [], before[0]
            clone.name, clone.roman, clone.more_names, clone.named_by_verb = extra, roman, [], draft.named_by_verb
            clone.leads = draft.leads
            clone.doubts = []
            clone.take_each(number)
            clone.formers = formers[number : number + 1] or clone.formers
            twin = Item(clone, context, listed)
            self.body.items.append(twin)
            self.by_name.setdefault(extra.text, twin)
        draft.take_each(0)
        draft.formers = formers[:1] or draft.formers
        if draft.name is not None:
            self.by_name.setdefault(draft.name.text, item)
        for one in self.body.items[-1 - len(draft.more_names) :]:
            self._call_by_number(one)

    def _call_by_number(self, item: Item) -> None:
        """（一）园区1号路、2号路, and then 1号路南起…: the number tells which of them is meant."""
        name = item.draft.name.text if item.draft.name is not None else ""
        if name[-2:-1] in "号#" and (number := NUMBERED.search(name)) is not None and number.start() > 0:
            self.by_name[number[0]] = item

    def renames_last(self, draft: Draft) -> None:
        """（一）甲路, where it runs below it, and then 拟更名：乙路: the road told of just before is renamed."""
        last = self.last.draft if self.last is not None else None
        if last is None or last.name is None or last.action is not None or last.formers or last.more_names:
            return
        draft.formers, draft.action = [last.name], Action.RENAMING

    def _names_numbered(self, draft: Draft, marked: bool) -> bool:
        """（一）园区1号路, its ends below it, and then 拟命名：科创路: the number was the plan's word for it."""
        told = self.by_name.get(draft.aliases[0].text) if draft.named_by_verb and draft.aliases else None
        last = told or self.last  # 拟命名：1号路为科创路，2号路为…
        if last is None or last.draft.name is None or last.draft.action is not None or marked:
            return False
        if draft.run and not last.draft.bare:
            return False
        if not (draft.named_by_verb and NUMBERED.search(last.draft.name.text)):
            return False
        if last.draft.more_names and told is None:
            return False
        draft.aliases, last.draft.more_names = [] if told else draft.aliases, []
        self.by_name.pop(last.draft.name.text, None)
        last.draft.aliases.append(last.draft.name)
        last.draft.name = None
        last.draft.fill_from(draft)
        assert draft.name is not None
        self.by_name.setdefault(draft.name.text, last)
        return True

    def _drop_old_heading(self, draft: Draft) -> None:
        """二马路 as a heading, and below it “二马路”更名为“鹤鸣路”: the heading was no road of its own."""
        last = self.last
        if last is None or last.draft.name is None or not last.draft.bare:
            return
        old = last.draft.name.text
        if old in {words.text for words in draft.formers} and last in self.body.items:
            self.body.items.remove(last)
            self.by_name.pop(old, None)
            draft.marked |= last.draft.marked
            draft.span = Span(min(draft.span.start, last.draft.span.start), draft.span.end)
            draft.district = draft.district or last.draft.district
            draft.subdistricts = draft.subdistricts or last.draft.subdistricts
            self.last = None

    def fold_old_names(self) -> None:
        """“甲街”长…米，宽…米。 … 原“甲街”更名为“乙街”: the first told of the road under its former name."""
        renamed = [item for item in self.body.items if item.draft.action is Action.RENAMING]
        for item in renamed:
            old = item.draft.formers[0].text if len(item.draft.formers) == 1 else None
            known = self.by_name.get(old) if old and not item.draft.partial else None
            if known is None or known is item or known.draft.action is not None or known.draft.more_names:
                continue
            listed = known.draft.marked or known.listed or bool(known.draft.run)
            if known.draft.formers or (listed and known.context.action not in (None, Action.RENAMING)):
                continue
            parts = [other for other in renamed if old in {one.text for one in other.draft.formers}]
            if known.draft.stays or (len(parts) > 1 and not known.draft.run):
                self._fold_into_parts(known, parts)
                continue
            if len(parts) > 1:
                continue
            if known.draft.run and item.draft.run:
                continue
            named, span = known.draft.name, item.draft.span
            known.draft.name, known.draft.roman = None, None
            item.draft.fill_from(known.draft)
            known.draft.name, item.draft.span = named, span
            self.body.items = [other for other in self.body.items if other is not known]

    def _fold_into_parts(self, whole: Item, parts: list[Item]) -> None:
        """甲路，位于乙区。1.甲路路段一，…，更名为丙路。2.…: where the whole lies holds for each of its parts."""
        for part in parts:
            if part.draft.district is None and not part.draft.subdistricts:
                part.draft.district, part.draft.subdistricts = whole.draft.district, list(whole.draft.subdistricts)
            part.draft.partial = True
        if not whole.draft.stays:
            self.body.items = [other for other in self.body.items if other is not whole]

    def _adds(self, known: Draft, more: Draft) -> bool:
        """Whether `more` only tells more of the road `known` and orders nothing else."""
        if more.action is not None and known.action is not None and more.action is not known.action:
            return False
        if (
            known.formers
            and more.formers
            and {words.text for words in known.formers} != {words.text for words in more.formers}
        ):
            return False
        if more.run and known.run:
            return _no_more_run(more, known) or (bool(known.reason or more.reason) and known.action is None)
        return Action.ABOLITION not in (known.action, more.action)

    def _nameless(self, draft: Draft, marked: bool) -> None:
        last = self.last
        says = bool(draft.run or draft.previous or draft.length or draft.width or draft.action)
        if draft.formers and not (says or marked) and (last is None or last.draft.formers):
            self.flush()  # 更名前：甲路 on a line of its own, the new name on the next
            self.waiting = draft
            return
        told = (draft.district, draft.subdistricts, draft.reason, draft.roman, draft.via, draft.kept, draft.formers)
        if not (says or any(told)):
            self.body.doubts += draft.doubts  # words of their own, about no road
            return
        sizes_only = not (draft.run or draft.previous or draft.action)
        if (
            last is not None
            and not marked
            and (
                sizes_only
                or not (last.draft.run or last.draft.previous)
                or (last.draft.run.lacks_only_end and not draft.run.froms)
                or _tells_other_time(last.draft, draft)
            )
        ):
            last.draft.fill_from(draft)
            if draft.formers and last.draft.action is None and not any(_is_of_plan(one) for one in draft.formers):
                last.draft.action = Action.RENAMING  # 标准地名：甲路, and below it 原名：乙路
            return
        if says and not draft.doubts and (marked or last is None):
            self.flush()  # 北起…，南至…: the name may stand at the end of the next paragraph
            self.waiting = draft
            return
        if says:
            self.body.doubts.append(Doubt(draft.span, NO_NAME))
        # 甲区、乙区、丙区人民政府，…: where no road lies
        self.body.doubts += [one for one in draft.doubts if says or one.message is not SECOND_DISTRICT]

    def flush(self) -> None:
        if self.waiting is not None:
            self.body.doubts.append(Doubt(self.waiting.span, NO_NAME))
            self.waiting = None


def _is_of_plan(name: Words) -> bool:
    """Whether a name is but the plan's word for a road: 规划二路, 3号路."""
    return WORKING_NAME.fullmatch(name.text) is not None or NUMBERED.search(name.text) is not None


def _tells_other_time(draft: Draft, other: Draft) -> bool:
    """Whether of two that tell of one road one has the ends it had, one those it gets: 变更前：…, 变更后：… below."""
    ordered = other.action in (None, Action.EXTENT_CHANGE) and not (other.formers or other.more_names)
    first, second = (bool(one.previous) and not one.run for one in (draft, other))
    return ordered and first != second and bool((other if first else draft).run) and not (draft.added or other.added)


def _was_there(draft: Draft) -> bool:
    """Whether only the ends that a road had before are told, and nothing is ordered."""
    return bool(draft.previous) and not (draft.run or draft.action or draft.formers or draft.more_names or draft.kept)


def _cancel_instead(draft: Draft) -> None:
    """光华东街，并入解放东路 under 销名: the road that went into another is cancelled, nothing is renamed."""
    if not draft.formers or draft.more_names:
        return
    draft.name, *more = draft.formers
    draft.more_names, draft.formers, draft.roman = [(words, None) for words in more], [], None
    draft.action, draft.named_by_verb = Action.ABOLITION, False


def _no_more_run(more: Draft, known: Draft) -> bool:
    """Whether `more` tells no end that is not known: the same two, or one of them."""

    def ends(draft: Draft) -> set[str]:
        return {end.words.text for end in (draft.run.start, draft.run.end) if end}

    return ends(more) <= ends(known)
