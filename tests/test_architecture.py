"""The floors of the house, one owner a library, pages that only choose, ask, draw and cite."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
FLOORS = [
    ["model", "honest", "number", "text", "shape", "colour", "settings"],
    ["package", "waivers", "table", "rules", "examine", "drafts", "targets", "classify", "disclosure", "derive", "spatial", "releases", "build", "store", "boundary"],
    ["query", "inventory", "measure", "choice", "sentence", "view", "study", "find", "forms", "deck", "changes", "composed", "verify", "quality"],
    ["look", "seal", "paint", "sheet", "download", "describe", "workbook", "figure", "svg", "picture", "plate", "handout", "slides", "slideshow", "evaluation", "paper", "verify"],
    ["web", "ui", "commands", "__main__"],
]  # fmt: skip
"""Within a floor a module may use those before it; never a floor above."""
ORDER = {name: (floor, i) for floor, names in enumerate(FLOORS) for i, name in enumerate(names)}
OWNERS = {
    "streamlit": {"app.py", "pages", "ui"},
    "duckdb": {"build", "store", "releases"},
    "starlette": {"app.py", "web"},
    "plotly": {"figure"},
    "pydeck": {"figure"},
    "geopandas": {"boundary"},
    "shapely": {"boundary"},
    "topojson": {"boundary"},
    "mapclassify": {"classify"},
    "frictionless": {"package"},
    "babel": {"number"},
    "brotli": {"web"},
    "prometheus_client": {"web"},
    "vl_convert": {"picture"},
    "xlsxwriter": {"workbook", "evaluation"},
    "openpyxl": {"table"},
    "python_calamine": {"table"},
    "typst": {"paper"},
    "segno": {"seal"},
    "pptx": {"slideshow"},
    "esda": {"spatial"},
    "libpysal": {"spatial"},
    "scipy": {"measure"},
}


def module_of(path: Path) -> str:
    """The room a file belongs to: atlas/ui/pick.py is ui, pages/x.py is pages."""
    parts = path.relative_to(ROOT).parts
    if parts[0] == "atlas":
        return parts[1].removesuffix(".py")
    return parts[0]


@cache
def imports(path: Path) -> set[str]:
    """Every module a file imports, those hidden in functions included."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {a.name for a in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {f"{node.module}.{a.name}" for a in node.names}
    return found


FILES = [*ROOT.glob("atlas/**/*.py"), *ROOT.glob("pages/*.py"), ROOT / "app.py"]


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(ROOT)))
def test_a_module_imports_only_from_lower_floors(path: Path) -> None:
    room = module_of(path)
    if room not in ORDER:
        assert room in ("pages", "app.py", "__init__")
        return
    for name in imports(path):
        parts = name.split(".")
        if parts[0] != "atlas" or parts[1] == room:
            continue
        assert parts[1] in ORDER, f"{parts[1]} has no floor"
        assert ORDER[parts[1]] < ORDER[room], f"{room} imports {parts[1]}"


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(ROOT)))
def test_a_library_has_one_owner(path: Path) -> None:
    for name in imports(path):
        owners = OWNERS.get(name.split(".")[0])
        assert owners is None or module_of(path) in owners, f"{path.name} imports {name}"


def test_web_does_not_reach_streamlit_or_pandas() -> None:
    import subprocess
    import sys

    code = (
        "import sys, atlas.web; bad = {'streamlit', 'pandas', 'plotly', 'pydeck', 'geopandas', "
        "'mapclassify', 'frictionless'} & set(sys.modules); sys.exit(','.join(sorted(bad)) or 0)"
    )
    result = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert result.returncode == 0, result.stderr


@pytest.mark.parametrize(
    "path", [p for p in ROOT.glob("pages/*.py") if not p.name.startswith("_")], ids=lambda p: p.name
)
def test_a_page_only_chooses_asks_draws_and_cites(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    tree = ast.parse(text)
    assert not [n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef | ast.Lambda)]
    assert len(text.splitlines()) < 60
    assert "query_params" not in text
    assert "select " not in text


def test_every_floor_module_exists() -> None:
    for name in ORDER:
        assert (ROOT / "atlas" / f"{name}.py").exists() or (ROOT / "atlas" / name).is_dir()


def test_top_level_keeps_the_design_card() -> None:
    allowed = {"app.py", "pages", "data", "geo", "tests", "requirements.txt", "README.md", "atlas",
               "docs", "Makefile", "pyproject.toml", "requirements-dev.txt"}  # fmt: skip
    import subprocess

    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True).stdout
    names = {line.split("/")[0] for line in listed.splitlines()}
    assert {n for n in names if not n.startswith(".")} <= allowed
