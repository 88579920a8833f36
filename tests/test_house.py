"""The house is one-way: `web` → `geodata` → `gazetteer`, and inside each only what stands before in its list."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
# Each package's modules, in the order in which they may import one another.
GAZETTEER = """
    errors refusals circles times text actions grids html_pages word_files page_glyphs ruled_tables unruled_tables
    page_layout pdf_pages documents patterns name_patterns measure_patterns extent_patterns act_patterns
    remark_patterns measures scripts toponyms romanisation city_ranks no_divisions divisions heading_acts
    stated_counts headings notices notice_kinds extents item_marks outlines lines wraps furniture paragraphs
    division_headings annexes columns fitted_cells tables listed_cells markers datelines authorities titles
    boilerplate mastheads proofs common_divisions bundled search choices cursors doubts drafts items kinds
    gatherings asides further_districts lead_districts closings leads subjects numbered_lanes no_names
    wordlike_names names oddities qualms readings references replies item_acts written whole_ends roads_above
    builders roads schema ground_schema among deadlines prepared upgrades postgis engines write_ahead store likeness
    shapes stops bounds told_patterns former_readers name_readers fact_readers keywords ranges part_runs told_runs
    word_runs residues brackets phrases moved_ends named_groups heads former_names cancellations verbs renamings
    sizes whereabouts localities joins clauses corrections row_remarks size_cells rows mentions lines_apart
    other_features accounts roads_by_heading passages announcements extent_headings act_openings body_tables bodies
    segments entries events records standing corrected known_roads mends mergers partings matching acts twins
    findings copies codec log kept_notices kept_decisions kept_roads kept_findings folding effects queries meant
    later_roads lineage placing turns listing tallies name_clashes earlier_clashes clashes settled plans projecting
    kept_copies intake deciding neighbours refresh bulk digests hands replaying shares rebuilding rereading
    proposals waiting citing areas answers addresses registry backups python
"""
GEODATA = """
    crs extracts areas touching vectors osm cuts overpass_tiles overpass_queries overpass_answers overpass_areas
    overpass_client overpass names linear carriageways junctions network graph walks endpoints end_words
    named_places gazing
    outcomes snapshots map_names checks tasks unmapped worklist features sample_plan sample_town sample_extract
    sample_acts sample_truth sample_notices sample_outcomes sample opposite stretches wanted candidates told_ends
    candidate_search alignments anchors widths endings figures evidence joint neighbours hypotheses confidence
    wording moves gathering resolve parts spreading looking boxes resolutions states kept_changes columns geopackage
    exports frames
"""
WEB = """
    settings words assets maps house metrics gate operations mercator mvt frames parameters marks printing proposed
    check apart answers tiles atlas atlases annals neighbours api_query api_histories api_schemas collections
    api_roads api_changes api_notices api_versions api_pages postgis_tiles road_tiles matches unsure grammar usage
    commands commands_download commands_lists commands_notices commands_roads commands_ground commands_decisions
    commands_upkeep grounds pointed chart locator groundwork worklists commands_worklist changes pages feeds slots
    downloads match_page comparison groups fitting layout diagram openapi api items sketch road_page notice_page
    try_page app commands_serving commands_demo
"""
ORDER = {"gazetteer": GAZETTEER.split(), "geodata": GEODATA.split(), "web": WEB.split()}
PACKAGES = list(ORDER)


def modules(package: str) -> list[str]:
    return sorted(path.stem for path in (ROOT / package).glob("*.py") if path.stem != "__init__")


def imports(package: str, module: str) -> set[tuple[str, str]]:
    """The (package, module) pairs of our own that a module imports, anywhere in it."""
    found = set()
    for node in ast.walk(ast.parse((ROOT / package / f"{module}.py").read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            assert node.level == 0, f"{package}/{module}.py: a relative import"
            whole = node.module in PACKAGES
            names = [f"{node.module}.{alias.name}" for alias in node.names] if whole else [node.module]
        else:
            continue
        for name in names:
            head, _, rest = name.partition(".")
            if head in PACKAGES:
                found.add((head, rest.partition(".")[0]))
    return found


@pytest.mark.parametrize("package", PACKAGES)
def test_every_module_has_its_place(package: str):
    assert sorted(ORDER[package]) == modules(package)


@pytest.mark.parametrize(
    ("package", "module"), [(package, module) for package in PACKAGES for module in modules(package)]
)
def test_a_module_imports_only_what_stands_before_it(package: str, module: str):
    for other, imported in imports(package, module):
        assert PACKAGES.index(other) <= PACKAGES.index(package), f"{package}/{module}.py looks back at {other}"
        if other == package and imported:
            order = ORDER[package]
            assert order.index(imported) < order.index(module), f"{module} imports {imported}, which stands after it"


def test_the_core_knows_neither_geometry_nor_the_web():
    for module in modules("gazetteer"):
        source = (ROOT / "gazetteer" / f"{module}.py").read_text("utf-8")
        for library in ("shapely", "geopandas", "pyproj", "flask", "folium"):
            assert f"import {library}" not in source
            assert f"from {library}" not in source
