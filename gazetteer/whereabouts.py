"""Where a road runs: its ends, kept or moved, its bends and the places along it."""

import re

from gazetteer import sizes
from gazetteer.act_patterns import VERB_AHEAD
from gazetteer.actions import Action
from gazetteer.doubts import BEFORE_OPEN, NO_START_WORD, SECOND_ENDS, UNREAD, Doubt
from gazetteer.drafts import Draft, End, Run
from gazetteer.extent_patterns import TURNED
from gazetteer.gatherings import Gathering
from gazetteer.kinds import Kind, Phrase, Place
from gazetteer.measure_patterns import NUMBER, UNIT
from gazetteer.measures import read_measure
from gazetteer.name_patterns import ends_as_road

# …的两条道路分别命名为 | …路段更名为
_NAMING_AHEAD = re.compile(
    r"[^。；]{0,200}?(?P<each>分别|依次|顺次|各自)?(?:拟|予以|正式)?(?:(?:命名|更名|改名|定名|取名|称|名称(?:确)?定)为|改称|命名(?=“))"
)


def take_end(gathering: Gathering, phrase: Phrase) -> None:
    assert phrase.value is not None
    if gathering.shared:
        end = gathering.read_end(phrase.value, phrase.side)
        for one in gathering.alike or gathering.drafts:
            if phrase.kind is Kind.TO and not one.run.tos:
                one.run.tos += ((end, False),)
            elif phrase.kind is Kind.FROM and not one.run.froms:
                one.run.froms += (end,)
        gathering.shared = bool(gathering.alike)
        return
    if phrase.word == "part" and gathering.divided is not None and gathering.draft and gathering.draft.named_by_verb:
        gathering.open(phrase)  # A至B段更名为N1，B至C段更名为N2
    draft = gathering.current(phrase)
    if phrase.word == "offset" and draft.run.lacks_only_end and gathering.bucket == "run" and not draft.named_by_verb:
        sizes.take_offset(gathering, draft, phrase)
        return
    draft.via += [gathering.words(name.at) for name in phrase.names]  # 西跨C至B
    place = _without_before(gathering, draft, _without_former(gathering, draft, phrase.value), phrase)
    place = _without_size_before(gathering, draft, place)
    end = gathering.read_end(_without_figure(gathering, place), phrase.side)
    if gathering.anew and gathering.bucket == "run":
        gathering.anew = False
        draft.run = Run() if draft.previous or phrase.kind is not Kind.TO else draft.run
    original = gathering.last is not None and gathering.last.kind is Kind.ORIGINAL and gathering.last.other is None
    if original and _OTHER_OF.match(gathering.text, phrase.start):
        draft.previous.tos += ((end, False),)  # 原起点为A、止点为B
        gathering.bucket, draft.moving = "previous", None
        return
    if gathering.bucket == "previous" and phrase.kind is Kind.TO and phrase.other is not None:
        end = _grown(gathering, draft, phrase, end)
    if gathering.bucket == "previous" and (
        phrase.word == "moved"
        or (
            phrase.kind is Kind.TO
            and bool(draft.previous.tos)
            and _MOVES.search(gathering.text, phrase.start, phrase.value[0])
        )
    ):
        gathering.bucket = "run"  # 原东起A、西至B，西端现延伸到C
        draft.action = draft.action or Action.EXTENT_CHANGE
    run = gathering.bucket_run(draft)
    if phrase.weak:
        gathering.doubt(phrase, NO_START_WORD)
    if phrase.kind is Kind.TO and _is_other_tip(draft, run, phrase):
        run.froms, run.tos = (run.tos[0][0],), ()  # 北端延至A，南端延至B | 北端由A调整为B，南端仍为C
        if draft.previous.tos and not draft.previous.froms:
            draft.previous.froms, draft.previous.tos = (draft.previous.tos[0][0],), ()
    if phrase.word == "moved":
        draft.action = Action.EXTENT_CHANGE
        draft.moving = "start" if phrase.kind is Kind.FROM else "end"
        draft.moved_told = phrase.side is None
    if phrase.kind is Kind.RANGE:
        assert phrase.other is not None
        if draft.named_by_verb and draft is gathering.draft and _NAMED_NEXT.match(gathering.text, phrase.end):
            run = gathering.open(phrase).run  # A被命名为N，B（甲路—乙路）被命名为M
        other = gathering.read_end(_without_figure(gathering, phrase.other), None)
        if run:
            start, stop = run.start, run.end
            if not (start and stop and _same_end(start, end) and _same_end(stop, other)):
                gathering.doubt(phrase, SECOND_ENDS)
            return
        run.froms += (end,)
        run.tos += ((other, False),)
    elif phrase.kind is Kind.FROM:
        if run.froms and run.tos and (ahead := _NAMING_AHEAD.match(gathering.text, phrase.end)):
            if ahead["each"] and not draft.named_by_verb:  # 东起A西至B，南起C北至D的两条道路分别命名为…
                draft.more_runs.append(run)
                draft.run = run = Run()
            elif draft.named_by_verb:
                run = gathering.open(phrase).run
        if run.froms and run.tos and draft.more_names and _moves_each(gathering, draft, phrase):
            (draft.more_previous if gathering.bucket == "previous" else draft.more_runs).append(run)
            run = Run()
            setattr(draft, gathering.bucket, run)
        if run.froms and run.tos:
            if _same_end(run.froms[0], end):
                run.froms = (
                    run.froms[0] if run.froms[0].side else end,
                    *run.froms[1:],
                )  # 中山路（甲路至乙路）…，北起甲路，南至乙路
            else:  # 原江滨路（甲路-乙路）路段，起甲路，至乙路
                gathering.doubt(phrase, SECOND_ENDS)
            return
        if run.froms and not _same_end(run.froms[0], end):
            gathering.doubt(phrase, SECOND_ENDS)  # 南起A，南起B，北至C
        run.froms += (end,)
    elif draft.moving == "start" and not run.froms:
        run.froms += (end,)
    else:
        turned = phrase.other is not None and TURNED.search(gathering.text, *phrase.other) is not None
        if phrase.other is not None and turned:
            run.bends += (gathering.words(phrase.other).span,)
        elif phrase.other is not None:
            draft.toward = draft.toward or gathering.words(phrase.other)
        if run.tos and _same_end(run.tos[-1][0], end):
            run.tos = (*run.tos[:-1], (run.tos[-1][0] if run.tos[-1][0].side else end, run.tos[-1][1]))
        else:  # 东延至A，全线西起B，东至A
            run.tos += ((end, turned or bool(run.bends)),)


# A、B起止点分别由东起…，西至…和南起…，北至…调整为…
_EACH_MOVED = re.compile("(?:分别|依次|各自)(?:由|从|调整|变更)")


def _moves_each(gathering: Gathering, draft: Draft, phrase: Phrase) -> bool:
    """Whether the ends of several roads move, each from its own to its own, told one pair after the other."""
    each = _EACH_MOVED.search(gathering.text, 0, phrase.start) is not None
    return each and not draft.named_by_verb and gathering.bucket in ("run", "previous")


_FIGURES = re.compile(r"(?:[长宽约]{0,2}\d[\d.~-]*(?:米|公里|千米))+$")


def _without_figure(gathering: Gathering, place: Place) -> Place:
    """An end's place without the figures that only blanks of the document part from it: 丰收街 500米; they are told."""
    start, end = place
    if gathering.text[end - 1] not in "米里" or (figures := _FIGURES.search(gathering.text, start + 2, end)) is None:
        return place
    if not any(at == figures.start() for at, _ in gathering.parts_at_blanks(place)):
        return place
    words = gathering.words(figures.span())
    (gathering.draft.doubts if gathering.draft else gathering.doubts).append(Doubt(words.span, UNREAD))
    return start, figures.start()


# 西至北山路（原长800米）
_SIZE_BEFORE = re.compile(rf"（(?:道路)?原(?:全|总)?长度?(?:为|约|：)?(?P<length>{NUMBER})(?P<unit>{UNIT})）$")


def _without_size_before(gathering: Gathering, draft: Draft, place: Place) -> Place:
    """An end's place without the bracket behind it that tells how long the road was."""
    start, end = place
    if not gathering.text.endswith("）", start, end) or not (found := _SIZE_BEFORE.search(gathering.text, start, end)):
        return place
    draft.previous_length = (read_measure(found["length"], found["unit"]), gathering.words(found.span("length")).span)
    return start, found.start()


def _is_other_tip(draft: Draft, run: Run, phrase: Phrase) -> bool:
    """Whether an end lies on another side than the one told before it, of which only 端 said that it moved."""
    if not run.tos or run.froms or run.tos[0][0].side in (None, phrase.side):
        return False
    return phrase.word == "moved" or (
        draft.moving == "end" and phrase.side is not None and phrase.other is None and not run.bends
    )


# 西延至 | 东端移至: an end that lies elsewhere now
_MOVES = re.compile("[延移缩展]")
# 原北止于A，现向北延伸至B
_GROWS = re.compile("(?P<now>现拟?|拟|此次|本次)?(?:继续)?[向往].{1,4}?(?:延伸|延长|顺延|延展|拓展|缩短|缩减|截短)")


def _grown(gathering: Gathering, draft: Draft, phrase: Phrase, end: End) -> End:
    """The end at which a road now stops that stopped elsewhere before; as it came where it is told of that time too."""
    assert phrase.other is not None
    before = draft.previous
    grows = _GROWS.match(gathering.text, *phrase.other)
    if grows is None or not before or not (grows["now"] or (before.end and before.end.side == phrase.side)):
        return end
    gathering.bucket, draft.action = "run", Action.EXTENT_CHANGE
    at_start = before.start is not None and before.start.side is not None and before.start.side == phrase.side
    draft.moving = "start" if at_start else "end"
    return End(end.words, phrase.side, end.planned)


# 、止点为B behind 原起点为A
_OTHER_OF = re.compile("(?:止点|终点|讫点)")
# 锦江大道（原止点为东大街）: the bracket tells the end before
BEFORE_TAG = re.compile(
    r"（(?:原(?:来)?(?:为|：|[起止终讫]点(?:为|是|位于|在|：)?|[起止始]于|[至到](?![善诚真美德圣]))"
    r"|(?:调整|变更|延伸|延长|缩短)前(?:的?[起止终讫]点)?(?:为|：))[“‘]?(?P<old>[^（）“”‘’]{2,24})[”’]?）$"
)


def _without_before(gathering: Gathering, draft: Draft, place: Place, phrase: Phrase) -> Place:
    """An end's place without the bracket behind it that tells where it was before."""
    start, end = place
    if not gathering.text.endswith("）", start, end) or not (found := BEFORE_TAG.search(gathering.text, start, end)):
        return place
    before = gathering.read_end(found.span("old"), phrase.side)
    if phrase.kind is Kind.FROM:
        draft.previous.froms += (before,)
    else:
        draft.previous.tos += ((before, False),)
    draft.action = draft.action or Action.EXTENT_CHANGE
    return start, found.start()


_NAMED_NEXT = re.compile(f"）(?:的?(?:道路|路段))?{VERB_AHEAD}")
# 北至崇文路（原新民巷） of 新民路: the bracket tells the road's own former name
_FORMER_TAG = re.compile(r"（原(?![起止终讫]点)(?:名)?[“‘]?(?P<old>[^（）“”‘’]{2,16}[路街巷弄道])[”’]?）$")


def _without_former(gathering: Gathering, draft: Draft, place: Place) -> Place:
    """An end's place without the bracket behind it, where that tells what the road itself was called.

    Behind an end that is a road itself, another road's name may be what that one was called: asked.
    """
    start, end = place
    if not gathering.text.endswith("）", start, end):
        return place
    found = _FORMER_TAG.search(gathering.text, start, end)
    if found is None or draft.name is None:
        return place
    if draft.name.text[:2] != found["old"][:2] and ends_as_road(gathering.text[start : found.start()]):
        draft.doubts.append(Doubt(gathering.source.span(*found.span()), BEFORE_OPEN))
        return place
    draft.formers.append(gathering.words(found.span("old")))
    if draft.action in (None, Action.NAMING):
        draft.action = Action.RENAMING
    return start, found.start()


def _same_end(a: End, b: End) -> bool:
    return a.words.text == b.words.text and (a.side == b.side or None in (a.side, b.side))


def take_route(gathering: Gathering, draft: Draft, phrase: Phrase) -> None:
    assert phrase.value is not None
    if TURNED.search(gathering.text, phrase.start, phrase.end) or gathering.text[phrase.start] in "呈成":
        gathering.bucket_run(draft).bends += (gathering.words(phrase.value).span,)
    else:
        draft.toward = gathering.words(phrase.value)


def take_via(gathering: Gathering, draft: Draft, phrase: Phrase) -> None:
    assert phrase.value is not None
    start, end = phrase.value
    at = start
    for found in re.finditer(r"[、，]|(?<=[路街道巷区县河])(?:和|及|与)", gathering.text[start:end]):
        if found.start() + start > at:
            draft.via.append(gathering.words((at, start + found.start())))
        at = start + found.end()
    last = gathering.text[end - 1]
    ends = last == "等" or (last == "后" and gathering.text[end : end + 1] in ("向", "往"))  # 过建设路后向北延伸
    stop = end - 1 if ends and end - at > 2 else end
    if stop > at:
        draft.via.append(gathering.words((at, stop)))
