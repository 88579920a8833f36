"""The notices of 样例镇 (虚构), written in the form the reader takes; lengths are those of the drawn town."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from geodata.sample_acts import ACTS, PROPOSAL, Act, Clause
from geodata.sample_extract import Town
from geodata.sample_plan import AREA
from geodata.sample_truth import find_courses, measured_length_m

MARKER = "〔虚构〕样例镇并不存在，本公告为演示而作"
_NUMERALS = "一二三四五六"


def write_notices(town: Town) -> dict[str, str]:
    """File name → text, the acts first."""
    texts = {f"{act.day.year}.txt": _act_text(town, act) for act in ACTS}
    return texts | {"2024-proposal.txt": f"{MARKER}\n{PROPOSAL}"}


def stated_length_m(town: Town, clause: Clause) -> int:
    """The length a clause states: that of the road, to 5 m; the mean where several lines fit."""
    if clause.length_m is not None:
        return clause.length_m
    lengths = [measured_length_m(find_courses(town, run)) for run in clause.truth.runs]
    return 5 * round(sum(lengths) / len(lengths) / 5)


def _act_text(town: Town, act: Act) -> str:
    lines = [MARKER, f"{AREA}人民政府关于{act.about}的通知", act.number, _resolved(act), *_sections(town, act)]
    lines += [f"{AREA}人民政府", f"{act.day.year}年{act.day.month}月{act.day.day}日"]
    return "\n".join(lines) + "\n"


def _resolved(act: Act) -> str:
    """The opening sentence, which counts what follows."""
    parts = (
        ("命名{}", [clause.name for clause in act.named]),
        ("将{}更名", [former for former, _ in act.renamed]),
        ("将{}调整起止点", [clause.name for *_, clause in act.moved]),
        ("将{}注销", [clause.name for _, clause in act.abolished]),
    )
    said = [
        form.format(names[0] if len(names) == 1 else f"{names[0]}等{len(names)}条道路")
        for form, names in parts
        if names
    ]
    return f"经镇人民政府同意，确定{'，'.join(said)}。现通知如下："


def _sections(town: Town, act: Act) -> Iterator[str]:
    sections = (
        ("新命名道路", [(clause, _naming(town, clause)) for clause in act.named]),
        ("更名道路", [(clause, _renaming(town, former, clause)) for former, clause in act.renamed]),
        ("调整起止点道路", [(clause, _move(towards, previous, clause)) for towards, previous, clause in act.moved]),
        ("注销道路", [(clause, _abolition(reason, clause)) for reason, clause in act.abolished]),
    )
    filled = [(title, clauses) for title, clauses in sections if clauses]
    for numeral, (title, clauses) in zip(_NUMERALS, filled, strict=False):
        yield f"{numeral}、{title}（{len(clauses)}条）"
        yield from _groups(clauses)


def _groups(clauses: Iterable[tuple[Clause, str]]) -> Iterator[str]:
    """The clauses under their subdistricts, numbered through."""
    number = 0
    for numeral, (subdistrict, group) in zip(
        _NUMERALS, groupby(clauses, key=lambda each: each[0].subdistrict), strict=False
    ):
        texts = [text for _, text in group]
        yield f"（{numeral}）{subdistrict}（{len(texts)}条）"
        for text in texts:
            number += 1
            yield f"{number}. {text}"


def _ends(clause: Clause, ends: tuple[str, str] | None = None) -> str:
    start, end = ends or (clause.start, clause.end)
    return f"{clause.sides[0]}起{start}，{clause.sides[1]}至{end}"


def _where(clause: Clause) -> str:
    return f"位于{AREA}{clause.subdistrict}辖区内"


def _measures(town: Town, clause: Clause) -> str:
    return f"长{stated_length_m(town, clause)}米、宽{clause.width_m}米"


def _naming(town: Town, clause: Clause) -> str:
    return f"{clause.name}：{_measures(town, clause)}，{_where(clause)}，{_ends(clause)}。"


def _renaming(town: Town, former: str, clause: Clause) -> str:
    return f"原{former}更名为{clause.name}，{_measures(town, clause)}，{_where(clause)}，{_ends(clause)}。"


def _move(towards: str, previous: tuple[str, str], clause: Clause) -> str:
    return f"{clause.name}：{towards}，由“{_ends(clause, previous)}”调整为“{_ends(clause)}”。"


def _abolition(reason: str, clause: Clause) -> str:
    return f"{clause.name}：{_where(clause)}，{_ends(clause)}，{reason}，予以注销。"
