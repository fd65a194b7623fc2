"""What was shown is held against its release: unchanged, corrected, another view, unknown."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import NamedTuple

import pytest
import segno
from lxml import etree
from starlette.applications import Starlette
from starlette.testclient import TestClient
from tables import change, keep, rows
from test_changes import GEO, GINI, TPT, WHY, correct, tpt

from atlas import build, releases
from atlas.__main__ import main
from atlas.composed import Composed, composed
from atlas.deck import Deck, Slide, encode, shown
from atlas.settings import settings
from atlas.store import Release, Store
from atlas.study import Study, asking
from atlas.study.cell import keys
from atlas.verify import listed, read, verify
from atlas.web import answers, images

LINE = "/embed/line/tpt?level=kota"
TABLE = "/embed/table/tpt?level=kabkota&period=2018"


DELI, BARU = "1275180", "1275090"
STATIONS = "observations/02-pemerintahan.csv"


def stations(area: str) -> dict[str, str]:
    return {"indicator": "jumlah_tps", "area_code": area, "period": "2024", "series": "pemilu"}


class Two(NamedTuple):
    state: Path
    old: str
    new: str


@pytest.fixture(scope="module")
def two(trusted: None, small_package: Path, tmp_path_factory: pytest.TempPathFactory) -> Two:
    """Two published releases: the second corrects one value with a recorded reason, one without,
    withdraws one, and moves one polling station from a kecamatan to another."""
    folder = tmp_path_factory.mktemp("verify")
    package, state = Path(shutil.copytree(small_package, folder / "data")), folder / "state"
    old = build.build(package, GEO, state)
    releases.publish(state, old)
    change(package / TPT, tpt("2018"), value="8.24")
    change(package / GINI, {"indicator": "gini", "area_code": "1275"}, value="0.372")
    keep(package / TPT, lambda row: not tpt("2025").items() <= row.items())
    reason = {"reason_id": WHY["id"], "reason_en": WHY["en"], "date": "2026-11-20"}
    for area, by in ((DELI, 1), (BARU, -1)):
        was = next(
            r["value"] for r in rows(package / STATIONS) if stations(area).items() <= r.items()
        )
        change(package / STATIONS, stations(area), value=str(int(was) + by))
    correct(package, tpt("2018") | reason)
    new = build.build(package, GEO, state)
    releases.publish(state, new)
    return Two(state, old, new)


@pytest.fixture
def store(two: Two) -> Store:
    return Store(two.state)


@pytest.fixture
def copy(two: Two, tmp_path: Path) -> Path:
    return Path(shutil.copytree(two.state, tmp_path / "state"))


def digest_of(store: Store, name: str, slide: Slide, lang: str = "id") -> str:
    (found,) = shown(Deck((slide,)), store.release(name), lang)  # type: ignore[arg-type]
    assert found.view
    return found.view.digest()


TPT_2018 = Slide("table", "tpt", {"level": "kabkota", "period": "2018"})


def test_unchanged_and_corrected_are_told_apart(two: Two, store: Store) -> None:
    same = verify(store, f"{TABLE.replace('2018', '2020')}&release={two.old}", "id")
    assert same.status == "unchanged"
    found = verify(store, f"{TABLE}&release={two.old}", "id")
    assert found.status == "corrected"
    (one,) = found.verdicts[0].corrections
    assert (one.area, one.when, one.old, one.new) == ("Kota Medan", "2018", "8,25", "8,24")
    assert (one.reason, one.date) == (WHY["id"], releases.published(two.state)[two.new][:10])
    newest = verify(store, f"{TABLE}&release={two.new}", "id")
    assert newest.status == "unchanged"


def test_the_true_figures_stand_beside_what_became_of_them(
    two: Two, store: Store, small_package: Path
) -> None:
    """Every figure is that of the package the old release was built from."""
    (verdict,) = verify(store, f"{LINE}&release={two.old}", "en").verdicts
    medan = {f.period: f for f in verdict.figures if f.area_code == "1275"}
    assert (medan["2018"].text, medan["2018"].now) == ("8,25", "8,24")
    assert (medan["2025"].now, medan["2019"].now) == ("ditarik", "")
    package = {
        r["period"]: float(r["value"]) for r in rows(small_package / TPT)
        if tpt(r["period"]).items() <= r.items() and r["value"]
    }  # fmt: skip
    read_back = {p: float(f.text.split()[0].replace(",", ".")) for p, f in medan.items()}
    assert read_back == package
    assert len(verdict.corrections) == 2


def test_a_digest_that_fits_is_exactly_the_same(two: Two, store: Store) -> None:
    given = digest_of(store, two.old, TPT_2018)
    (verdict,) = verify(store, f"{TABLE}&release={two.old}", "id", given).verdicts
    assert (verdict.status, verdict.exact) == ("corrected", True)
    assert any("Sama persis" in s for s in verdict.said)


def test_a_digest_of_something_else_is_not_this_view(two: Two, store: Store) -> None:
    address = f"{TABLE}&release={two.old}"
    (none,) = verify(store, address, "id", "0123456789").verdicts
    assert (none.status, none.exact) == ("not_this_view", False)
    assert [(f.text, f.now) for f in none.figures if f.now] == [("8,25", "8,24")]
    (other,) = verify(store, address, "id", digest_of(store, two.new, TPT_2018)).verdicts
    assert other.status == "not_this_view"
    assert two.new in other.said[0]
    (english,) = verify(store, address, "en", digest_of(store, two.old, TPT_2018, "en")).verdicts
    assert english.status == "not_this_view"
    assert "English" in english.said[0]
    (short,) = verify(store, address, "id", "38b56").verdicts
    assert short.status == "not_this_view"


def test_figures_decide_where_only_the_words_changed(two: Two, store: Store) -> None:
    address = f"{TABLE}&release={two.old}"
    (same,) = verify(store, address, "id", "0123456789", "8,25; Kota Medan: 8,25").verdicts
    assert same.status == "corrected"
    assert any("semua angka yang Anda tulis sama" in s for s in same.said)
    for figures in ("8,24", "Kota Binjai: 8,25", "82,5"):
        (other,) = verify(store, address, "id", "", figures).verdicts
        assert other.status == "not_this_view"
        assert figures in other.said[0]


def test_an_address_without_a_release_finds_the_one_of_its_digest(two: Two, store: Store) -> None:
    (open_,) = verify(store, TABLE, "id").verdicts
    assert (open_.status, open_.release) == ("unchanged", two.new)
    assert two.new in " ".join(open_.said)
    (old,) = verify(store, TABLE, "id", digest_of(store, two.old, TPT_2018)).verdicts
    assert (old.status, old.release, old.exact) == ("corrected", two.old, True)


@pytest.mark.parametrize(
    "form",
    ["https://atlas.example/embed/table/tpt?level=kabkota&period=2018&release={}",
     "atlas.example/embed/bar/tpt?level=kabkota&period=2018&release={}&theme=dark",
     "https://x.example/stat/image/map/tpt.png?level=kabkota&period=2018&release={}&preset=og",
     "/indikator?indikator=tpt&level=kabkota&period=2018&tab=grafik&release={}",
     "(/embed/table/tpt?level=kabkota&amp;period=2018&amp;release={}),"],
)  # fmt: skip
def test_every_form_of_an_address_names_the_same_view(two: Two, store: Store, form: str) -> None:
    found = verify(store, form.format(two.old), "id")
    assert (found.status, found.verdicts[0].corrections[0].new) == ("corrected", "8,24")
    host = re.match(r"(?:https://)?(\w+\.example)", form)
    assert [host[1] in n for n in found.notes] == [True] if host else not found.notes


def test_our_own_host_is_no_other_host(two: Two, store: Store) -> None:
    found = verify(store, f"https://a.example{TABLE}&release={two.old}", "id", own="a.example")
    assert found.notes == ()


@pytest.mark.slow
def test_the_line_under_a_picture_is_enough_for_a_plain_view(two: Two, store: Store) -> None:
    given = digest_of(store, two.old, TPT_2018, "en")
    for line in (f"View {given}, release {two.old}", f"{given.upper()} {two.old}"):
        (found,) = verify(store, line, "id").verdicts
        assert (found.status, found.exact) == ("corrected", True), line
        assert found.corrections[0].new == "8.24"
    for codes in (f"0123456789 {two.old}", given):
        (none,) = verify(store, codes, "id").verdicts
        assert none.status == "unknown", codes
    (only,) = verify(store, f"Tampilan, rilis {two.old}", "id").verdicts
    assert only.status == "unknown"
    assert two.old in only.said[0]


def test_an_address_and_a_line_of_two_releases_are_not_of_one_picture(
    two: Two, store: Store
) -> None:
    both = f"{TABLE}&release={two.old} Tampilan 0123456789, rilis {two.new}"
    assert verify(store, both, "id").status == "not_this_view"


def test_a_deck_is_verified_slide_by_slide(two: Two, store: Store) -> None:
    gini = Slide("line", "gini", {"level": "kota"})
    quiet = Slide("table", "tpt", {"level": "kabkota", "period": "2020"})
    deck = Deck((quiet, TPT_2018, gini, Slide("map", "tidak_ada")), "Rapat", two.old)
    code = encode(deck)
    found = verify(store, f"https://a.example/paparan?d={code}#2", "id")
    assert [v.status for v in found.verdicts] == ["unchanged", "corrected", "corrected", "unknown"]
    assert (found.verdicts[2].corrections[0].old, found.verdicts[2].corrections[0].new) == (
        "0,373", "0,372",
    )  # fmt: skip
    given = digest_of(store, two.old, TPT_2018)
    exact = verify(store, f"/paparan?d={code}", "id", given)
    assert [v.exact for v in exact.verdicts] == [None, True, None, None]
    none = verify(store, f"/paparan?d={code}", "id", "0123456789")
    assert none.verdicts[0].status == "not_this_view"
    cut = verify(store, f"/paparan?d={code[: code.rindex('.')]}", "id")
    assert len(cut.verdicts) == 3
    assert any("3 dari 4" in n for n in cut.notes)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (f"{TABLE}&release=ffffffffffff", "pernah diterbitkan"),
        (f"{TABLE}&release=d9bb5", "12 angka"),
        ("/embed/table/tp?release=", "terpotong"),
        ("/embed/table", "terpotong"),
        ("/embed/tabl", "terpotong"),
        ("/embed/table/tpt?level=kabkota&period=20", "terpotong"),
        ("/embed/map/tpt?level=kota", "terpotong"),
        ("/paparan?d=1.3.W1", "terpotong"),
        ("/paparan", "salindia"),
        ("https://a.example/berita/7", "bukan alamat"),
        ("https://[x/embed/map/tpt", "tidak dapat dibaca"),
        ("selamat pagi", "Tidak ada alamat"),
        ("", "Tidak ada alamat"),
    ],
)
def test_what_cannot_be_known_is_said_to_be_unknown(store: Store, text: str, said: str) -> None:
    found = verify(store, text, "id")
    assert found.status == "unknown"
    assert said in " ".join([*found.verdicts[0].said, *found.notes])


def test_a_withdrawn_release_is_unknown_with_its_reason(two: Two, copy: Path) -> None:
    releases.withdraw(copy, two.old, "Salah berkas", "Wrong file")
    (found,) = verify(Store(copy), f"{TABLE}&release={two.old}", "en").verdicts
    assert found.status == "unknown"
    assert "Wrong file" in found.said[0]


def test_an_altered_release_proves_nothing(two: Two, copy: Path) -> None:
    database = copy / "releases" / two.old / "atlas.duckdb"
    content = bytearray(database.read_bytes())
    content[-1] ^= 1
    database.write_bytes(content)
    (found,) = verify(Store(copy), f"{TABLE}&release={two.old}", "en").verdicts
    assert found.status == "unknown"
    assert "checksum" in found.said[0]


@pytest.mark.parametrize(
    "text",
    ["\x00\x1f", "/" * 5000, "?", "/?" + "&" * 9000, "%zz/embed/%00/%ff?level=%f0", "‮/embed/map/tpt",
     "/embed/map/tpt?" + "level=kota&" * 50, "/embed/map/tpt?breaks=nan,inf&classes=-1e309", "//",
     "http://", "/embed/map/tpt?area=1275010001&level=kota", "/paparan?d=" + "9." * 40_000,
     "<script>alert(1)</script>", "/indikator?indikator=" + "x" * 10_000, "0123456789 " * 9000],
)  # fmt: skip
def test_nonsense_never_raises(store: Store, text: str) -> None:
    for digest, figures in (("", ""), ("\x00" * 40, ";;;:::\n" * 4000)):
        found = verify(store, text, "id", digest, figures)
        assert all(v.said and all(v.said) for v in found.verdicts)
    assert read(text)


@pytest.fixture
def command(two: Two, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ATLAS_STATE", str(two.state))
    settings.cache_clear()


@pytest.mark.usefixtures("command")
def test_the_command_says_it_and_its_code_says_it(
    two: Two, store: Store, capsys: pytest.CaptureFixture[str]
) -> None:
    old = f"release={two.old}"
    assert main(["verify", f"{TABLE}&{old}".replace("2018", "2020")]) == 0
    assert capsys.readouterr().out.startswith("TIDAK BERUBAH")
    assert main(["verify", f"{TABLE}&{old}", "--lang", "en"]) == 1
    said = capsys.readouterr().out
    assert said.startswith("CORRECTED SINCE")
    assert "Kota Medan, 2018: semula 8,25, kini 8,24 (rilis " in said
    assert WHY["id"] in said
    assert main(["verify", f"{TABLE}&release=ffffffffffff"]) == 2
    assert main(["verify", f"{TABLE}&{old}", "--digest", "0123456789"]) == 2
    assert main(["verify", f"{TABLE}&{old}", "--figures", "8,25"]) == 1
    capsys.readouterr()
    assert main(["verify", f"{TABLE}&{old}", "--format", "json"]) == 1
    found = json.loads(capsys.readouterr().out)
    assert found["status"] == "corrected"
    correction = found["views"][0]["corrections"][0]
    assert (correction["old"], correction["new"], correction["reason"]) == (
        "8,25",
        "8,24",
        WHY["id"],
    )
    assert {"area": "Kota Medan", "area_code": "1275", "period": "2018", "text": "8,25",
            "now": "8,24", "what": ""} in found["views"][0]["figures"]  # fmt: skip
    assert found["views"][0]["exact"] is None


def test_without_a_release_the_command_is_no_verdict_of_corrected(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("ATLAS_STATE", str(tmp_path))
    settings.cache_clear()
    assert main(["verify", TABLE]) == 2
    assert "Belum ada rilis" in capsys.readouterr().err


@pytest.fixture
def client(store: Store, monkeypatch: pytest.MonkeyPatch) -> TestClient:
    monkeypatch.setattr(answers, "shelf", answers.Shelf(1 << 22))
    return TestClient(Starlette(routes=images.routes(store)), "https://atlas.test")


def modules(group: etree._Element) -> list[list[bool]]:
    """The dark modules of a code as drawn, read back from its path."""
    side = int(group.find("{*}rect").get("width"))
    found = [[False] * side for _ in range(side)]
    for x, y, wide in re.findall(r"M(\d+) (\d+)h(\d+)v1h-\d+z", group.find("{*}path").get("d")):
        for at in range(int(x), int(x) + int(wide)):
            found[int(y)][at] = True
    return found


def code_of(root: etree._Element) -> etree._Element | None:
    """The group of the code: the one drawn in crisp edges."""
    found = [p for p in root.iter("{*}path") if p.get("shape-rendering") == "crispEdges"]
    return found[0].getparent() if found else None


@pytest.mark.parametrize("look", ["preset=og", "preset=square", "preset=slide", ""])
@pytest.mark.parametrize("kind", ["bar", "table", "strip"])
def test_the_code_of_a_picture_is_its_address_and_covers_nothing(
    two: Two, client: TestClient, look: str, kind: str
) -> None:
    given = "level=kabkota&period=2018&lang=en"
    root = etree.fromstring(client.get(f"/image/{kind}/tpt.svg?{given}&{look}").content)
    group = code_of(root)
    assert group is not None
    place = f"level=kabkota&period=2018&lang=en&release={two.new}"
    url = f"https://atlas.test/embed/{kind}/tpt?{place}"
    code = segno.make(url, error="m", micro=False)
    assert modules(group) == [[bool(c) for c in row] for row in code.matrix_iter(border=2)]
    x, y, scale = map(float, re.findall(r"[\d.]+", group.get("transform")))
    assert scale >= 2
    assert scale == int(scale)
    side = scale * len(modules(group))
    assert x + side <= float(root.get("width"))
    assert y + side <= float(root.get("height"))
    from test_images import lines

    over = [n.text for n in lines(root) if n.right > x and n.left < x + side
            and n.bottom > y and n.top < y + side]  # fmt: skip
    assert over == []
    assert verify(Store(two.state), url, "en", root.get("data-view")).verdicts[0].exact


def test_a_small_picture_has_no_code(client: TestClient) -> None:
    for size in ("width=420&height=420", "width=599&height=900"):
        root = etree.fromstring(client.get(f"/image/bar/tpt.svg?level=kabkota&{size}").content)
        assert code_of(root) is None, size


PROFILE = f"/kecamatan?area={DELI}"


def sheet(store: Store, name: str, kind: str, what: str, lang: str = "id") -> Composed:
    return composed(store.release(name), kind, what, lang)  # type: ignore[arg-type]


def test_a_profile_lists_its_own_figures_and_says_which_were_corrected(
    two: Two, store: Store, small_package: Path
) -> None:
    made = sheet(store, two.old, "profil", DELI)
    (found,) = verify(store, f"https://a.example{made.address()}", "id", made.digest).verdicts
    assert (found.status, found.exact, found.title) == ("corrected", True, "Profil Medan Deli")
    assert [c.area_code for c in found.corrections] == [DELI, BARU]
    assert any("1 di antaranya angka wilayah lain" in s for s in found.said)
    own = [f for f in found.figures if f.area_code == DELI]
    assert {f.area_code for f in found.figures} == {DELI, "1275"}
    (moved,) = [f for f in own if f.now]
    was = next(
        r["value"] for r in rows(small_package / STATIONS) if stations(DELI).items() <= r.items()
    )
    assert moved.text.replace(".", "") == was
    assert int(moved.now.replace(".", "")) == int(was) + 1
    assert "TPS" in moved.what
    for address, status in ((f"{PROFILE}&release={two.new}", "unchanged"), (PROFILE, "unchanged")):
        assert verify(store, address, "id").status == status


@pytest.mark.slow
def test_a_sheet_with_another_code_is_not_that_sheet_and_an_unknown_area_is_unknown(
    two: Two, store: Store
) -> None:
    address = f"{PROFILE}&release={two.old}"
    assert verify(store, address, "id", "0123456789").status == "not_this_view"
    (newer,) = verify(store, address, "id", sheet(store, two.new, "profil", DELI).digest).verdicts
    assert newer.status == "not_this_view"
    assert two.new in newer.said[0]
    english = sheet(store, two.old, "profil", DELI, "en").digest
    assert "English" in verify(store, address, "en", english).verdicts[0].said[0]
    for wrong in ("/kecamatan?area=9999999", "/kecamatan", "/kecamatan?area=12751"):
        assert verify(store, f"{wrong}{'&' if '?' in wrong else '?'}release={two.old}", "id").status == "unknown"  # fmt: skip
    for figures, status in (("0", "not_this_view"), ("Medan Deli: 517", "corrected")):
        assert verify(store, address, "id", "", figures).status == status, figures


def test_the_sheets_of_the_city_and_of_an_indicator_are_verified(two: Two, store: Store) -> None:
    city = sheet(store, two.old, "kota", "")
    (found,) = verify(store, f"x.example{city.address()}", "en", city.digest).verdicts
    assert (found.status, found.exact) == ("corrected", True)
    assert {c.indicator for c in found.corrections} == {"tpt", "gini", "jumlah_tps"}
    one = sheet(store, two.old, "indikator", "tpt")
    (about,) = verify(store, one.address(), "id", one.digest).verdicts
    assert (about.status, about.exact) == ("corrected", True)
    gini = sheet(store, two.new, "indikator", "gini")
    assert verify(store, gini.address(), "id", gini.digest).verdicts[0].exact


def test_the_line_under_a_profile_is_enough(two: Two, store: Store) -> None:
    made = sheet(store, two.old, "profil", DELI, "en")
    (found,) = verify(store, f"View {made.digest}, release {two.old}", "id").verdicts
    assert (found.status, found.exact, found.title) == ("corrected", True, "Profil Medan Deli")


def study(store: Store, name: str, kind: str, **params: str) -> Study:
    return asking.asked(kind, store.release(name), params, "id").study


CHANGE = {"level": "kabkota", "indikator": "tpt", "dari": "2018", "sampai": "2024"}


def test_an_analysis_is_unchanged_or_says_which_of_its_numbers_differ(
    two: Two, store: Store
) -> None:
    made = study(store, two.old, "change", **CHANGE)
    (found,) = verify(store, f"https://a.example{made.frozen_path}", "id", made.digest()).verdicts
    assert (found.status, found.exact) == ("different", True)
    moved = [(f.area, f.text, f.now) for f in found.figures if f.now]
    assert {a for a, _, _ in moved} == {"Kota Medan"}
    assert ("Kota Medan", "8,25", "8,24") in moved
    assert ("1275", "2018", "8,25", "8,24") in [
        (c.area_code, c.period, c.old, c.new) for c in found.corrections
    ]
    assert any("tidak semuanya tentu dipakai" in s for s in found.said)
    later = study(store, two.old, "change", **CHANGE | {"dari": "2020"})
    (same,) = verify(store, later.frozen_path, "id", later.digest()).verdicts
    assert (same.status, same.exact) == ("unchanged", True)
    assert verify(store, made.frozen_path, "id", later.digest()).status == "not_this_view"
    newest = study(store, two.new, "change", **CHANGE)
    assert verify(store, newest.frozen_path, "id", newest.digest()).verdicts[0].exact


def test_an_analysis_the_newest_release_cannot_make_is_said_so(two: Two, store: Store) -> None:
    made = study(store, two.old, "trend", indikator="tpt", area="1275", dari="2017", sampai="2025")
    (found,) = verify(store, made.frozen_path + "&sampai=2025", "id").verdicts
    assert found.status == "different"
    cut = made.frozen_path.replace("area=1275", "area=127")
    assert verify(store, cut, "id").status == "unknown"


def test_the_address_of_one_figure_is_verified_by_the_figure(two: Two, store: Store) -> None:
    address = "/asal?indikator=tpt&area=1275&period={}&release=" + two.old
    key = next(k for k, _ in keys(store.release(two.old), "tpt") if (k.area_code, k.period) == ("1275", "2018"))  # fmt: skip
    address += f"&dim={key.dim}&series={key.series}"
    (found,) = verify(store, address.format("2018"), "id", "0123456789").verdicts
    assert (found.status, found.figures[0].text, found.figures[0].now) == ("corrected", "8,25", "8,24")  # fmt: skip
    assert any("tidak diperiksa" in s for s in found.said)
    assert verify(store, address.format("2020"), "id").status == "unchanged"
    assert verify(store, address.format("1920"), "id").status == "unknown"


@pytest.mark.parametrize("kind", sorted(asking.KINDS))
def test_every_kind_of_analysis_is_found_again_by_its_address(
    release: Release, state: Path, kind: str
) -> None:
    made = asking.asked(kind, release, {}, "en").study
    (found,) = verify(Store(state), f"https://a.example{made.frozen_path}", "id", made.digest()).verdicts  # fmt: skip
    assert (found.status, found.exact) == ("unchanged", True)
    assert found.address == made.frozen_path
    numbers = {e.text for g in made.grids for r in g.rows for e, h in zip(r.entries, g.heads, strict=True) if h.number}  # fmt: skip
    assert {f.text for f in found.figures} == numbers - {""}


def test_a_slide_that_the_address_names_is_named(two: Two, store: Store) -> None:
    code = encode(Deck((TPT_2018, Slide("line", "gini", {"level": "kota"})), "", two.old))
    found = verify(store, f"/paparan?d={code}#2", "id")
    assert (found.place, len(found.verdicts)) == (2, 2)
    assert any("salindia 2" in n for n in found.notes)
    for mark in ("", "#9", "#x", "#-1"):
        assert verify(store, f"/paparan?d={code}{mark}", "id").place == 0, mark
    assert verify(store, f"/paparan/unduh.pptx?d={code}", "id").verdicts[0].status == "corrected"


@pytest.mark.parametrize(
    ("text", "fits"),
    [("Medan Kota 16.066", True), ("Medan Kota: 16.066", True), ("medan kota 16.066 jiwa per km²", True),
     ("16066", True), ("16,066", True), ("Medan Kota 16.067", False), ("Medan Baru 16.066", False),
     ("160,66", False), ("1.606,6", False), ("1–4", True), ("8.25", True), ("825", False)],
)  # fmt: skip
def test_a_figure_may_be_written_as_the_picture_or_the_other_language_writes_it(
    text: str, fits: bool
) -> None:
    shown = [("Medan Kota", "16.066"), ("Medan Baru", "1–4"), ("Kota Medan", "8,25")]
    assert (listed.not_among(listed.typed(text), shown) == []) is fits


def test_the_line_of_a_whole_deck_is_told_apart() -> None:
    assert read("Paparan 025f3c0422, rilis e8ba4cf8ebac").wrong == "deck_line"
    assert read("Tampilan 025f3c0422, rilis e8ba4cf8ebac").wrong == ""
