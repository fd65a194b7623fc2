"""Decks: their code and their file, cut, foreign and damaged; the ready ones, slide by slide."""

from __future__ import annotations

import base64
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from atlas.deck import Deck, Slide, decode, encode, shown
from atlas.deck.doubts import quality
from atlas.deck.file import FORMAT, LARGEST, opened, written
from atlas.deck.lineup import Lineup
from atlas.deck.model import KEPT, LONGEST_NOTE, LONGEST_TITLE, MOST, part
from atlas.deck.ready import city, district, one
from atlas.forms import KINDS
from atlas.model import LANGS, Lang
from atlas.query import Catalogue
from atlas.store import Release
from atlas.text import t

DECK = Deck(
    (
        Slide("map", "kepadatan_baku", {"level": "kecamatan", "period": "2020", "area": "1275040"}),
        Slide("line", "tpt", {"level": "kota"}, "Pengangguran turun, tetapi masih di atas provinsi"),
        Slide("table", "jumlah_tps", {"level": "kecamatan", "dim": "sex=L;sex=P"}, note="Baris 1\nBaris 2 “é” 统"),
    ),
    "Rapat koordinasi, 3 Maret",
    "e8ba4cf8ebac",
)  # fmt: skip
TEXT = some.text(some.characters(exclude_categories=["C", "Z"]) | some.just(" "), max_size=30)
VALUE = some.text("abcdefghij_0123456789;=,.-", min_size=1, max_size=20)
SLIDE = some.builds(
    Slide, some.sampled_from(list(KINDS)), some.text("abc_", min_size=1, max_size=20),
    some.dictionaries(some.sampled_from(KEPT), VALUE, max_size=4), TEXT, TEXT,
)  # fmt: skip
DECKS = some.builds(Deck, some.lists(SLIDE, max_size=6).map(tuple), TEXT, some.just(""))


@settings(max_examples=60, deadline=None)
@given(DECKS)
def test_a_deck_comes_back_from_its_code_and_from_its_file(deck: Deck) -> None:
    code = encode(deck)
    assert set(code) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.")
    assert decode(code).deck == deck
    assert decode(code).notices == ()
    assert opened(written(deck)).deck == deck
    assert opened(written(deck)).notices == ()


@settings(max_examples=120, deadline=None)
@given(some.text(max_size=200) | some.binary(max_size=80).map(lambda b: "1.2." + base64.urlsafe_b64encode(b).decode()))  # fmt: skip
def test_any_text_is_read_without_an_error_and_can_be_written_again(text: str) -> None:
    read = decode(text)
    assert decode(encode(read.deck)).deck == read.deck
    assert opened(text.encode("utf-8", "surrogatepass")).notices


def test_a_code_cut_short_at_any_place_keeps_the_slides_before_and_says_so() -> None:
    code = encode(DECK)
    ends = [*[i for i, c in enumerate(code) if c == "."][3:], len(code)]
    for length in range(1, len(code)):
        read = decode(code[:length])
        whole = sum(end <= length for end in ends)
        assert len(read.deck.slides) == whole, length
        assert read.deck.slides == DECK.slides[:whole]
        keys = [key for key, _ in read.notices]
        assert keys in (["deck.cut"], ["deck.unreadable"]), length
        if keys == ["deck.cut"]:
            assert read.notices[0][1] == {"shown": str(whole), "of": "3"}


def test_signs_that_steer_a_screen_and_broken_ones_do_not_come_in() -> None:
    fields = json.dumps(["map", "tpt\ud800", "level=kota\u202e", "judul\u0000\u2066", "a\nb\u007f"])
    packed = base64.urlsafe_b64encode(fields.encode()).decode().rstrip("=")
    slide = decode(f"1.1.W10.{packed}").deck.slides[0]
    assert slide == Slide("map", "tpt", {"level": "kota"}, "judul", "a\nb")


@pytest.mark.parametrize(("version", "key"), [("0", "deck.older"), ("2", "deck.newer")])
def test_another_version_is_said_and_what_is_known_is_kept(version: str, key: str) -> None:
    read = decode(version + encode(DECK)[1:])
    assert read.deck == DECK
    assert read.notices == ((key, {"version": version}),)


def test_a_kind_that_there_is_not_is_named_by_its_place_and_only_it_is_left_out() -> None:
    parts = encode(DECK).split(".")
    strange = base64.urlsafe_b64encode(b'["bagan<b>","tpt"]').decode().rstrip("=")
    read = decode(".".join(["1", "4", parts[2], parts[3], strange, *parts[4:]]))
    assert read.deck == DECK
    assert read.notices == (("deck.strange", {"places": "2", "kinds": "baganb"}),)


def test_one_more_slide_is_one_part_more_and_the_count() -> None:
    """What the button does in the browser, by its own description."""
    slide = Slide("bar", "tpt", {"level": "kabkota"})
    version, count, *rest = encode(DECK).split(".")
    grown = ".".join([version, str(int(count) + 1), *rest, part(slide)])
    assert grown == encode(DECK.added(slide))


def test_a_list_that_was_put_in_order_becomes_the_deck() -> None:
    done = DECK.ordered([(2, "Judul", "x" * 900), (0, "", ""), (7, "", ""), (-1, "", "")])
    assert [s.indicator for s in done.slides] == ["jumlah_tps", "kepadatan_baku"]
    assert done.slides[0].title == "Judul"
    assert len(done.slides[0].note) == LONGEST_NOTE


def file_of(**changed: object) -> bytes:
    return json.dumps(json.loads(written(DECK)) | changed).encode()


def first_slide(**changed: object) -> bytes:
    found = json.loads(written(DECK))
    found["slides"][0] |= changed
    return json.dumps(found).encode()


@pytest.mark.parametrize(
    ("content", "said", "slides"),
    [
        (b"", "tidak terbaca sebagai JSON (baris 1)", 0),
        (b"\xff\xfe\x00", "tidak terbaca sebagai JSON", 0),
        (written(DECK)[:-40], "tidak terbaca sebagai JSON (baris", 0),
        (b"[" * 100_000, "tidak terbaca sebagai JSON", 0),
        (b"[]", "bukan paparan Atlas Medan", 0),
        (b'{"format":"lain","slides":[]}', "bukan paparan Atlas Medan", 0),
        (file_of(slides={}), "bukan paparan Atlas Medan", 0),
        (b" " * (LARGEST + 1), "lebih besar daripada 400 kB", 0),
        (file_of(version=9), "menurut versi 9", 3),
        (file_of(version=None), "menurut versi None", 3),
        (file_of(title="x" * 500), f"dipotong sampai {LONGEST_TITLE}", 3),
        (file_of(slides=[*json.loads(written(DECK))["slides"], 7]), "Salindia 4 di berkas tidak dapat dibaca", 3),
        (file_of(slides=[{"kind": "map", "indicator": "tpt"}] * 50), f"Paling banyak {MOST} salindia", MOST),
        (first_slide(kind="peta<b>"), "Salindia 1 di berkas berbentuk “petab”", 2),
        (first_slide(kind=["map"]), "Salindia 1 di berkas tidak dapat dibaca", 2),
        (first_slide(indicator=""), "Salindia 1 di berkas tidak dapat dibaca", 2),
        (first_slide(tahun="2020"), "Salindia 1 di berkas: “tahun” tidak dikenal", 3),
        (first_slide(period=2020), "Salindia 1 di berkas: “period” tidak dikenal atau", 3),
        (first_slide(note="x" * 700), f"Salindia 1 di berkas: catatannya dipotong sampai {LONGEST_NOTE}", 3),
    ],
)  # fmt: skip
def test_every_fault_of_a_file_is_a_sentence_and_the_rest_is_kept(
    content: bytes, said: str, slides: int
) -> None:
    read = opened(content)
    sentences = {lang: [t(key, lang, **values) for key, values in read.notices] for lang in LANGS}
    assert said in " ".join(sentences["id"])
    assert len(sentences["id"]) == len(sentences["en"]) == 1
    assert len(read.deck.slides) == slides
    assert decode(encode(read.deck)).deck == read.deck


def test_a_file_is_short_readable_and_names_what_it_is() -> None:
    found = json.loads(written(DECK))
    assert (found["format"], found["version"], found["release"]) == (FORMAT, 1, "e8ba4cf8ebac")
    assert found["slides"][0] == {"kind": "map", "indicator": "kepadatan_baku", "level": "kecamatan",
                                  "period": "2020", "area": "1275040"}  # fmt: skip
    assert opened(b"\xef\xbb\xbf" + written(DECK)).deck == DECK


def test_a_line_that_no_area_has_is_shown_as_areas_as_the_service_does(release: Release) -> None:
    slide = Slide("line", "jumlah_rumah_tangga", {"level": "kecamatan"})
    found = shown(Deck((slide,)), release, "id")[0]
    assert found.view is not None
    assert found.view.kind == "map"
    assert any(c.value is not None for c in found.view.cells)
    assert found.headline == found.view.sentences[0]


def sound(deck: Deck, release: Release, lang: Lang, most: int = 14) -> None:
    """Between six and fourteen slides, each of them shown, each with a message of its own."""
    assert deck.title
    assert 6 <= len(deck.slides) <= most, deck.title
    read = decode(encode(deck))
    assert read.deck == deck
    assert read.notices == ()
    found = shown(deck, release, lang)
    for one_ in found:
        where = (deck.title, one_.slide)
        assert one_.view is not None, where
        assert not one_.said, where
        assert len(one_.slide.title) <= LONGEST_TITLE
        assert len(one_.slide.note) <= LONGEST_NOTE
        assert one_.slide.note, where
    headlines = [one_.headline for one_ in found]
    assert len(set(headlines)) == len(headlines), deck.title
    assert all(headlines)


@pytest.mark.parametrize("lang", LANGS)
def test_the_ready_decks_show_every_slide_with_a_message_of_its_own(
    release: Release, lang: Lang
) -> None:
    for deck in (city(release, lang), quality(release, lang)):
        sound(deck, release, lang)
        assert deck.release == release.name
    for indicator in ("tpt", "ihk"):
        sound(one(release, indicator, lang), release, lang)


def test_a_deck_of_a_kecamatan_speaks_of_it_on_every_slide(release: Release) -> None:
    deck = district(release, "1275040", "id")
    sound(deck, release, "id")
    for slide in deck.slides:
        assert slide.params["area"] == "1275040"
        assert "Medan Denai" in slide.title or slide.title == ""
        assert "Medan Denai:" in slide.note


def test_a_deck_in_the_making_says_nothing_twice(release: Release, catalogue: Catalogue) -> None:
    made = Lineup(release, catalogue, "id", 9)
    slides = [Slide(kind, "tpt", {"level": "kabkota"}) for kind in ("map", "bar", "map")]
    taken = [
        made.add(made.look(s), title) for s, title in zip(slides, ("", "", "Lain"), strict=True)
    ]
    assert taken == [True, False, True]
    assert not made.add(made.look(Slide("map", "tidak_ada")), "Judul")


@pytest.mark.slow
@pytest.mark.parametrize("lang", LANGS)
def test_a_ready_deck_of_every_kecamatan_and_every_indicator_is_sound(
    release: Release, catalogue: Catalogue, lang: Lang
) -> None:
    for area in catalogue.level("kecamatan"):
        sound(district(release, area.area_code, lang), release, lang)
    for indicator in catalogue.indicators:
        sound(one(release, indicator, lang), release, lang)


def test_the_deck_of_doubts_says_of_each_figure_what_the_release_knows(release: Release) -> None:
    """Counted in the release itself, not by the rules that choose the slides."""
    deck = quality(release, "id")
    titles = " ".join(s.title for s in deck.slides)
    assert "Medan Maimun: dipakai 39.581, sumber lain menulis 48.995" in titles
    assert "jumlah kecamatan 6.918, angka kota tercetak 6.933" in titles
    for found in shown(deck, release, "id"):
        assert found.view is not None
        states = [c.state for c in found.view.cells]
        lacking = sum(s not in ("terbit", "nol", "tidak_berlaku") for s in states)
        if "belum ada angkanya" in found.slide.title:
            assert f": {lacking} dari {len(states)} wilayah" in found.slide.title
        if "berbukti C" in found.slide.title:
            assert "C" in {s.grade for s in found.view.sources}
        if "tahun lalu" in found.slide.title:
            assert f"terakhir {found.view.period[:4]}, " in found.slide.title
            with release.cursor() as cursor:
                cursor.execute(
                    "select max(period) from coverage where indicator = ? and level = 'kecamatan' "
                    "and areas * 10 >= \"of\" * 9", [found.slide.indicator],
                )  # fmt: skip
                assert (cursor.fetchone() or ("",))[0][:4] == found.view.period[:4]
    asked = [s.note for s in deck.slides]
    assert all("Tanyakan" in note for note in asked)


def test_a_card_speaks_of_its_own_area(release: Release) -> None:
    slide = Slide("card", "jumlah_penduduk", {"level": "kecamatan", "area": "1275010"})
    found = shown(Deck((slide,)), release, "id")[0]
    assert found.view is not None
    cell = found.view.cell["1275010"]
    assert cell.text in found.headline
    assert "Medan Tuntungan: " in found.headline
    assert "Medan Deli" not in found.headline
