"""A published value that changes is said: between releases, on frozen views, on /changes."""

from __future__ import annotations

import csv
import json
import shutil
from pathlib import Path
from typing import NamedTuple
from xml.etree.ElementTree import fromstring

import duckdb
import html5lib
import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient
from tables import change, keep, rows, write

from atlas import build, changes, query, releases
from atlas.__main__ import main
from atlas.changes import Change
from atlas.choice import Choice, resolve
from atlas.model import AtlasError, Lang, PackageError
from atlas.package import read_package
from atlas.query import Catalogue
from atlas.store import Release, Store, WithdrawnError
from atlas.view import View, area_view, line_view
from atlas.web import answers
from atlas.web.answers import Problem
from atlas.web.changes import routes

GEO = Path(__file__).resolve().parent.parent / "geo"
TPT = "observations/03-penduduk-ketenagakerjaan.csv"
GINI = "observations/10-pengeluaran.csv"
WHY = {"id": "Angka Agustus 2018 salah ketik", "en": "The figure of August 2018 was mistyped"}
ALL = {"id": "Semua angka 2018", "en": "All figures of 2018"}
ATOM = "{http://www.w3.org/2005/Atom}"


class Two(NamedTuple):
    state: Path
    old: str
    new: str
    package: Path
    """as it was built the second time"""


def tpt(period: str) -> dict[str, str]:
    return {"indicator": "tpt", "area_code": "1275", "period": period, "dim": ""}


def correct(folder: Path, *found: dict[str, str]) -> None:
    path = folder / "corrections.csv"
    with path.open(encoding="utf-8", newline="") as lines:
        names = list(csv.DictReader(lines).fieldnames or [])
    write(path, [dict.fromkeys(names, "") | row for row in found], names)


@pytest.fixture(scope="module")
def two(trusted: None, small_package: Path, tmp_path_factory: pytest.TempPathFactory) -> Two:
    """Two published releases: the second corrects four values and withdraws one."""
    folder = tmp_path_factory.mktemp("changes")
    package, state = Path(shutil.copytree(small_package, folder / "data")), folder / "state"
    old = build.build(package, GEO, state)
    releases.publish(state, old)
    change(package / TPT, tpt("2018"), value="8.24")
    change(package / TPT, tpt("2019"), value="8.5")
    change(package / TPT, tpt("2021"), value="10.8", mark="r")
    change(package / GINI, {"indicator": "gini", "area_code": "1275"}, value="0.372",
           note="10-kecamatan-terdampak")  # fmt: skip
    keep(package / TPT, lambda row: not tpt("2025").items() <= row.items())
    reason = {"reason_id": f"{WHY['id']}.", "reason_en": WHY["en"], "date": "2026-11-20"}
    wide = {"indicator": "tpt", "period": "2018", "date": "2026-11-21",
            "reason_id": ALL["id"], "reason_en": ALL["en"]}  # fmt: skip
    correct(package, tpt("2018") | reason, wide)
    new = build.build(package, GEO, state)
    releases.publish(state, new)
    return Two(state, old, new, package)


@pytest.fixture
def copy(two: Two, tmp_path: Path) -> Path:
    """A copy of the state that a test may change."""
    return Path(shutil.copytree(two.state, tmp_path / "state"))


@pytest.fixture(autouse=True)
def empty_shelf(monkeypatch: pytest.MonkeyPatch) -> None:
    """Copies of a state serve a release of the same name: none gives what another one kept."""
    monkeypatch.setattr(answers, "shelf", answers.Shelf(1 << 22))


@pytest.fixture
def store(two: Two) -> Store:
    return Store(two.state)


@pytest.fixture
def client(store: Store) -> TestClient:
    return TestClient(Starlette(routes=routes(store)))


def found(two: Two, store: Store) -> dict[tuple[str, str, str], Change]:
    between = changes.between(store.release(two.old), store.release(two.new))
    return {(c.indicator, c.old.area_code, c.old.period): c for c in between}


def view_of(release: Release, choice: Choice, lang: Lang = "id") -> View:
    catalogue: Catalogue = query.catalogue(release)
    with release.cursor() as cursor:
        resolved = resolve(choice, query.coverage(cursor, choice.indicator), catalogue, [])
        make = line_view if choice.level == "kota" else area_view
        return make(release, cursor, catalogue, resolved, lang)


def published_after(state: Path, name: str, newer: str, *statements: str) -> None:
    """Publish a copy of a release whose database was changed by hand."""
    folder = Path(shutil.copytree(state / "releases" / name, state / "releases" / newer))
    with duckdb.connect(str(folder / "atlas.duckdb")) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.execute("checkpoint")
    manifest = json.loads((folder / "manifest.json").read_text())
    size = (folder / "atlas.duckdb").stat().st_size
    (folder / "manifest.json").write_text(json.dumps(manifest | {"release": newer, "bytes": size}))
    releases.publish(state, newer)


def test_exactly_what_changed_is_found_and_what_is_computed_from_it(two: Two, store: Store) -> None:
    every = found(two, store)
    published = {
        k: (c.old.value, c.new and c.new.value) for k, c in every.items() if not c.computed
    }
    assert published == {
        ("tpt", "1275", "2018"): (8.25, 8.24),
        ("tpt", "1275", "2019"): (8.53, 8.5),
        ("tpt", "1275", "2021"): (10.81, 10.8),
        ("tpt", "1275", "2025"): (7.99, None),
        ("gini", "1275", "2023"): (0.373, 0.372),
    }
    computed = [c for c in every.values() if c.computed]
    assert computed
    assert {c.indicator for c in computed} <= {
        r["indicator"] for r in rows(two.package / "derived.csv")
    }
    assert len(every) == releases.difference(two.state, two.old, two.new)["changed"] + sum(
        c.new is None for c in every.values()
    )


def test_the_reason_is_the_recorded_one_else_what_the_figures_say(two: Two, store: Store) -> None:
    every = found(two, store)
    assert every["tpt", "1275", "2018"].reason == WHY
    assert every["tpt", "1275", "2019"].reason["id"] == "alasan tidak dicatat"
    assert every["tpt", "1275", "2019"].reason["en"] == "no reason was recorded"
    assert every["tpt", "1275", "2021"].reason["id"] == "diperbaiki oleh produsen (r)"
    assert every["gini", "1275", "2023"].reason["en"] == "10 districts affected"
    follows = [c for c in every.values() if c.computed and c.old.period == "2018"]
    assert follows
    assert all(WHY["en"] in c.reason["en"] for c in follows)


def test_what_was_added_is_no_correction(two: Two, store: Store) -> None:
    back = changes.between(store.release(two.new), store.release(two.old))
    assert not [c for c in back if c.old.period == "2025"]
    assert changes.between(store.release(two.new), store.release(two.new)) == ()


def test_a_frozen_view_shows_its_corrections_and_the_served_one_none(
    two: Two, store: Store
) -> None:
    old, new = store.release(two.old), store.release(two.new)
    choice = Choice("tpt", "kabkota", "2018")
    (one,) = changes.for_view(store, old, view_of(old, choice))
    assert (one.area, one.old, one.new, one.unit) == ("Kota Medan", "8,25", "8,24", "persen")
    assert (one.reason, one.date) == (WHY["id"], releases.published(two.state)[two.new][:10])
    assert one.line.startswith("Kota Medan, 2018: semula 8,25, kini 8,24 (rilis ")
    assert WHY["id"] in one.line
    (said,) = changes.for_view(store, old, view_of(old, choice, "en"))
    assert "was 8.25, now 8.24" in said.line
    assert changes.for_view(store, new, view_of(new, choice)) == ()
    assert changes.for_view(store, old, view_of(old, Choice("tpt", "kabkota", "2020"))) == ()


def test_a_frozen_line_shows_the_corrections_of_all_its_points(two: Two, store: Store) -> None:
    old = store.release(two.old)
    lines = changes.for_view(store, old, view_of(old, Choice("tpt", "kota")))
    assert [(c.period, c.new) for c in lines] == [
        ("2018", "8,24"), ("2019", "8,50"), ("2021", "10,80 (angka revisi)"), ("2025", "ditarik"),
    ]  # fmt: skip
    assert lines[3].withdrawn


def test_a_value_corrected_twice_shows_the_last_and_one_put_back_none(two: Two, copy: Path) -> None:
    where = "where indicator = 'tpt' and area_code = '1275' and period ="
    published_after(
        copy, two.new, "cccccccccccc",
        f"update observation set value = 8.3 {where} '2018'",
        f"update observation set value = 8.53 {where} '2019'",
    )  # fmt: skip
    store = Store(copy)
    old = store.release(two.old)
    (twice,) = changes.for_view(store, old, view_of(old, Choice("tpt", "kabkota", "2018")))
    assert (twice.new, twice.release_new) == ("8,30", "cccccccccccc")
    assert twice.reason == "alasan tidak dicatat"
    assert changes.for_view(store, old, view_of(old, Choice("tpt", "kabkota", "2019"))) == ()
    assert [c.release_new for c in changes.every(store)][:2] == ["cccccccccccc"] * 2


def test_after_a_rollback_a_view_of_the_later_release_is_corrected_and_the_feed_goes_back(
    two: Two, copy: Path
) -> None:
    releases.rollback(copy)
    store = Store(copy)
    new = store.release(two.new)
    (one,) = changes.for_view(store, new, view_of(new, Choice("tpt", "kabkota", "2018")))
    assert (one.old, one.new) == ("8,24", "8,25")
    assert one.date
    assert changes.every(store) == []


def test_a_release_of_an_older_schema_is_compared_by_what_both_have(two: Two, copy: Path) -> None:
    published_after(
        copy, two.new, "dddddddddddd",
        "create table kept as select * exclude (low, high, note_id, note_en, origin) "
        "from observation",
        "drop table observation", "alter table kept rename to observation",
        "drop table part", "drop table correction",
        "update observation set value = 9 where indicator = 'tpt' and period = '2018'",
    )  # fmt: skip
    store = Store(copy)
    old, bare = store.release(two.old), store.release("dddddddddddd")
    one = next(c for c in changes.between(old, bare) if c.key == ("tpt", "1275", "2018", "", ""))
    assert one.new is not None
    assert (one.old.value, one.new.value) == (8.25, 9)
    assert changes.between(bare, old)


def test_the_page_groups_by_release_and_says_old_new_and_why(two: Two, client: TestClient) -> None:
    answer = client.get("/changes")
    assert answer.status_code == 200
    html5lib.HTMLParser(strict=True).parse(answer.text)
    for text in (two.new, two.old, "<del>8,25</del> → <ins>8,24</ins>", WHY["id"],
                 "alasan tidak dicatat", "ditarik", 'lang="id"'):  # fmt: skip
        assert text in answer.text
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "<script" not in answer.text
    english = client.get("/changes?lang=en").text
    html5lib.HTMLParser(strict=True).parse(english)
    assert "<del>8.25</del> → <ins>8.24</ins>" in english
    assert "no reason was recorded" in english
    only = client.get("/changes?indicator=gini").text
    assert "0,372" in only
    assert "8,24" not in only


def test_the_data_has_every_correction_with_its_unit_and_links(
    two: Two, client: TestClient, store: Store
) -> None:
    answer = client.get("/changes.json?indicator=tpt").json()
    assert set(answer) == {"data", "links", "release"}
    assert answer["release"] == two.new
    first = answer["data"][0]
    assert (first["old"], first["new"], first["unit"], first["computed"]) == (
        8.25,
        8.24,
        "persen",
        False,
    )
    assert (first["reason_id"], first["reason_en"]) == (WHY["id"], WHY["en"])
    assert "/indikator?indikator=tpt&level=kota&period=2018" in first["view"]
    assert all(i["withdrawn"] == (i["new"] is None) for i in answer["data"])
    assert len(client.get("/changes.json").json()["data"]) == len(changes.every(store))


def test_the_feed_is_atom(two: Two, client: TestClient) -> None:
    answer = client.get("/changes.atom?lang=en")
    assert answer.headers["content-type"].startswith("application/atom+xml")
    root = fromstring(answer.content)
    assert root.tag == f"{ATOM}feed"
    assert root.findtext(f"{ATOM}author/{ATOM}name") == "Atlas Medan"
    entries = root.findall(f"{ATOM}entry")
    ids = [e.findtext(f"{ATOM}id") for e in entries]
    assert len(set(ids)) == len(entries) > 5
    assert all(i and i.startswith("urn:uuid:") for i in ids)
    for node in (root, *entries):
        assert node.findtext(f"{ATOM}updated") == releases.published(two.state)[two.new]
        assert node.findtext(f"{ATOM}title")
        assert node.find(f"{ATOM}link[@rel='alternate']") is not None
    titles = {e.findtext(f"{ATOM}title"): e for e in entries}
    (title,) = [t for t in titles if t and "was 8.25, now 8.24" in t]
    entry = titles[title]
    link = entry.find(f"{ATOM}link")
    assert link is not None
    assert "/indikator?indikator=tpt&level=kota&period=2018" in link.attrib["href"]
    assert WHY["en"] in (entry.findtext(f"{ATOM}summary") or "")
    again = client.get("/changes.atom?lang=en", headers={"Host": "other.example"})
    assert [
        e.findtext(f"{ATOM}id") for e in fromstring(again.content).findall(f"{ATOM}entry")
    ] == ids


def test_many_corrections_are_paged_and_folded(two: Two, copy: Path) -> None:
    published_after(
        copy, two.new, "eeeeeeeeeeee",
        "update observation set value = value + 1 where indicator = 'jumlah_penduduk'",
    )  # fmt: skip
    client = TestClient(Starlette(routes=routes(Store(copy))))
    first = client.get("/changes.json").json()
    assert len(first["data"]) == 100
    assert "prev" not in first["links"]
    second = client.get(first["links"]["next"]).json()
    assert second["links"]["prev"] == first["links"]["self"]
    assert not {json.dumps(i) for i in first["data"]} & {json.dumps(i) for i in second["data"]}
    page = client.get("/changes?page=2").text
    html5lib.HTMLParser(strict=True).parse(page)
    assert "<details><summary>" in page
    assert len(page) < 40_000
    feed = fromstring(client.get("/changes.atom").content)
    assert len(feed.findall(f"{ATOM}entry")) == 100
    assert feed.find(f"{ATOM}link[@rel='next']") is not None


@pytest.mark.parametrize(
    ("params", "status"),
    [("indicator=tptt", 404), ("page=0", 400), ("page=99", 400), ("page=x", 400), ("lang=fr", 400),
     ("foo=%3Cscript%3E", 400), ("page=1&page=2", 400), ("indicator=" + "x" * 300, 400)],
)  # fmt: skip
def test_what_cannot_be_had_is_refused_and_nothing_is_reflected(
    client: TestClient, params: str, status: int
) -> None:
    for path in ("/changes", "/changes.json", "/changes.atom"):
        answer = client.get(f"{path}?{params}")
        assert answer.status_code == status
        assert "<script>" not in answer.text or path != "/changes"


def test_without_corrections_each_form_says_so(two: Two, copy: Path) -> None:
    shutil.rmtree(copy / "releases" / two.old)
    client = TestClient(Starlette(routes=routes(Store(copy))))
    assert "Belum ada angka terbitan yang berubah" in client.get("/changes").text
    assert client.get("/changes.json").json()["data"] == []
    feed = fromstring(client.get("/changes.atom").content)
    assert feed.findtext(f"{ATOM}updated") == releases.published(copy)[two.new]


def test_without_a_release_each_form_is_503(tmp_path: Path) -> None:
    client = TestClient(Starlette(routes=routes(Store(tmp_path))))
    for path in ("/changes", "/changes.json", "/changes.atom"):
        answer = client.get(path)
        assert answer.status_code == 503
        assert answer.headers["retry-after"]


def test_a_withdrawn_release_is_410_with_date_and_reason(two: Two, copy: Path) -> None:
    why = ["--why-id", "Angka salah unggah", "--why-en", "Wrong figures were uploaded"]
    assert main(["build", "--state", str(copy), "--withdraw", two.old, *why]) == 0
    with pytest.raises(WithdrawnError) as caught:
        Store(copy).release(two.old)
    problem = Problem.from_release(caught.value)
    assert problem.status == 410
    date = releases.withdrawn(copy)[two.old]["date"]
    assert "Angka salah unggah" in problem.detail["id"]
    assert "Wrong figures were uploaded" in problem.detail["en"]
    assert all(date in text for text in problem.detail.values())
    assert changes.every(Store(copy)) == []
    page = TestClient(Starlette(routes=routes(Store(copy)))).get("/changes?lang=en").text
    assert "Wrong figures were uploaded" in page


def test_withdrawing_the_served_an_unknown_or_without_a_reason_is_refused(
    two: Two, copy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, why_id, why_en in ((two.new, "a", "b"), ("ffffffffffff", "a", "b"), (two.old, "", "b"),
                                 (two.old, "a", " ")):  # fmt: skip
        with pytest.raises(AtlasError):
            releases.withdraw(copy, name, why_id, why_en)
    assert main(["build", "--state", str(copy), "--withdraw", two.old]) == 1
    assert "--why-id" in capsys.readouterr().err
    assert releases.withdrawn(copy) == {}


BROKEN = {
    "skema:foreign-key": [{"indicator": "tptt"}, {"area_code": "9999"}, {"series": "sp2030"}],
    "skema:type-error": [{"date": "kemarin"}],
    "skema:constraint-error": [{"period": "20l8"}, {"reason_en": ""}],
    "skema:dim": [{"dim": "sex=X"}],
}


@pytest.mark.parametrize("beyond", [False, True], ids=["schema", "members"])
def test_a_broken_correction_is_named(package: Path, beyond: bool) -> None:
    row = tpt("2018") | {"date": "2026-11-20", "reason_id": "a", "reason_en": "b"}
    broken = [(rule, cell) for rule, cells in BROKEN.items() for cell in cells
              if (rule == "skema:dim") == beyond]  # fmt: skip
    correct(package, *(row | cell for _, cell in broken))
    with pytest.raises(PackageError) as caught:
        read_package(package)
    places = sorted((f.row, f.rule, f.file) for f in caught.value.findings)
    assert places == [(n, rule, "corrections.csv") for n, (rule, _) in enumerate(broken, 2)]
