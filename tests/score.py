"""How well notices are read: precision, recall and F1 of entries, field by field, layout by layout.

    python tests/score.py [--keep] [FOLDER]

Reads every notice of tests/corpus (or FOLDER) beside its .gold.json, prints the score, what was gained and lost
against the kept one (tests/corpus/score.json; --keep writes it anew), the score with each layout left out, and the
kinds of phrase that only one layout uses: a rule that serves one file shows there. Two shares say what the silence
of the reader is worth: wrong values that no problem tells of, and faultless entries that one stands on. Where
../shared is present its own scorer is run over its notices too.
"""

import argparse
import json
import subprocess
import sys
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
# run as a file, tests/ itself comes first and its folder gazetteer hides the package
sys.path[:] = [str(ROOT), *(path for path in sys.path if Path(path or ".").resolve() != HERE)]

from gazetteer.documents import read_file  # noqa: E402
from gazetteer.entries import read_document, readings_json  # noqa: E402
from gazetteer.extents import read_end  # noqa: E402
from gazetteer.phrases import read_phrases  # noqa: E402
from gazetteer.scripts import readable  # noqa: E402
from gazetteer.text import normalise  # noqa: E402

CORPUS = HERE / "corpus"
KEPT = CORPUS / "score.json"
SHARED = ROOT.parent / "shared"
ACTIONS = {
    "name": "naming",
    "rename": "renaming",
    "adjust": "extent_change",
    "cancel": "abolition",
    "correct": "correction",
}
KINDS = {"in force": "decision", "proposed": "proposal", "request": "request"}


def plain(text: str | None) -> str | None:
    """An end's words without planned tag and quotes, as both sides of a comparison have them."""
    if text is None:
        return None
    text = normalise("".join(text.split()))
    words = read_end(readable(text), 0, len(text))  # tags are told in simplified characters
    return text[words.start : words.end]


def fields_of(entry: dict[str, Any], gold: bool) -> dict[str, Any]:
    """Field name → value, of a labelled entry or of one read."""
    width = entry.get("width_m")
    fields = {
        "former_name": entry.get("old_name" if gold else "former_name"),
        "district": entry.get("district"),
        "subdistricts": tuple(entry.get("subdistricts") or ()) or None,
        "length_m": entry.get("length_m"),
        "width_m": None
        if width is None
        else tuple(width) * (1 if len(width) > 1 else 2)
        if isinstance(width, list)
        else (width, width),
    }
    for prefix, holder in (("", entry), ("previous_", entry.get("previous") or {})):
        for end in ("start", "end"):
            words = holder.get(end) or {}
            fields[f"{prefix}{end}"] = plain(words.get("text"))
            fields[f"{prefix}{end}_side"] = (
                words.get("direction" if gold else "side") if fields[f"{prefix}{end}"] else None
            )
    return {name: value for name, value in fields.items() if value is not None}


def compare(label: Path) -> tuple[Counter[str], list[str]]:
    """The counts of one notice, and each difference in words."""
    gold = json.loads(label.read_text("utf-8"))
    answer = readings_json(read_document(read_file(label.with_name(label.name.replace(".gold.json", ".txt")))))
    left = [entry for notice in answer["notices"] for entry in notice["entries"]]
    count: Counter[str] = Counter()
    notes: list[str] = []
    for wanted in gold["entries"]:
        action, name = ACTIONS[wanted["kind"]], wanted["name"]
        found = next(
            (
                entry
                for entry in left
                if entry["action"] == action
                and entry["name"] == name
                and (not wanted.get("old_name") or entry["former_name"] == wanted["old_name"])
            ),
            None,
        )
        if found is None:
            count["lost"] += 1
            notes.append(f"lost: {action} {name}")
            continue
        left.remove(found)
        count["read"] += 1
        want, have = fields_of(wanted, True), fields_of(found, False)
        for field in want.keys() | have.keys():
            if field.endswith("_side") and field not in want:
                continue
            right = want.get(field) == have.get(field)
            count[f"{field}: {'right' if right else 'wrong' if field in have else 'missing'}"] += 1
            if not right:
                notes.append(f"{name}.{field}: {have.get(field)} instead of {want.get(field)}")
    count["invented"] += len(left)
    notes += [f"invented: {entry['action']} {entry['name']}" for entry in left]
    kinds = {notice["kind"] for notice in answer["notices"]}
    if gold["entries"] and kinds != {KINDS[gold["status"]]}:
        count["kind wrong"] += 1
        notes.append(f"kind: {kinds} instead of {gold['status']}")
    return count, notes


# a value of these where nothing is labelled is a wrong one; a division may be known without standing in the clause
_INVENTIBLE = ("former_name", "length_m", "width_m", "start", "end", "previous_start", "previous_end")


def silence(label: Path) -> Counter[str]:
    """How many values are wrong and no problem tells of it, and how many faultless entries a problem stands on."""
    gold = json.loads(label.read_text("utf-8"))
    answer = readings_json(read_document(read_file(label.with_name(label.name.replace(".gold.json", ".txt")))))
    left = [entry for notice in answer["notices"] for entry in notice["entries"]]
    told = [problem["span"] for problem in answer["problems"]]
    count: Counter[str] = Counter()
    for wanted in gold["entries"]:
        key = (ACTIONS[wanted["kind"]], wanted["name"])
        alike = [entry for entry in left if (entry["action"], entry["name"]) == key]
        former = wanted.get("old_name")
        found = next((entry for entry in alike if not former or entry["former_name"] == former), None)
        if found is None:
            continue
        left.remove(found)
        want, have = fields_of(wanted, True), fields_of(found, False)
        wrong = {field for field in have.keys() & want.keys() if have[field] != want[field]}
        wrong |= {field for field in have.keys() - want.keys() if field in _INVENTIBLE}
        marked = _is_marked(found, told)
        count["values"] += 1 + len(have)
        count["silently wrong"] += 0 if marked else len(wrong)
        if not wrong and not want.keys() - have.keys():
            count["faultless"] += 1
            count["quiet"] += not marked
    count["values"] += len(left)
    count["silently wrong"] += sum(not _is_marked(entry, told) for entry in left)
    return count


def _is_marked(entry: dict[str, Any], told: list[list[int]]) -> bool:
    """Whether a problem stands within the entry's clause."""
    start, end = entry["span"]
    return any(a < end and b > start for a, b in told)


def print_silence(name: str, labels: list[Path]) -> None:
    count: Counter[str] = sum((silence(label) for label in labels), Counter())
    wrong, values, quiet, faultless = (count[key] for key in ("silently wrong", "values", "quiet", "faultless"))
    print(
        f"{name}: wrong values without a problem {wrong} of {values}, {wrong / max(1, values):.4f}; "
        f"faultless entries without a problem {quiet} of {faultless}, {quiet / max(1, faultless):.4f}"
    )


def figures(count: Counter[str]) -> dict[str, float]:
    """Precision, recall, F1 of entries and the share of right fields."""
    read, lost, invented = count["read"], count["lost"], count["invented"]
    right = sum(n for key, n in count.items() if key.endswith(": right"))
    wrong = sum(n for key, n in count.items() if key.endswith((": wrong", ": missing")))
    return {
        "precision": read / max(1, read + invented),
        "recall": read / max(1, read + lost),
        "f1": 2 * read / max(1, 2 * read + lost + invented),
        "fields": right / max(1, right + wrong),
    }


def line(name: str, values: dict[str, float]) -> str:
    return f"{name:32} " + "  ".join(f"{key} {value:.4f}" for key, value in values.items())


def main() -> None:
    parser = argparse.ArgumentParser(description="How well notices are read.")
    parser.add_argument("--keep", action="store_true", help="keep this score to compare later ones with")
    parser.add_argument("folder", nargs="?", type=Path, default=CORPUS)
    args = parser.parse_args()
    scores = {
        label.name.removesuffix(".gold.json"): compare(label) for label in sorted(args.folder.glob("*.gold.json"))
    }
    total: Counter[str] = sum((count for count, _ in scores.values()), Counter())
    print(line(f"all {len(scores)} layouts", figures(total)))
    print("\nfield by field")
    for field in sorted({key.partition(": ")[0] for key in total if ": " in key}):
        right, wrong, missing = (total[f"{field}: {kind}"] for kind in ("right", "wrong", "missing"))
        print(
            f"  {field:22} right {right:4}  wrong {wrong:3}  missing {missing:3}  "
            f"{right / max(1, right + wrong + missing):.4f}"
        )
    print()
    print_silence("here", sorted(args.folder.glob("*.gold.json")))
    print("\nwhat is not right")
    for name, (_, notes) in scores.items():
        for note in notes:
            print(f"  {name}: {note}")
    print("\nwith each layout left out")
    for name, (count, _) in scores.items():
        without = figures(total - count)
        if without["f1"] != figures(total)["f1"] or without["fields"] != figures(total)["fields"]:
            print(line(f"  without {name}", without))
    used: dict[str, set[str]] = defaultdict(set)
    for name in scores:
        for phrase in read_phrases(normalise("".join((args.folder / f"{name}.txt").read_text("utf-8").split()))):
            used[phrase.kind.value].add(name)
    print("\nkinds of phrase only one layout uses")
    for kind, names in sorted(used.items()):
        if len(names) == 1:
            print(f"  {kind}: {next(iter(names))}")
    now = {name: figures(count) for name, (count, _) in scores.items()}
    if args.folder == CORPUS and KEPT.exists():
        kept = json.loads(KEPT.read_text("utf-8"))
        changed = [name for name in sorted(now.keys() | kept.keys()) if now.get(name) != kept.get(name)]
        print("\ngains and losses against the kept score" if changed else "\nno change against the kept score")
        for name in changed:
            before, after = kept.get(name, {}), now.get(name, {})
            print(
                f"  {name}: "
                + ", ".join(f"{key} {before.get(key, 0):.4f} → {after.get(key, 0):.4f}" for key in ("f1", "fields"))
            )
    if args.keep and args.folder == CORPUS:
        KEPT.write_text(json.dumps(now, indent=1, sort_keys=True) + "\n", "utf-8")
    scorer = SHARED / "tools" / "score_notices.py"
    if scorer.exists():
        print()
        print_silence("../shared/notices", sorted((SHARED / "notices").glob("*.gold.json")))
        print("\n../shared/notices, by its own scorer")
        command = f"{sys.executable} {Path(__file__)} --as-reader"
        subprocess.run([sys.executable, str(scorer), "--command", command, str(SHARED / "notices")], check=False)
    else:
        print("\n../shared is not here: its notices were not scored")


def as_reader(path: str) -> None:
    """What `gazetteer read FILE --json` prints: the shared scorer's way in."""
    print(json.dumps(readings_json(read_document(read_file(path))), ensure_ascii=False))


if __name__ == "__main__":
    if "--as-reader" in sys.argv:
        as_reader(sys.argv[sys.argv.index("read") + 1])
    else:
        main()
