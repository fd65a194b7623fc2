"""The presentation: what it holds, that it asks for nothing, what its routes answer."""

from __future__ import annotations

import base64
import hashlib
import json
import random
import re
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from atlas import forms
from atlas.deck import Deck, Slide, decode, encode, shown
from atlas.model import Lang
from atlas.settings import settings
from atlas.slides import Document, document, stage
from atlas.slides.words import must
from atlas.store import Release, Store
from atlas.web.public import application

BASE = "http://atlas.test"
SLIDES = (
    Slide("map", "jumlah_tps", {"level": "kecamatan"}, note="Sebut KPU."),
    Slide("map", "tpt", {"level": "kabkota"}),
    Slide("bar", "kepadatan_penduduk", {"level": "kecamatan", "area": "1275010"}),
    Slide("bar", "jumlah_tps", {"level": "kecamatan"}),
    Slide("strip", "tpt", {"level": "kabkota"}),
    Slide("line", "tpt", {"level": "kota"}),
    Slide("card", "tpt", {"level": "kota"}),
    Slide("card", "kepadatan_penduduk", {"level": "kecamatan", "area": "1275010"}),
    Slide("table", "jumlah_penduduk", {"level": "kelurahan"}),
    Slide("table", "tpt", {"level": "kota"}),
    Slide("map", "tidak_ada", {"level": "kota"}),
    Slide("map", "jumlah_tps", {"level": "kecamatan", "period": "1999"}, "Judul sendiri </script><b>"),
)  # fmt: skip
DECK = Deck(SLIDES, "Rapat")


class Tags(HTMLParser):
    """Every start tag of a document with its attributes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, {k: v or "" for k, v in attrs}))


@pytest.fixture(scope="module")
def made(release: Release) -> Document:
    return document(decode(encode(DECK)), release, "id", BASE)


@pytest.fixture(scope="module")
def tags(made: Document) -> list[tuple[str, dict[str, str]]]:
    return Tags(made.html).found


@pytest.fixture(scope="module")
def data(made: Document) -> list[dict[str, object]]:
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', made.html)
    assert found
    return json.loads(found[1])  # type: ignore[no-any-return]


@pytest.fixture(scope="module")
def client(state: Path) -> TestClient:
    return TestClient(application(Store(state)), base_url=BASE)


def sections(tags: list[tuple[str, dict[str, str]]]) -> list[dict[str, str]]:
    return [a for tag, a in tags if tag == "section" and a["data-place"] != "0"]


def test_every_kind_of_view_has_a_slide(tags: list[tuple[str, dict[str, str]]]) -> None:
    kinds = [a["data-kind"] for a in sections(tags)]
    assert set(kinds) == {*forms.KINDS, "missing"}
    assert kinds[10] == "missing"


def test_a_slide_carries_the_digest_that_its_address_answers(
    made: Document, tags: list[tuple[str, dict[str, str]]], release: Release, client: TestClient
) -> None:
    found = shown(DECK, release, "id")
    own = [a["data-view"] for a in sections(tags)]
    assert own == list(made.digests)
    for digest, slide in zip(own, found, strict=True):
        if slide.view is not None:
            answer = client.get(slide.address("", "id"))
            assert answer.headers["X-View"] == digest
            assert f"Tampilan {digest}, rilis {release.name}" in made.html


def test_a_period_of_a_slide_is_the_view_of_that_period(
    data: list[dict[str, object]], release: Release, client: TestClient
) -> None:
    frames = data[0]["frames"]
    assert isinstance(frames, list)
    assert [f["p"] for f in frames] == ["2013", "2019", "2024"]
    for frame in frames:
        path = f"/embed/map/jumlah_tps?level=kecamatan&period={frame['p']}&series=pemilu"
        answer = client.get(f"{path}&release={release.name}")
        assert answer.headers["X-View"] == frame["d"]


def test_every_figure_of_the_data_service_stands_in_its_slide(
    data: list[dict[str, object]], client: TestClient
) -> None:
    """2013, which is not the period shown first: the stepped-to figures, too, are the view's own."""
    answer = client.get(
        "/api/v1/views/map/jumlah_tps?level=kecamatan&period=2013&series=pemilu"
    ).json()
    frame, codes = data[0]["frames"][0], data[0]["codes"]  # type: ignore[index]
    assert isinstance(codes, list)
    assert isinstance(frame, dict)
    text = json.dumps(answer, ensure_ascii=False)
    assert len(codes) == 21
    for code, (marked, said, rank, _) in zip(codes, frame["a"], strict=True):
        cell = next(c for c in _cells(answer) if c["area_code"] == code)
        assert marked == cell["text"]
        assert said in text
        assert rank == (cell["rank"] or 0)


def _cells(answer: dict[str, object]) -> list[dict[str, object]]:
    view = answer["data"]
    assert isinstance(view, dict)
    return view["cells"]  # type: ignore[no-any-return]


def test_an_own_title_is_not_spoken_over_another_period(
    data: list[dict[str, object]], made: Document
) -> None:
    frames = data[11]["frames"]
    assert isinstance(frames, list)
    assert "Judul sendiri &lt;/script&gt;&lt;b&gt;" in made.html
    assert len(frames) == 3
    assert all("Judul" not in f.get("h", "") for f in frames)


def test_what_was_mended_is_said(made: Document) -> None:
    assert "Periode 1999 tidak ada untuk pilihan ini" in made.html


def test_the_document_asks_for_nothing(
    made: Document, tags: list[tuple[str, dict[str, str]]]
) -> None:
    names = ("src", "href", "srcset", "poster", "data", "action", "xlink:href", "manifest")
    for tag, attributes in tags:
        for name in set(names) & set(attributes):
            ours = attributes[name].startswith(("#", "data:"))
            assert ours or tag == "a", (tag, attributes)
        assert not [n for n in attributes if n.startswith("on") or n == "style"]
    assert re.findall(r"@import|url\((?!#|\"data:)", made.html) == []
    assert "<script src" not in made.html


def test_only_the_served_page_has_links_and_the_file_its_address_in_letters(
    client: TestClient, release: Release
) -> None:
    code = encode(DECK)
    page = client.get("/paparan", params={"d": code, "lang": "en"}).text
    links = [a["href"] for tag, a in Tags(page).found if tag == "a"]
    ways = ["/paparan/unduh", "/paparan/unduh.pptx", "/rapat"]
    assert links == [f"{BASE}{way}?d={code}&lang=en" for way in ways] * 2, "opening and help"
    for link in links[:2]:
        assert client.get(link).headers["Content-Disposition"].startswith("attachment")
    file = client.get(links[0]).text
    assert [tag for tag, _ in Tags(file).found if tag == "a"] == []
    frozen = encode(Deck(SLIDES, "Rapat", release.name))
    assert f'<p class="address">{BASE}/paparan?d={frozen}&amp;lang=en</p>' in file


@pytest.mark.parametrize("lang", ["id", "en"])
def test_every_note_that_must_stand_with_figures_stands(
    release: Release, client: TestClient, lang: Lang
) -> None:
    """Those with most notes: what the data service says of them is all on the slide."""
    wordy = ("balita_pendek_per_100_diukur", "balita_stunting", "sd_per_10000_penduduk", "jumlah_tps",
             "rumah_terendam_banjir", "pemilih_per_tps", "penduduk_per_puskesmas")  # fmt: skip
    slides = tuple(
        Slide(kind, code, {"level": "kelurahan" if code == "pemilih_per_tps" else "kecamatan"})
        for code in wordy
        for kind in ("map", "bar")
    )
    html = document(decode(encode(Deck(slides))), release, lang, BASE).html
    parts = re.split(r'<section class="slide', html)[2:]
    count = 0
    for slide, part in zip(slides, parts, strict=True):
        path = f"/api/v1/views/{slide.kind}/{slide.indicator}"
        view = client.get(path, params={**slide.params, "lang": lang}).json()["data"]
        text = unescape(part)
        for note in (*view["notes"], view["sentences"][-1]):
            assert note in text, (slide.indicator, note)
            count += 1
    assert count > 50


def test_an_area_far_above_the_city_is_named_and_not_drawn(release: Release) -> None:
    """The nation has a hundred times the people of the city, and nearly its rate of unemployment."""
    people, rate = (
        document(decode(encode(Deck((Slide("line", c, {"level": "kota"}),)))), release, "en", BASE)
        for c in ("jumlah_penduduk", "tpt")
    )
    assert (
        "Not drawn because their figures are far larger: North Sumatra, Indonesia." in people.html
    )
    assert 'data-a="1275"' in people.html
    assert 'data-a="12"' not in people.html
    assert "Not drawn" not in rate.html
    assert rate.html.count('data-a="12"') > 0


def test_a_list_of_names_too_long_for_a_wall_says_how_many_more(release: Release) -> None:
    slide = Slide("map", "balita_pendek_per_100_diukur", {"level": "kelurahan", "period": "2020"})
    found = shown(Deck((slide,)), release, "id")[0]
    assert found.view
    whole = next(n for n in found.view.notes if n.startswith("Diarsir"))
    brief = next(n for n in must(found) if n.startswith("Diarsir"))
    named = brief.rpartition(", dan ")
    assert whole.startswith(named[0])
    assert int(named[2].split()[0]) + brief.count("(") == whole.count("(") == 48
    assert stage.lines(brief, stage.LEAST, stage.FOOT) <= 4


def test_twenty_slides_stay_under_2_mb_and_periods_without_room_are_counted(
    release: Release,
) -> None:
    """The kind that takes most, of an indicator with 16 periods of 33 regencies, twenty times."""
    slides = (Slide("bar", "ipm", {"level": "kabkota"}, note="x" * 200),) * 20
    html = document(decode(encode(Deck(slides))), release, "id", BASE).html
    print(f"{len(html.encode()):,} bytes")
    assert len(html.encode()) < 2_000_000
    data = re.search(r'id="data">(.*?)</script>', html)
    assert data
    here = len(json.loads(data[1])[0]["frames"])
    with release.cursor() as cursor:
        row = cursor.execute(
            "select max(n) from (select count(distinct period) n from coverage where indicator = 'ipm' "
            "and level = 'kabkota' and dim = '' group by series)"
        ).fetchone()
    assert row
    assert html.count(f"Paparan ini memuat {here} dari {row[0]} periode.") == 20
    alone = document(decode(encode(Deck(slides[:1]))), release, "id", BASE).html
    assert "Paparan ini memuat" not in alone


def test_a_slide_that_cannot_be_shown_says_why_and_what_was_asked(release: Release) -> None:
    slides = (Slide("map", "tpt", {"level": "kota"}, "Judul saya"),
              Slide("bar", "tidak_ada", {"level": "kecamatan", "period": "2020"}))  # fmt: skip
    html = document(decode(encode(Deck(slides))), release, "en", BASE).html
    assert "Judul saya" in html
    assert "Open unemployment rate: this view does not exist in this release." in html
    assert "What was asked for: Map · Open unemployment rate · City over time." in html
    assert "There is no indicator “tidak_ada” in this release." in html
    assert "What was asked for: Bars · tidak_ada · Districts · 2020." in html


def test_the_policy_names_the_hashes_of_style_and_script(made: Document) -> None:
    style = re.findall(r"<style>(.*?)</style>", made.html, re.DOTALL)
    script = re.findall(r"<script>(.*?)</script>", made.html, re.DOTALL)
    assert len(style) == len(script) == 1
    for text in (*style, *script):
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert f"'sha256-{digest}'" in made.policy
    assert "unsafe" not in made.policy
    assert made.policy in made.html


def test_no_type_is_smaller_than_24_of_1080(made: Document, data: list[dict[str, object]]) -> None:
    drawn = made.html + json.dumps(data)
    sizes = [float(x) for x in re.findall(r'font-size=\\?"([\d.]+)', drawn)]
    assert sizes
    assert min(sizes) >= 24
    style = re.search(r"<style>(.*?)</style>", made.html, re.DOTALL)
    assert style
    assert min(float(x) for x in re.findall(r"font-size:([\d.]+)rem", style[1])) * 20 >= 24


def test_a_deck_cut_short_says_so_before_its_first_slide(client: TestClient) -> None:
    code = encode(DECK)
    cut = code[: code.rindex(".", 0, len(code) * 2 // 3) + 5]
    answer = client.get("/paparan", params={"d": cut})
    assert answer.status_code == 200
    assert "Alamat paparan terpotong" in answer.text
    assert answer.text.index("Alamat paparan terpotong") < answer.text.index('data-place="1"')


def test_a_code_cut_at_any_character_keeps_its_whole_slides(client: TestClient) -> None:
    small = Deck(tuple(Slide("card", c, {"level": "kota"}, "A" * 9) for c in ("tpt", "ipm")), "Ö")
    code = encode(small)
    ends = [i for i, c in enumerate(code) if c == "."] + [len(code)]
    for end in sorted({*range(0, len(code), 3), *(e + d for e in ends[:-1] for d in (0, 1))}):
        answer = client.get("/paparan", params={"d": code[:end]})
        assert answer.status_code in (200, 400)
        whole = sum(end >= e for e in ends[3:])
        assert answer.text.count('data-kind="card"') == whole, end
        if answer.status_code == 200 and end:
            assert "terpotong" in answer.text, end


def test_a_code_of_another_version_says_so_and_shows_what_is_known(client: TestClient) -> None:
    for version in ("0", "2"):
        code = version + encode(Deck(SLIDES[6:7]))[1:]
        answer = client.get("/paparan", params={"d": code})
        assert answer.status_code == 200
        assert f"(versi {version})" in answer.text
        assert 'data-kind="card"' in answer.text


def test_forty_slides_are_shown_and_more_are_counted(client: TestClient) -> None:
    slides = tuple(Slide("card", "ipm", {"level": "kota"}, note="x" * 600) for _ in range(41))
    answer = client.get("/paparan", params={"d": encode(Deck(slides))})
    assert answer.text.count('data-kind="card"') == 40
    assert "Paling banyak 40 salindia; dari 41" in answer.text
    assert len(answer.content) < 2_500_000


def test_markup_in_titles_and_notes_stays_text(release: Release) -> None:
    evil = '</aside></script><img src="x" onerror="alert(1)"><!--'
    deck = Deck(
        (Slide("card", "tpt", {"level": "kota"}, evil, evil), Slide("map", "x", {}, evil)), evil
    )
    html = document(decode(encode(deck)), release, "id", BASE).html
    tags = Tags(html).found
    assert [a for tag, a in tags if tag == "img" and a.get("src") == "x"] == []
    assert len([tag for tag, _ in tags if tag == "script"]) == 3
    assert html.count("&lt;/aside&gt;") >= 5


def test_nonsense_never_fails(client: TestClient) -> None:
    rng = random.Random(7)
    code = encode(DECK)
    signs = "".join(map(chr, range(32, 127))) + "ä\u0000\u2028💥"
    tried = [
        "",
        ".",
        "..",
        "1",
        "1.1",
        "1.1.",
        "x.y.z",
        "9" * 400 + ".1.W10",
        "1.99.W10.W10",
        "²",
        "1.².W10",
    ]
    tried += ["".join(rng.choices(signs, k=rng.randint(1, 80))) for _ in range(40)]
    tried += [code[:3] + "".join(rng.choices(signs, k=30)) for _ in range(20)]
    odd = Slide(
        "map", "jumlah_tps", {"level": "x", "breaks": "1,2,nan", "area": "'\"<", "dim": "a=b;"}
    )
    tried.append(encode(Deck((odd, Slide("line", "gini", {"level": "kelurahan"})))))
    for text in tried:
        answer = client.get("/paparan", params={"d": text})
        assert answer.status_code in (200, 400), text
        assert "Traceback" not in answer.text


def test_an_empty_deck_shows_the_way_to_the_atlas(client: TestClient) -> None:
    answer = client.get("/paparan")
    assert answer.status_code == 200
    assert "belum berisi salindia" in answer.text
    assert 'href="/"' in answer.text
    english = client.get("/paparan?d=zzz&lang=en")
    assert english.status_code == 400
    assert "cannot be read" in english.text


def test_a_release_that_is_gone_is_said_with_the_way_to_the_newest(client: TestClient) -> None:
    code = encode(Deck(SLIDES[:1], "", "000000000000"))
    answer = client.get("/paparan", params={"d": code})
    assert answer.status_code == 404
    newest = re.search(r'href="(/paparan\?d=[^"]+)"', answer.text)
    assert newest
    assert client.get(newest[1]).status_code == 200


def test_the_file_is_the_same_document_to_keep(client: TestClient) -> None:
    params = {"d": encode(DECK)}
    page, file = client.get("/paparan", params=params), client.get("/paparan/unduh", params=params)
    own = re.compile(r'<p class="ways">.*?</p>|<details>.*?</details>')
    assert own.sub("", page.text) == own.sub("", file.text)
    assert page.headers["X-View"] == file.headers["X-View"]
    name = f"atlas-medan_paparan_{DECK.digest()}.html"
    assert file.headers["Content-Disposition"] == f'attachment; filename="{name}"'
    assert page.headers["Content-Disposition"].startswith("inline")


def test_an_answer_is_compressed_tagged_and_bound(client: TestClient) -> None:
    params = {"d": encode(DECK), "lang": "en"}
    answer = client.get("/paparan", params=params, headers={"Accept-Encoding": "br"})
    assert answer.headers["Content-Encoding"] == "br"
    assert answer.headers["Content-Language"] == "en"
    assert 'lang="en"' in answer.text
    assert "frame-ancestors 'self'" in answer.headers["Content-Security-Policy"]
    again = {"If-None-Match": answer.headers["ETag"]}
    assert client.get("/paparan", params=params, headers=again).status_code == 304
    head = client.head("/paparan", params=params)
    assert (head.status_code, head.content) == (200, b"")


@pytest.mark.parametrize("more", ["&utm=1", "&d=1", "&lang=xx", "&lang=id&lang=en"])
def test_parameters_that_are_not_known_are_refused_in_the_callers_language(
    client: TestClient, more: str
) -> None:
    for lang, word in (("id", "lang"), ("en", "lang")):
        answer = client.get(f"/paparan?d=1.0.W10{more}", headers={"Accept-Language": lang})
        assert answer.status_code == 400
        assert word in answer.text or "d" in answer.text
    answer = client.get("/paparan?d=1.0.W10&utm=1", headers={"Accept-Language": "en"})
    assert '<html lang="en">' in answer.text
    assert "utm" in answer.text


def test_a_code_longer_than_any_deck_is_refused_in_words(client: TestClient) -> None:
    answer = client.get("/paparan", params={"d": "1.1." + "a" * 60_000})
    assert answer.status_code == 400
    assert "60000" in answer.text


def test_the_room_sets_colours_and_an_emblem_that_is_sent_once(
    release: Release, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "e.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>", encoding="utf-8")
    file = tmp_path / "look.toml"
    file.write_text(
        '[colours]\naccent = "#0a5c2a"\n[emblem]\nfile = "e.svg"\nalt_id = "Lambang"\n',
        encoding="utf-8",
    )
    monkeypatch.setenv("ATLAS_LOOK", str(file))
    settings.cache_clear()
    try:
        html = document(decode(encode(Deck(SLIDES[:3]))), release, "id", BASE).html
    finally:
        monkeypatch.undo()
        settings.cache_clear()
    assert "--accent:#0a5c2a" in html
    assert html.count("data:image/svg+xml") == 1
    assert html.count('aria-label="Lambang"') == 4, "three slides and the opening"
