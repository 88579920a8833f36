"""What is ordered of which road: the verbs that give a name, and those that part a road."""

from gazetteer.actions import Action
from gazetteer.doubts import UNPAIRED, UNREAD, Doubt
from gazetteer.drafts import Draft, Run
from gazetteer.former_names import EXTENDS
from gazetteer.gatherings import Gathering
from gazetteer.heads import is_working, roman_of
from gazetteer.kinds import Name, Phrase
from gazetteer.name_patterns import OTHER_FEATURE, ends_as_road
from gazetteer.text import Words


def extends(draft: Draft, name: Words) -> bool:
    """Whether what gets the name is no more than an extension of the road that bears it."""
    return bool(draft.formers) and all(
        words.text != name.text and EXTENDS.fullmatch(words.text.removeprefix(name.text)) for words in draft.formers
    )


def road_names(gathering: Gathering, phrase: Phrase) -> list[Name]:
    """The names a verb gives that are names of roads; the others are set aside."""
    roads = []
    for name in phrase.names:
        words = gathering.words(name.at)
        if not ends_as_road(words.text) and OTHER_FEATURE.search(words.text):
            gathering.others.append(words)
        else:
            roads.append(name)
    return roads


def _keep_part(gathering: Gathering, phrase: Phrase) -> None:
    """北段仍称O，东起A，西至B: O is shorter now."""
    draft = gathering.open(phrase)
    draft.name, draft.action, draft.named_by_verb = gathering.words(phrase.names[0].at), Action.EXTENT_CHANGE, True
    gathering.part_kept |= gathering.divided is not None


def take_named(gathering: Gathering, phrase: Phrase) -> None:
    if phrase.word == "仍称":
        _keep_part(gathering, phrase)
        return
    draft = gathering.current(phrase)
    names = road_names(gathering, phrase)
    if _is_given_up_for(gathering, draft, phrase):
        assert draft.name is not None
        draft.formers, draft.name, draft.action = [draft.name], None, Action.RENAMING
    if not names:
        if draft in gathering.drafts:
            gathering.drafts.remove(draft)
        gathering.draft = None
        return
    if draft.named_by_verb and draft.name is not None and draft.name.text != gathering.words(names[0].at).text:
        draft = gathering.open(phrase)
    moved = draft.action is Action.EXTENT_CHANGE and draft.name is not None and not is_working(draft.name.text)
    if moved and draft.name is not None and not draft.name.text.startswith(gathering.words(names[0].at).text):
        gathering.doubt(phrase)  # 甲路西端缩短至A，A以西路段命名为乙路: where that runs was not read
        draft = gathering.open(phrase)
    if "恢复" in phrase.word:
        draft.restored = True
    told = gathering.words(names[0].at).text
    if (draft.run.start and draft.run.end) or any(one.name and one.name.text == told for one in gathering.drafts):
        gathering.give_reason(draft, phrase.start)
    draft.proposed |= "拟" in phrase.word
    first = gathering.words(names[0].at)
    listed = len(names) > 1
    if draft.name is not None and not draft.formers:
        draft.merged |= "合并" in phrase.word  # 合并后统一使用N
        draft.merged |= bool(draft.more_names) and phrase.word.endswith(("统一使用", "通称", "通称为"))
        if not draft.more_names and "通称" in phrase.word and draft.name.text != gathering.words(names[0].at).text:
            gathering.doubt(phrase)  # 甲巷通称乙街: whether it is the name that it bears was not said
    if draft.merged and draft.name is not None and draft.more_names and not draft.formers and not listed:
        draft.formers = [draft.name, *(words for words, _ in draft.more_names)]  # A、B合并为一条，定名为N
        draft.name, draft.more_names, draft.action = None, [], Action.RENAMING
    given_back = draft.restored and "恢复" not in phrase.word  # 甲路恢复原名，命名为乙街
    anew = (
        ("重新" in phrase.word or given_back) and draft.name is not None and not draft.formers and not draft.more_names
    )
    if anew and draft.name is not None and draft.name.text != first.text and not is_working(draft.name.text):
        draft.formers, draft.name = [draft.name], None  # “纺织路”重新命名为“锦绣路”
        draft.action = None if draft.action is Action.NAMING else draft.action
    if draft.name is not None and draft.name.text != first.text:
        if not listed and not draft.formers:
            attribute = gathering.text[max(0, phrase.start - 40) : phrase.start].rfind("的" + draft.name.text) >= 0
            if draft.headed or draft.quoted or attribute or is_working(draft.name.text):
                draft.aliases += [draft.name]
            else:  # 梅花路，西至…命名为竹叶路: what 梅花路 is was not said
                draft.doubts.append(Doubt(draft.name.span, UNREAD))
        draft.more_names = []
    draft.name, draft.quoted = first, names[0].quoted
    draft.roman = roman_of(gathering, names[0]) or draft.roman
    draft.more_names = [(gathering.words(name.at), roman_of(gathering, name)) for name in names[1:]]
    draft.named_by_verb = True
    if any(EXTENDS.fullmatch(words.text.removeprefix(first.text)) for words in draft.aliases):
        draft.aliases, draft.extension, draft.action = [], True, Action.EXTENT_CHANGE
        return
    if gathering.divided is not None and not draft.formers and first.text == gathering.divided.text:
        draft.action, gathering.part_kept = Action.EXTENT_CHANGE, True  # 河东段沿用原名: the road is shorter now
        return
    if gathering.divided is not None and not draft.formers:
        take_part(gathering, draft, gathering.divided)
        draft.aliases = [words for words in draft.aliases if words.text != gathering.divided.text]
    if len(names) > 1 and len(draft.formers) > 1:
        draft.paired, draft.merged = len(names) == len(draft.formers), False
        if not draft.paired:
            draft.formers = []
            gathering.doubt(phrase, UNPAIRED)
    if draft.action is None or (draft.action is Action.EXTENT_CHANGE and not draft.previous):
        draft.action = Action.RENAMING if draft.formers else Action.NAMING


def _is_given_up_for(gathering: Gathering, draft: Draft, phrase: Phrase) -> bool:
    """Whether a name is given up and another one given in its place: 不再使用甲路名称，命名为乙路."""
    alone = draft.action is Action.ABOLITION and draft.name is not None and not (draft.more_names or draft.run)
    return alone and gathering.cancelling and gathering.text[phrase.start - 1] == "，"


def take_part(gathering: Gathering, draft: Draft, old: Words) -> None:
    """A part of the road `old`, which was divided: it lies where that one was said to lie."""
    draft.formers, draft.partial, draft.divided = [old], True, True
    if gathering.whole is not None and draft.district is None and not draft.subdistricts:
        draft.district, draft.subdistricts = gathering.whole.district, list(gathering.whole.subdistricts)


def take_split(gathering: Gathering, phrase: Phrase) -> None:
    """O分为N1、N2: each part takes a name of its own, and is a part of O renamed."""
    if phrase.value is not None:  # 以甲河为界拆分乙路
        gathering.divided, gathering.draft, gathering.whole = gathering.words(phrase.value), None, None
        return
    if not phrase.names and gathering.divided is not None and gathering.draft is None:
        return  # 将甲路分为两段，以乙路为界，: where it is divided
    draft = gathering.current(phrase)
    if not phrase.names:  # the parts are named in what follows
        gathering.divided = draft.formers[0] if draft.formers else draft.name
        if gathering.divided is None:
            gathering.doubt(phrase)
        elif draft in gathering.drafts:
            gathering.drafts.remove(draft)
            gathering.draft, gathering.whole = None, draft
        return
    if draft.name is not None:
        draft.formers = draft.formers or [draft.name]
    names = [(gathering.words(name.at), roman_of(gathering, name)) for name in phrase.names]
    (draft.name, draft.roman), *draft.more_names = names
    draft.partial = draft.divided = bool(draft.formers)
    draft.action = Action.RENAMING if draft.formers else Action.NAMING
    draft.run, draft.length = Run(), None  # of the whole road, not of the parts
    draft.named_by_verb = draft.quoted = True
    draft.proposed |= "拟" in phrase.word
