"""Patterns in space against lattices solved by hand, esda asked directly, and planted clusters."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import esda
import geopandas as gpd
import numpy as np
import pytest
from esda.significance import calculate_significance
from libpysal.weights import Queen, W

from atlas import honest, query, spatial
from atlas.model import MAP_LEVELS, WATER
from atlas.package import load_package
from atlas.query import Catalogue
from atlas.shape import Boundary, Outline, read_boundary
from atlas.store import Cursor, Release
from atlas.study import is_rate

ROOT = Path(__file__).resolve().parent.parent


def squares(side: int) -> Boundary:
    """A board of unit squares: area "23" is row 2, column 3."""
    outlines = {}
    for r in range(side):
        for c in range(side):
            x, y = float(c), float(r)
            ring = [(x, y), (x + 1, y), (x + 1, y + 1), (x, y + 1), (x, y)]
            outlines[f"{r}{c}"] = Outline(f"{r}{c}", (x + 0.5, y + 0.5), [[ring]])
    return Boundary("test", {}, outlines, {})


def rook(side: int) -> spatial.Near:
    """Neighbours that share a side."""
    near = []
    for r in range(side):
        for c in range(side):
            steps = [(r - 1, c), (r, c - 1), (r, c + 1), (r + 1, c)]
            near.append(
                (f"{r}{c}", tuple(f"{a}{b}" for a, b in steps if 0 <= a < side and 0 <= b < side))
            )
    return tuple(near)


def of(board: list[list[float]]) -> tuple[tuple[str, float], ...]:
    return tuple((f"{r}{c}", float(v)) for r, row in enumerate(board) for c, v in enumerate(row))


def by_hand(values: dict[str, int], near: spatial.Near) -> Fraction:
    """Moran's I in fractions, by its definition with rows that add up to one."""
    mean = Fraction(sum(values.values()), len(values))
    z = {c: v - mean for c, v in values.items()}
    cross = sum(z[c] * sum((z[n] for n in ns), Fraction(0)) / len(ns) for c, ns in near)
    return cross / sum(x * x for x in z.values())


# Lattices by hand


def test_a_chequerboard_by_sides_is_minus_one_and_by_corners_as_by_hand() -> None:
    two = of([[1, 0], [0, 1]])
    assert spatial.pattern(two, rook(2)).i == -1
    # all four touch: each has one of its kind and two others, mean z of neighbours = -z/3
    assert spatial.pattern(two, spatial.neighbours(squares(2))).i == pytest.approx(-1 / 3)
    four = of([[(r + c) % 2 for c in range(4)] for r in range(4)])
    assert spatial.pattern(four, rook(4)).i == -1
    # corners (2 of 4): 1 alike of 3, -1/3; edges (8): 2 of 5, -1/5; middle (4): 4 of 8, 0
    found = spatial.pattern(four, spatial.neighbours(squares(4)))
    assert found.i == pytest.approx(-(4 / 3 + 8 / 5) / 16)


def test_two_halves_are_as_by_hand() -> None:
    halves = of([[0, 0, 1, 1]] * 4)
    # by sides; inner column: top and bottom 1 unlike of 3 (z/3), the others 1 of 4 (z/2)
    assert spatial.pattern(halves, rook(4)).i == pytest.approx((8 + 4 / 3 + 4 / 2) / 16)
    # by corners; inner column: top and bottom 2 unlike of 5 (z/5), the others 3 of 8 (z/4)
    near = spatial.neighbours(squares(4))
    assert spatial.pattern(halves, near).i == pytest.approx((8 + 4 / 5 + 4 / 4) / 16)


def test_three_by_three_is_as_its_definition_in_fractions() -> None:
    board = [[1, 2, 3], [4, 5, 6], [7, 8, 10]]
    values = {k: int(v) for k, v in of(board)}  # type: ignore[arg-type]
    for near in (rook(3), spatial.neighbours(squares(3))):
        found = spatial.pattern(of(board), near)  # type: ignore[arg-type]
        assert found.i == pytest.approx(float(by_hand(values, near)), abs=1e-9)
        assert found.expected == pytest.approx(-1 / 8)
        around = {p.area_code: p.around for p in found.parts}
        assert around["11"] == pytest.approx(
            sum(values[n] for n in dict(near)["11"]) / len(dict(near)["11"])
        )


def test_local_parts_add_up_to_the_whole() -> None:
    """Anselin 1995: with z over n - 1 the sum of the local I is (n - 1) times the global one."""
    board = np.random.default_rng(3).normal(size=(5, 5)).tolist()
    found = spatial.pattern(of(board), spatial.neighbours(squares(5)))
    assert sum(p.local_i for p in found.parts) == pytest.approx(found.i * 24)


# Contiguity


@pytest.mark.parametrize("level", MAP_LEVELS)
def test_neighbours_are_those_of_libpysal_from_the_outlines(level: str) -> None:
    boundary = read_boundary(ROOT / "geo" / f"{level}.json")
    frame = gpd.GeoDataFrame.from_features(boundary.geojson(digits=7)["features"], crs=4326)
    frame = frame[frame["area_code"] != WATER].set_index("area_code")
    wanted = Queen.from_dataframe(frame, use_index=True, silence_warnings=True).neighbors
    assert {c: set(n) for c, n in spatial.neighbours(boundary)} == {
        c: set(n) for c, n in wanted.items()
    }


def test_a_corner_makes_neighbours_and_water_makes_none() -> None:
    board = squares(2)
    assert dict(spatial.neighbours(board))["00"] == ("01", "10", "11")
    lake = {WATER if c == "11" else c: o for c, o in board.outlines.items()}
    assert dict(spatial.neighbours(Boundary("test", {}, lake, {}))) == {
        "00": ("01", "10"), "01": ("00", "10"), "10": ("00", "01")}  # fmt: skip


# Chance


def test_permutations_are_those_of_esda_asked_directly() -> None:
    near = spatial.neighbours(squares(5))
    values = of(np.random.default_rng(4).normal(size=(5, 5)).cumsum(axis=1).tolist())
    w = W(dict(near), id_order=[c for c, _ in near], silence_warnings=True)
    w.transform = "r"
    state = np.random.get_state()
    np.random.seed(spatial.SEED)
    direct = esda.Moran([v for _, v in values], w, permutations=spatial.PERMUTATIONS)
    np.random.set_state(state)
    found = spatial.pattern(values, near)
    assert found.i == pytest.approx(direct.I)
    assert found.p == spatial.two_sided([direct.I], [direct.sim])[0]
    y = np.array([v for _, v in values])
    own = spatial._global_draws((y - y.mean()) / y.std(), w)[0]
    assert np.allclose(own, direct.sim, atol=1e-12, rtol=0)


@pytest.mark.slow
def test_what_a_release_keeps_is_what_esda_says_of_its_figures(
    release: Release, catalogue: Catalogue
) -> None:
    """Every table of the release, esda's own classes and compiled loops from the same seed."""
    checked = 0
    with release.cursor() as cursor:
        cursor.execute("""select indicator, level, series, dim, period, i, p, cutoff from spatial_test
                          where refusal = '' and variant = ''""")  # fmt: skip
        for indicator, level, series, dim, period, i, p, cutoff in cursor.fetchall():
            rows = query.values(cursor, indicator, level, period, dim or "", series or "")
            near = dict(spatial.neighbours(release.boundary(level)))
            y = np.array([rows[c].value for c in near])
            w = W(near, id_order=list(near), silence_warnings=True)
            np.random.seed(spatial.SEED)
            whole = esda.Moran(y, w, permutations=9999)
            local = esda.Moran_Local(y, w, permutations=9999, seed=spatial.SEED)
            ps = calculate_significance(local.Is.round(10), local.rlisas.round(10), "two-sided")
            assert i == pytest.approx(whole.I, abs=1e-9)
            assert p == calculate_significance(round(whole.I, 10), whole.sim.round(10), "two-sided")
            assert cutoff == pytest.approx(esda.fdr(ps, 0.05))
            cursor.execute("""select area_code, local_i, p, significant from spatial_local where variant = ''
                and (indicator, level, series, dim, period) = (?, ?, ?, ?, ?)""",
                [indicator, level, series, dim, period])  # fmt: skip
            kept = {row[0]: row[1:] for row in cursor.fetchall()}
            assert [kept[c][0] for c in near] == pytest.approx(local.Is.tolist(), abs=1e-9)
            assert [kept[c][1] for c in near] == spatial.two_sided(local.Is, local.rlisas).tolist()
            # compiled percentiles lose tied permutations by the last bit of a sum: never more sure here
            gap = np.array([kept[c][1] for c in near]) - ps
            assert gap.min() > -1e-6, (indicator, gap.min())
            assert gap[ps < 0.1].max(initial=0) < 0.006, (indicator, gap[ps < 0.1].max())
            assert [kept[c][2] for c in near] == (ps < esda.fdr(ps, 0.05)).tolist()
            checked += 1
    assert checked > 40


def test_two_sided_p_counts_both_tails() -> None:
    """99 permutations 1 to 99. At 98: 98 of 99 are at or under it, so the tails are the outer 1/99:
    what lies at or under the 1.01st percentile (1.99) and at or over the 98.99th (98.01)."""
    draws = np.arange(1.0, 100.0)[None, :]
    assert spatial.two_sided([98.0], draws)[0] == pytest.approx((1 + 1 + 1) / 100)
    assert spatial.two_sided([2.0], draws)[0] == pytest.approx((2 + 2 + 1) / 100)
    assert spatial.two_sided([50.0], draws)[0] > 0.95
    assert spatial.two_sided([500.0], draws)[0] == pytest.approx(0.03)


def test_a_stronger_planted_cluster_is_surer() -> None:
    near = spatial.neighbours(squares(6))
    noise = np.random.default_rng(5).normal(size=(6, 6))
    ps, sure = [], []
    for height in (0.0, 1.0, 2.0, 4.0):
        board = noise.copy()
        board[:2, :2] += height
        found = spatial.pattern(of(board.tolist()), near)
        ps.append(found.p)
        sure.append(
            {p.area_code for p in found.parts if p.significant and p.quadrant == "tinggi_tinggi"}
        )
    assert ps == sorted(ps, reverse=True)
    assert ps[-1] < 0.01
    assert sure[0] == set()
    assert "00" in sure[-1]
    assert sure[-1] <= {"00", "01", "10", "11"}


def test_noise_is_seldom_called_a_pattern() -> None:
    """Of boards without any pattern about 5 % are under 0.05, and 5 % at most have a sure area."""
    rng, near = np.random.default_rng(6), spatial.neighbours(squares(5))
    made = [spatial.pattern(of(rng.normal(size=(5, 5)).tolist()), near) for _ in range(40)]
    assert sum(m.p < 0.05 for m in made) <= 6
    assert sum(any(p.significant for p in m.parts) for m in made) <= 6
    assert sum(any(p.p < 0.05 for p in m.parts) for m in made) >= 20


def test_the_false_discovery_rate_is_as_by_hand() -> None:
    """The example of Benjamini and Hochberg (1995, section 3.2): of 15 p values four are discoveries,
    as 0.0095 is under 4/15 x 0.05 and 0.0201 is not under 5/15 x 0.05."""
    p = np.array([0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240,
                  0.4262, 0.5719, 0.6528, 0.7590, 1.0])  # fmt: skip
    cutoff = esda.fdr(p, spatial.LEVEL)
    assert cutoff == pytest.approx(4 / 15 * 0.05)
    assert (p < cutoff).sum() == 4


def test_the_kept_bound_is_that_of_benjamini_and_hochberg(cursor: Cursor) -> None:
    cursor.execute("""select any_value(cutoff), list(p order by p), list(significant order by p)
        from spatial_local join spatial_test using (indicator, level, series, dim, period, variant)
        group by indicator, level, series, dim, period, variant""".replace("list(p ", "list(spatial_local.p ")
        .replace("order by p", "order by spatial_local.p"))  # fmt: skip
    tables = cursor.fetchall()
    assert len(tables) > 40
    for cutoff, ps, sure in tables:
        n = len(ps)
        last = max((k for k, p in enumerate(ps, 1) if p < k * 0.05 / n), default=0)
        assert sure == [True] * last + [False] * (n - last)
        assert cutoff == pytest.approx(max(last, 1) * 0.05 / n)


# Same input, same result; nothing else touched


def test_two_runs_agree_and_numpy_draws_on_as_if_nothing_had_happened() -> None:
    values = of(np.random.default_rng(7).normal(size=(5, 5)).tolist())
    near = spatial.neighbours(squares(5))
    for cached in (spatial.pattern, spatial._drawn, spatial._shuffled):
        cached.cache_clear()
    np.random.seed(99)
    first = spatial.pattern(values, near)
    drawn = np.random.random()
    for cached in (spatial.pattern, spatial._drawn, spatial._shuffled):
        cached.cache_clear()
    assert spatial.pattern(values, near) == first
    np.random.seed(99)
    assert drawn == np.random.random()


# Refusals


def test_what_cannot_be_tested_is_refused_with_its_reason() -> None:
    areas = [f"{i:02d}" for i in range(21)]

    def why(values: list[float | None], of: list[str] = areas) -> str:
        return spatial.refusal(
            {c: v for c, v in zip(areas, values, strict=False) if v is not None}, of
        )

    assert why([float(i) for i in range(21)]) == ""
    assert why([None, *map(float, range(20))]) == "kosong"
    assert why([4.0] * 21) == "sama"
    assert why([0.0] * 7 + [float(i) for i in range(1, 15)]) == ""
    assert why([0.0] * 8 + [float(i) for i in range(1, 14)]) == "kembar"
    assert why([float(i % 7) for i in range(21)]) == ""
    assert why([float(i % 6) for i in range(21)]) == "kembar"
    assert why([float(i) for i in range(19)], areas[:19]) == "sedikit"
    assert why([float(i) for i in range(20)], areas[:20]) == ""


def test_esda_itself_would_call_a_constant_sure() -> None:
    """Why constants are refused first: no error, I is nan and p the smallest there is."""
    near = spatial.neighbours(squares(5))
    w = W(dict(near), silence_warnings=True)
    with np.errstate(all="ignore"):
        found = esda.Moran([4.0] * 25, w, permutations=99)
    assert np.isnan(found.I)
    assert found.p_sim == 0.01


def test_an_area_without_neighbours_is_left_out_by_name() -> None:
    near = spatial.neighbours(squares(5))
    values = of(np.random.default_rng(8).normal(size=(5, 5)).tolist())
    plain = spatial.pattern(values, near)
    island = spatial.pattern((*values, ("99", 1000.0)), (*near, ("99", ())))
    off_map = spatial.pattern((*values, ("99", 1000.0)), near)
    assert plain.alone == ()
    assert island.alone == off_map.alone == ("99",)
    assert (island.i, island.parts) == (plain.i, plain.parts)


def test_islands_that_only_touch_each_other_are_named_and_stay_in() -> None:
    near = spatial.neighbours(squares(5))
    values = of(np.random.default_rng(9).normal(size=(5, 5)).tolist())
    found = spatial.pattern(
        (*values, ("98", 1.0), ("99", 2.0)), (*near, ("98", ("99",)), ("99", ("98",)))
    )
    assert found.apart == ("98", "99")
    assert len(found.parts) == 27


def test_too_many_areas_without_neighbours_leave_too_few(tmp_path: Path) -> None:
    values = {f"{r}{c}": float(r * 7 + c) for r in range(5) for c in range(5)}
    assert spatial._made(values, tmp_path / "none.json") == "sedikit"


# The release


def test_no_count_and_nothing_unsure_is_ever_tested(release: Release, catalogue: Catalogue) -> None:
    with release.cursor() as cursor:
        cursor.execute(
            """select distinct indicator, level, series, dim, period from spatial_local"""
        )
        tables = cursor.fetchall()
        assert tables
        for indicator, level, series, dim, period in tables:
            about = catalogue.indicators[indicator]
            assert is_rate(about)
            rows = query.values(cursor, indicator, level, period, dim, series)
            areas = {a.area_code for a in catalogue.level(level)}
            assert all(honest.sure(rows[c], about) for c in areas)
        cursor.execute("select distinct indicator from spatial_test")
        assert all(is_rate(catalogue.indicators[c]) for (c,) in cursor.fetchall())


def test_a_share_of_one_total_is_refused_because_its_pattern_is_that_of_the_count(
    release: Release,
) -> None:
    near = spatial.neighbours(release.boundary("kecamatan"))
    with release.cursor() as cursor:
        people = query.values(cursor, "jumlah_penduduk", "kecamatan", "2020", "", "sp2020")
        total = sum(r.value or 0 for r in people.values())
        count = spatial.pattern(tuple((c, float(r.value or 0)) for c, r in people.items()), near)
        share = spatial.pattern(tuple((c, (r.value or 0) / total) for c, r in people.items()), near)
        assert count.i == pytest.approx(share.i)
        assert count.p == pytest.approx(share.p, abs=0.002)
        cursor.execute(
            "select distinct indicator from spatial_test where refusal = 'bagian' order by 1"
        )
        assert [c for (c,) in cursor.fetchall()] == [
            "pangsa_pdrb_provinsi", "pangsa_pemilih_kota", "pangsa_penduduk_kota", "persen_penduduk_provinsi"]  # fmt: skip


def test_every_complete_rate_of_the_city_is_tested_or_says_why(
    release: Release, catalogue: Catalogue
) -> None:
    with release.cursor() as cursor:
        cursor.execute("""select indicator, level, series, dim, period, refusal from spatial_test
                          where variant = ''""")  # fmt: skip
        kept = {row[:5]: row[5] for row in cursor.fetchall()}
        for level in ("kecamatan", "kelurahan"):
            areas = {a.area_code for a in catalogue.level(level)}
            for indicator in catalogue.indicators.values():
                for table in query.tables(release, indicator.indicator):
                    if table.level != level or not is_rate(indicator):
                        continue
                    key = (indicator.indicator, level, table.series, table.dim, table.period)
                    rows = query.values(cursor, *key[:2], table.period, table.dim, table.series)
                    sure = {c for c in areas if c in rows and honest.sure(rows[c], indicator)}
                    assert (kept[key] == "kosong") == (sure != areas) or kept[key] == "bagian"


def test_the_answers_of_this_release(cursor: Cursor) -> None:
    """How much is left after the false discovery rate: at kecamatan level far less than before."""
    cursor.execute("""select count(*), count(*) filter (whole < 0.05), count(*) filter (raw > 0),
                             count(*) filter (sure > 0)
        from (select any_value(t.p) as whole, count(*) filter (l.p < 0.05) as raw,
                     count(*) filter (l.significant) as sure
              from spatial_test t join spatial_local l using (indicator, level, series, dim, period, variant)
              where level = 'kecamatan' and variant = ''
              group by indicator, level, series, dim, period, variant)""")  # fmt: skip
    assert cursor.fetchone() == (14, 4, 11, 6)


def test_density_is_clustered_around_the_east_of_the_old_town(cursor: Cursor) -> None:
    cursor.execute("""select a.name_id from spatial_local l join area a using (area_code)
        where indicator = 'kepadatan_baku' and l.level = 'kecamatan' and period = '2020' and significant
          and quadrant = 'tinggi_tinggi' and variant = '' order by 1""")  # fmt: skip
    found = [n for (n,) in cursor.fetchall()]
    assert found == ["Medan Area", "Medan Denai", "Medan Kota", "Medan Perjuangan"]


def test_figures_that_were_rejected_are_tested_beside_the_others(cursor: Cursor) -> None:
    cursor.execute("""select indicator, period from spatial_test
                      where variant = 'alternatif' and refusal = '' order by 1""")  # fmt: skip
    assert cursor.fetchall() == [
        ("kepadatan_baku", "2010"),
        ("pertumbuhan_penduduk_2010_2020", "2020"),
    ]


def test_a_pattern_without_the_islands_is_that_of_esda_for_the_rest(
    release: Release, cursor: Cursor
) -> None:
    """The five of Nias touch no other area: what is left is tested again, on its own."""
    nias = {"1201", "1214", "1224", "1225", "1278"}
    cursor.execute("""select period, i, areas from spatial_test where level = 'kabkota'
                      and indicator = 'persen_penduduk_miskin' and variant = 'daratan'""")  # fmt: skip
    period, i, areas = cursor.fetchall()[0]
    near = dict(spatial.neighbours(release.boundary("kabkota")))
    rows = query.values(cursor, "persen_penduduk_miskin", "kabkota", period, "", "")
    rest = {c: list(n) for c, n in near.items() if c not in nias}
    w = W(rest, id_order=list(rest), silence_warnings=True)
    w.transform = "r"
    whole = esda.Moran([rows[c].value for c in rest], w, permutations=0)
    assert areas == len(rest) == 28
    assert i == pytest.approx(whole.I, abs=1e-9)
    assert i == pytest.approx(0.17, abs=0.005)
    cursor.execute("""select count(*) from spatial_test where level = 'kabkota' and variant = ''
                      and refusal = ''""")  # fmt: skip
    (tested,) = cursor.fetchone() or (0,)
    cursor.execute("select count(*) from spatial_test where variant = 'daratan'")
    assert cursor.fetchone() == (tested,)
    cursor.execute("select area_code, any_value(neighbours) from spatial_local where level = 'kabkota' group by 1")  # fmt: skip
    assert dict(cursor.fetchall()) == {c: len(n) for c, n in near.items()}


def test_a_package_with_nothing_to_test_needs_no_esda() -> None:
    import subprocess
    import sys

    code = (
        "import sys; from pathlib import Path; from atlas import spatial; from atlas.package import load_package\n"
        "package = load_package(Path('data'))\n"
        "tests, parts = spatial.tests(package, [], Path('geo'))\n"
        "assert not tests and not parts\n"
        "sys.exit(','.join({'esda', 'libpysal', 'numba'} & set(sys.modules)) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_kabupaten_are_tested_in_the_newest_complete_period_of_a_series() -> None:
    """Invented: one period complete, a newer one that is not, an older one that is."""
    package = load_package(ROOT / "data")
    codes = [a["area_code"] for a in package.codelists["areas"] if a["level"] == "kabkota"]
    rng = np.random.default_rng(10)
    rows = [
        {"indicator": "tpt", "area_code": c, "level": "kabkota", "period": period, "dim": "", "series": "",
         "period_kind": "round", "value": float(rng.normal()), "denominator": None, "alternative": None}
        for period, areas in (("2020-08", codes), ("2021-08", codes), ("2022-08", codes[:30]), ("2022-02", codes))
        for c in areas
    ]  # fmt: skip
    tests, parts = spatial.tests(package, rows, ROOT / "geo")
    whole = [t for t in tests if not t["variant"]]
    assert sorted(t["period"] for t in whole) == ["2021-08", "2022-02"]
    assert len([p for p in parts if not p["variant"]]) == 2 * len(codes)
    assert all(t["apart"] == "1201;1214;1224;1225;1278" and t["alone"] == "" for t in whole)
    rest = [t for t in tests if t["variant"] == "daratan"]
    assert sorted(t["period"] for t in rest) == ["2021-08", "2022-02"]
    assert {t["areas"] for t in rest} == {len(codes) - 5}
