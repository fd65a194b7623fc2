"""Embeds: every one of them drawn, valid, small, guarded; nonsense refused in words."""

from __future__ import annotations

import json
import random
import re
import shutil
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

import brotli
import pytest
from embeds import HOST, Caller, Embed, Reply, by_id, drawings, every, parsed, shapes, spread
from lxml import etree
from starlette.applications import Starlette

from atlas import forms, releases
from atlas.choice import Choice, resolve
from atlas.model import LANGS
from atlas.query import Catalogue, tables
from atlas.settings import Settings, settings
from atlas.store import Release, Store
from atlas.view import area_view, line_view
from atlas.web import answers, api
from atlas.web.embed import page as embed_page
from atlas.web.embed import route as embed_route
from atlas.web.embed.look import HOST as HOST_SCRIPT
from atlas.web.embed.look import SCRIPT, STYLE
from atlas.web.images import SIZES
from atlas.web.public import application

LARGEST = {"kecamatan": 15_360, "kabkota": 15_360, "kelurahan": 61_440}
"""Bytes of a map embed, compressed, answers' headers counted."""
MAP = "/embed/map/kepadatan_baku"


@pytest.fixture(scope="module")
def caller(state: Path) -> Caller:
    return Caller(application(Store(state)))


@pytest.fixture(scope="module")
def embeds(release: Release) -> list[Embed]:
    return every(release)


@pytest.fixture
def fresh(state: Path, monkeypatch: pytest.MonkeyPatch) -> Caller:
    """A caller of an atlas that has kept nothing, for other settings."""
    monkeypatch.setattr(answers, "shelf", answers.Shelf(1 << 22))
    return Caller(application(Store(state)))


def with_settings(monkeypatch: pytest.MonkeyPatch, **changed: str) -> None:
    other: Settings = replace(settings(), **changed)  # type: ignore[arg-type]
    for module in (answers, embed_route, embed_page):
        monkeypatch.setattr(module, "settings", lambda: other)


def whole(reply: Reply, name: object) -> Any:
    """A document that a strict parser takes, with sound SVG, unique ids and no foreign request."""
    assert reply.status == 200, (name, reply.body[:300])
    assert reply.kind == "text/html"
    root = parsed(reply.text)
    for drawn in drawings(reply.text):
        assert etree.QName(drawn).localname == "svg"
    twice = [k for k, n in by_id(root).items() if n > 1]
    assert twice == [], name
    named = set(by_id(root))
    assert set(re.findall(r"url\(#([\w-]+)\)", reply.text)) <= named, name
    assert root.find(".//h1").text.strip(), name
    assert requests(root, reply.text) == [], name
    links = root.findall(".//svg//a") + root.findall(".//{*}svg//{*}a")
    stops = [a for a in links if a.get("tabindex") is None]
    assert len(stops) == bool(links), f"{name}: {len(stops)} tab stops in the picture"
    assert root.findall(".//tbody/tr"), f"{name}: no figure in its table"
    assert empty_parts(root) == [], name
    return root


def requests(root: Any, text: str) -> list[str]:
    """What a document would fetch by itself."""
    found = [e.get("src") for e in root.iter() if e.get("src")]
    found += [
        e.get("href")
        for e in root.iter("link")
        if e.get("rel") not in ("canonical", "alternate") and e.get("href") != "data:,"
    ]
    return found + re.findall(r"@import[^;]*|url\((?!#|['\"]?data:)[^)]*\)", text)


def empty_parts(root: Any) -> list[str]:
    """Elements that promise words and have none."""
    worded = {"p", "ul", "li", "h1", "caption", "nav", "a", "b", "summary", "footer"}
    return [
        e.tag
        for e in root.find(".//main").iter()
        if e.tag in worded and not "".join(e.itertext()).strip() and e.get("class") != "spark"
    ]


@pytest.mark.parametrize("count", [103, pytest.param(10**6, marks=pytest.mark.slow)])
def test_each_kind_of_each_indicator_at_each_level_is_a_valid_document(
    caller: Caller, embeds: list[Embed], count: int
) -> None:
    """All 1,236 of them in `make prove`, a twelfth in `make test`."""
    assert len(embeds) > 1200
    found: Counter[tuple[str, str]] = Counter()
    failed = []
    for i, one in enumerate(spread(embeds, count)):
        lang = LANGS[i % 2]
        try:
            root = whole(caller.get(one.path(lang=lang)), one)
        except Exception as error:
            failed.append(f"{one}: {type(error).__name__} {str(error).splitlines()[0]}")
            continue
        assert root.get("lang") == lang
        assert root.find(".//main").get("data-view"), one
        found[one.kind, one.level] += 1
    print(f"\n{sum(found.values())} of {len(embeds)} embeds drawn and valid: {dict(found)}")
    assert not failed, "\n".join(map(str, failed[:60]))
    assert len(found) == len({(e.kind, e.level) for e in embeds})


def test_no_indicator_over_time_is_left_out(caller: Caller, embeds: list[Embed]) -> None:
    """A card of each: years, quarters, months, one period or many."""
    cards = [e for e in embeds if e.kind == "card" and e.level == "kota"]
    replies = {str(one): caller.get(one.path()) for one in cards}
    failed = [f"{name}: {r.text[:120]}" for name, r in replies.items() if r.status != 200]
    assert not failed, "\n".join(failed)


@pytest.mark.parametrize("lang", ["id", pytest.param("en", marks=pytest.mark.slow)])
def test_a_map_embed_is_one_small_answer(caller: Caller, embeds: list[Embed], lang: str) -> None:
    """A phone on a bad line gets the whole picture in one answer."""
    most: dict[str, tuple[int, int, str]] = {}
    for one in embeds:
        if one.kind != "map":
            continue
        reply = caller.get(one.path(lang=lang), accept_encoding="gzip, br")
        assert reply.headers["content-encoding"] == "br"
        head = sum(len(k) + len(v) + 4 for k, v in reply.headers.items()) + 17
        size = len(reply.body) + head
        most[one.level] = max(most.get(one.level, (0, 0, "")), (size, head, one.indicator))
        text = brotli.decompress(reply.body).decode()
        links = re.findall(r"<(?:img|script|iframe|source|object|embed)[^>]*\b(?:src|data)=", text)
        assert links == []
        assert not re.search(r'<link[^>]+rel="(?:stylesheet|preload|prefetch|modulepreload)"', text)
    print(f"\nlargest map embeds in {lang} (bytes, of them headers): {most}")
    assert {level for level, (n, _, _) in most.items() if n > LARGEST[level]} == set()
    assert set(most) == set(LARGEST)


def test_each_script_is_under_three_thousand_bytes(caller: Caller) -> None:
    assert len(SCRIPT.encode()) < 3000
    host = caller.get("/embed.js", accept_encoding="identity")
    assert host.body == HOST_SCRIPT
    assert len(host.body) < 3000
    assert host.headers["content-type"] == "text/javascript; charset=utf-8"
    assert len(caller.get("/embed.js", accept_encoding="br").body) < 1500


def test_headers_guard_reader_and_host(caller: Caller) -> None:
    reply = caller.get(MAP)
    policy = dict(
        p.strip().split(" ", 1) for p in reply.headers["content-security-policy"].split(";")
    )
    assert "unsafe" not in reply.headers["content-security-policy"]
    assert policy["default-src"] == "'none'"
    assert policy["frame-ancestors"] == "*"
    assert policy["base-uri"] == policy["form-action"] == "'none'"
    assert reply.headers["x-content-type-options"] == "nosniff"
    assert reply.headers["referrer-policy"] == "strict-origin-when-cross-origin"
    assert reply.headers["access-control-allow-origin"] == "*"
    assert reply.headers["cross-origin-resource-policy"] == "cross-origin"
    assert reply.headers["content-language"] == "id"
    assert "x-frame-options" not in reply.headers
    assert not {"set-cookie", "server-timing"} & set(reply.headers)
    assert "max-age=60" in reply.headers["cache-control"]
    assert "stale-while-revalidate" in reply.headers["cache-control"]
    assert reply.headers["vary"] == "Accept-Encoding"


def test_the_policy_names_the_style_and_script_that_the_document_has(caller: Caller) -> None:
    """The hashes hold for what a browser hashes: the text between the tags."""
    import base64
    import hashlib

    for path in (MAP, "/embed/map/tidak_ada"):
        reply = caller.get(path)
        root = parsed(reply.text)
        for name in ("style", "script"):
            (element,) = root.iter(name)
            digest = base64.b64encode(hashlib.sha256(element.text.encode()).digest()).decode()
            assert f"{name}-src 'sha256-{digest}'" in reply.headers["content-security-policy"]
        assert not [e for e in root.iter() if e.get("style")]
        assert not [a for e in root.iter() for a in e.attrib if str(a).lower().startswith("on")]


def test_an_allow_list_of_hosts_comes_from_the_settings(
    fresh: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_settings(monkeypatch, frame_ancestors="https://koran.example 'self'")
    for path in (MAP, "/embed/map/tidak_ada"):
        policy = fresh.get(path).headers["content-security-policy"]
        assert policy.endswith("frame-ancestors https://koran.example 'self'")


def test_who_has_an_embed_is_told_so(caller: Caller) -> None:
    first = caller.get(MAP)
    tag = first.headers["etag"]
    again = caller.get(MAP, if_none_match=tag)
    assert (again.status, again.body) == (304, b"")
    assert again.headers["etag"] == tag
    assert "content-security-policy" in again.headers
    assert caller.get(MAP, if_none_match=f'"x", {tag}').status == 304
    assert caller.get(MAP, if_none_match='"x"').status == 200
    assert caller.get(f"{MAP}?lang=en").headers["etag"] != tag
    for path in ("/embed.js", "/oembed?url=/embed/map/tpt", "/image/card/tpt.svg"):
        tag = caller.get(path).headers["etag"]
        assert caller.get(path, if_none_match=tag).status == 304


def test_head_gives_the_headers_alone(caller: Caller) -> None:
    for path in (MAP, "/embed.js", "/oembed?url=/embed/map/tpt", "/image/map/tpt.svg"):
        got, head = caller.get(path), caller.get(path, "HEAD")
        assert head.body == b""
        assert head.status == got.status
        assert head.headers == got.headers


def test_other_methods_are_refused_and_a_preflight_is_answered(caller: Caller) -> None:
    for method in ("POST", "PUT", "DELETE", "PATCH", "TRACE"):
        reply = caller.get(MAP, method)
        assert reply.status == 405
        assert "GET" in reply.headers["allow"]
    reply = caller.get(MAP, "OPTIONS")
    assert reply.status == 204
    assert reply.headers["access-control-allow-origin"] == "*"


def test_compressed_answers_are_the_same_text(caller: Caller) -> None:
    import gzip

    plain = caller.get(MAP)
    assert brotli.decompress(caller.get(MAP, accept_encoding="br").body) == plain.body
    assert gzip.decompress(caller.get(MAP, accept_encoding="gzip").body) == plain.body
    assert "content-encoding" not in plain.headers
    assert int(plain.headers["content-length"]) == len(plain.body)


REFUSED = [
    ("/embed/map/kepadatan_baku?warna=merah&foo=1", 400, ["warna", "foo", "theme", "level"]),
    ("/embed/map/kepadatan_baku?lang=fr", 400, ["lang", "id", "en"]),
    ("/embed/map/kepadatan_baku?theme=biru", 400, ["biru", "auto", "light", "dark"]),
    ("/embed/map/kepadatan_baku?title=2", 400, ["title"]),
    ("/embed/map/kepadatan_baku?period=2020&period=2015", 400, ["period"]),
    ("/embed/map/kepadatan_baku?period=1850", 400, ["1850", "2020"]),
    ("/embed/map/kepadatan_baku?area=9999999", 400, ["9999999", "1275010"]),
    ("/embed/map/kepadatan_baku?classes=99", 400, ["classes", "5"]),
    ("/embed/map/kepadatan_baku?breaks=a,b", 400, ["breaks", "10,20,30"]),
    ("/embed/map/kepadatan_baku?period=" + "2" * 300, 400, ["period", "200"]),
    ("/embed/map/kepadatan_baku?" + "x" * 3000, 400, ["2000"]),
    ("/embed/map/kepadatan_bakku", 404, ["kepadatan_bakku", "kepadatan_baku"]),
    ("/embed/peta/kepadatan_baku", 404, ["peta", "map", "strip"]),
    ("/embed/map/tpt?level=kelurahan", 404, ["kelurahan", "kabkota"]),
    ("/embed/map/tpt?level=kota", 400, ["map", "line", "card"]),
    ("/embed/map/kepadatan_baku?release=aaaaaaaaaaaa", 404, ["aaaaaaaaaaaa"]),
]  # fmt: skip


def small_page(reply: Reply, status: int, lang: str) -> str:
    """A refusal in a frame: a whole small page in the reader's language that names its status."""
    assert reply.status == status
    assert reply.kind == "text/html"
    root = parsed(reply.text)
    assert root.get("lang") == reply.headers["content-language"] == lang
    said = " ".join("".join(root.find(".//main").itertext()).split())
    assert "Traceback" not in reply.text
    assert root.find(".//h1").text.strip()
    assert reply.headers["cache-control"] == "no-store"
    assert "default-src 'none'" in reply.headers["content-security-policy"]
    assert root.find(".//meta[@name='robots']").get("content") == "noindex"
    return said


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize(("path", "status", "words"), REFUSED)
def test_a_refusal_is_a_small_page_that_says_what_would_be_right(
    caller: Caller, path: str, status: int, words: list[str], lang: str
) -> None:
    reply = caller.get(path, accept_language="en-GB,en;q=0.9" if lang == "en" else "id")
    said = small_page(reply, status, lang)
    assert [w for w in words if w not in said] == []


def test_a_refusal_has_no_empty_part(caller: Caller) -> None:
    """A screen reader announces an empty list, and a reader wonders what is missing."""
    for path, _, _ in REFUSED:
        assert empty_parts(parsed(caller.get(path).text)) == [], path


@pytest.mark.parametrize(("path", "status", "words"), REFUSED)
def test_a_picture_refuses_as_a_problem_document(
    caller: Caller, path: str, status: int, words: list[str]
) -> None:
    """An <img> shows nothing of it, but who looks finds out."""
    if "theme" in path or "title" in path:
        pytest.skip("a picture has no title and other themes")
    parts = urlsplit(path.replace("/embed/", "/image/"))
    reply = caller.get(f"{parts.path}.svg?{parts.query}")
    assert reply.status == status
    assert reply.kind == "application/problem+json"
    said = json.loads(reply.body)
    assert said["status"] == status
    assert set(said) >= {"type", "title", "status", "detail", "instance"}


def test_an_unknown_indicator_names_the_nearest_with_links_that_work(caller: Caller) -> None:
    reply = caller.get("/embed/bar/kepadatan_bakku?lang=en")
    links = [a.get("href") for a in parsed(reply.text).iter("a")]
    assert "/embed/bar/kepadatan_baku?lang=en" in links
    for link in links[:-1]:
        assert caller.get(link).status == 200


@pytest.fixture
def withdrawn(state: Path, release: Release, tmp_path: Path) -> tuple[Caller, str]:
    """A state in which an earlier release was withdrawn."""
    folder = Path(shutil.copytree(state, tmp_path / "state"))
    old = "0123456789ab"
    copied = Path(shutil.copytree(folder / "releases" / release.name, folder / "releases" / old))
    manifest = json.loads((copied / "manifest.json").read_text())
    (copied / "manifest.json").write_text(json.dumps(manifest | {"release": old}))
    (folder / "history").unlink()
    releases.publish(folder, old)
    releases.publish(folder, release.name)
    return Caller(application(Store(folder))), old


def test_a_withdrawn_release_is_gone_and_says_why(
    withdrawn: tuple[Caller, str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(answers, "shelf", answers.Shelf(1 << 22))
    caller, old = withdrawn
    assert caller.get(f"{MAP}?release={old}").status == 200
    releases.withdraw(tmp_path / "state", old, "Tabel 3.1 tertukar.", "Table 3.1 was swapped.")
    said = small_page(caller.get(f"{MAP}?release={old}"), 410, "id")
    assert "Tabel 3.1 tertukar." in said
    said = small_page(caller.get(f"{MAP}?lang=en&release={old}"), 410, "en")
    assert "Table 3.1 was swapped." in said
    image = caller.get(f"/image/map/kepadatan_baku.svg?release={old}")
    assert (image.status, image.kind) == (410, "application/problem+json")
    assert caller.get(MAP).status == 200


def test_without_a_release_an_embed_says_when_to_come_back(tmp_path: Path) -> None:
    empty = Caller(application(Store(tmp_path)))
    for lang in LANGS:
        reply = empty.get(f"{MAP}?lang={lang}")
        small_page(reply, 503, lang)
        assert reply.headers["retry-after"] == "30"
    for path in ("/image/map/tpt.svg", "/image/map/tpt.png", "/oembed?url=/embed/map/tpt"):
        reply = empty.get(path)
        assert (reply.status, reply.headers["retry-after"]) == (503, "30")
    assert empty.get("/embed.js").status == 200


def test_a_frozen_embed_names_its_release_and_stays_on_its_page(
    caller: Caller, release: Release
) -> None:
    root = parsed(caller.get(f"{MAP}?release={release.name}").text)
    foot = "".join(root.find(".//footer").itertext())
    assert f"Dibekukan pada rilis {release.name}" in foot
    assert "Dibekukan" not in caller.get(MAP).text
    steps = [a.get("href") for nav in root.iter("nav") for a in nav.iter("a")]
    assert all(f"release={release.name}" in s for s in steps)


def test_parameters_in_any_order_have_one_canonical_address(
    caller: Caller, release: Release
) -> None:
    given = {"level": "kecamatan", "period": "2020", "area": "1275040", "lang": "en",
             "release": release.name, "theme": "dark", "title": "0"}  # fmt: skip
    path = MAP
    wanted = f"https://{HOST}{path}?{urlencode(given)}"
    shuffler = random.Random(4)
    bodies = set()
    for _ in range(6):
        names = list(given)
        shuffler.shuffle(names)
        reply = caller.get(f"{path}?{urlencode({n: given[n] for n in names})}")
        assert reply.headers["link"] == f'<{wanted}>; rel="canonical"'
        (link,) = parsed(reply.text).findall(".//link[@rel='canonical']")
        assert link.get("href") == wanted
        bodies.add(reply.body)
    assert len(bodies) == 1


def test_plain_defaults_are_left_out_of_the_canonical_address(caller: Caller) -> None:
    reply = caller.get(f"{MAP}?theme=auto&title=1")
    assert reply.headers["link"] == f'<https://{HOST}{MAP}>; rel="canonical"'


def test_oembed_finds_what_an_embed_page_names(caller: Caller) -> None:
    own = f"https://{HOST}{MAP}?level=kecamatan&lang=en"
    (link,) = parsed(caller.get(own.removeprefix(f"https://{HOST}")).text).findall(
        ".//link[@type='application/json+oembed']"
    )
    reply = caller.get(link.get("href").removeprefix(f"https://{HOST}"))
    found = json.loads(reply.body)
    assert reply.headers["access-control-allow-origin"] == "*"
    assert (found["version"], found["type"]) == ("1.0", "rich")
    assert found["title"].startswith("Population density")
    (frame,) = parsed(f"<!doctype html><title>x</title>{found['html']}").iter("iframe")
    assert frame.get("src") == own
    assert frame.get("title") == found["title"]
    picture = caller.get(found["thumbnail_url"].removeprefix(f"https://{HOST}"))
    assert picture.kind == "image/png"
    assert (found["thumbnail_width"], found["thumbnail_height"]) == (1200, 628)


@pytest.mark.parametrize("kind", list(forms.KINDS))
def test_oembed_keeps_to_the_size_a_host_allows(caller: Caller, kind: str) -> None:
    url = f"https://{HOST}/embed/{kind}/tpt"
    plain = json.loads(caller.get(f"/oembed?{urlencode({'url': url})}").body)
    assert (plain["width"], plain["height"]) == forms.KINDS[kind].size
    small = {"url": url, "maxwidth": "300", "maxheight": "250"}
    found = json.loads(caller.get(f"/oembed?{urlencode(small)}").body)
    assert (found["width"], found["height"]) == (300, 250)
    assert 'width="300" height="250"' in found["html"]
    for wrong in ("0", "-5", "abc", "99", "10001", "1e3", "३००", "9" * 30):
        reply = caller.get(f"/oembed?{urlencode({'url': url, 'maxwidth': wrong})}")
        assert reply.status == 400, wrong


def test_oembed_as_xml_says_the_same(caller: Caller) -> None:
    url = urlencode({"url": f"https://{HOST}/embed/map/kepadatan_baku?lang=en"})
    plain = json.loads(caller.get(f"/oembed?{url}").body)
    reply = caller.get(f"/oembed?{url}&format=xml")
    assert reply.kind == "text/xml"
    root = etree.fromstring(reply.body)
    assert root.tag == "oembed"
    assert {e.tag: e.text for e in root} == {k: str(v) for k, v in plain.items()}


@pytest.mark.parametrize(
    "url",
    ["https://elsewhere.example/embed/map/tpt", "", "javascript:alert(1)", "https://atlas.test/",
     "//elsewhere.example/embed/map/tpt", "https://atlas.test/embed/map", "https://[::1", "a" * 150,
     "https://atlas.test@elsewhere.example/embed/map/tpt", "https://atlas.test/embed/map/tidak_ada"],
)  # fmt: skip
def test_oembed_of_a_foreign_address_is_404(caller: Caller, url: str) -> None:
    reply = caller.get(f"/oembed?{urlencode({'url': url})}")
    assert (reply.status, reply.kind) == (404, "application/problem+json")


def test_oembed_reads_pages_and_pictures_of_ours_too(caller: Caller) -> None:
    for url, kind in (
        ("/indikator?indikator=kepadatan_baku&tab=tabel", "table"),
        ("/indikator?indikator=kepadatan_baku&tab=grafik", "bar"),
        ("/indikator?indikator=tpt&level=kota&tab=grafik", "line"),
        ("/image/strip/kepadatan_baku.png?preset=og", "strip"),
    ):
        reply = caller.get(f"/oembed?{urlencode({'url': f'https://{HOST}{url}'})}")
        assert reply.status == 200, (url, reply.body)
        assert f"/embed/{kind}/" in json.loads(reply.body)["html"]


def test_a_shared_link_carries_title_sentence_and_picture(caller: Caller) -> None:
    for lang in LANGS:
        root = parsed(caller.get(f"{MAP}?lang={lang}").text)
        tags = {m.get("property"): m.get("content") for m in root.iter("meta") if m.get("property")}
        assert tags["og:title"] == root.find(".//h1").text
        assert tags["og:description"] == root.find(".//p[@class='h']").text
        assert tags["og:url"] == f"https://{HOST}{MAP}" + (
            "?lang=en" if lang == "en" else "?lang=id"
        )
        assert tags["og:locale"] == ("en_GB" if lang == "en" else "id_ID")
        picture = caller.get(tags["og:image"].removeprefix(f"https://{HOST}"))
        assert picture.body.startswith(b"\x89PNG")
        named = {m.get("name"): m.get("content") for m in root.iter("meta") if m.get("name")}
        assert named["twitter:card"] == "summary_large_image"
        assert named["description"] == tags["og:description"]


@pytest.mark.parametrize("step", [4, pytest.param(1, marks=pytest.mark.slow)])
def test_embed_picture_and_data_service_say_the_digest_of_the_view(
    caller: Caller, state: Path, release: Release, catalogue: Catalogue, step: int
) -> None:
    """They can never disagree: what each of them shows is the same view, for every indicator."""
    service = Caller(Starlette(routes=api.routes(Store(state))))
    found = 0
    seen: dict[str, int] = {}
    for i, one in enumerate(e for e in every(release) if e.kind in ("map", "line")):
        if seen.setdefault(one.indicator, i) != i or len(seen) % step:
            continue
        lang = LANGS[len(seen) // step % 2]
        with release.cursor() as cursor:
            resolved = resolve(Choice(one.indicator, one.level), tables(release, one.indicator),
                               catalogue, [])  # fmt: skip
            ask = line_view if forms.asks_lines(one.kind, one.level) else area_view
            digest = ask(release, cursor, catalogue, resolved, lang).digest()
        embed, image = caller.get(one.path(lang=lang)), caller.get(one.image(lang=lang))
        tail = urlencode({"level": one.level, "lang": lang})
        data = json.loads(service.get(f"/api/v1/views/{one.kind}/{one.indicator}?{tail}").body)
        said = [
            re.search(r'<main data-view="(\w+)"', embed.text).group(1),  # type: ignore[union-attr]
            embed.headers["x-view"],
            etree.fromstring(image.body).get("data-view"),
            image.headers["x-view"],
            data["digest"],
        ]
        assert said == [digest] * 5, one
        found += 1
    print(f"\n{found} indicators of {len(seen)}: one digest in five places")
    assert found >= len(seen) // step
    assert len(seen) == len(catalogue.indicators)


ELEMENTS = frozenset(
    re.findall(
        r"\w+",
        "html head meta title link style body main h1 p a b small span nav ul li div strong details "
        "summary table caption thead tbody tr th td figure footer script svg g defs pattern path "
        "rect circle line text desc",
    )
)
"""Everything that embeds, refusals and pictures are made of."""
TARGETS: dict[str, tuple[str, tuple[str, ...], dict[str, str]]] = {
    "embed": ("/embed/{kind}/{indicator}", embed_route.EMBED, {"level": "kecamatan"}),
    "svg": ("/image/{kind}/{indicator}.svg", (*forms.VIEW, *SIZES), {"level": "kecamatan"}),
    "png": ("/image/{kind}/{indicator}.png", (*forms.VIEW, *SIZES), {"width": "300"}),
    "oembed": ("/oembed", ("url", "maxwidth", "maxheight", "format", "lang"),
               {"url": f"https://{HOST}{MAP}"}),
}  # fmt: skip
NONSENSE = [
    "<script>alert(1)</script>", "\"><img src=x onerror=alert(2)>", "'><svg/onload=alert(3)>",
    "</style><script>alert(4)</script>", "</script><script>alert(5)</script>", "-->", "]]>",
    "javascript:alert(6)", "data:text/html,<script>alert(7)</script>", "&#60;b&#62;", "&lt;b&gt;",
    "{{7*7}}", "${7*7}", "%s%n%x", "{0.__class__}", "{kind}", "'; drop table observation; --",
    "1 or 1=1", "\\", "\"", "'", "`id`", "$(id)", "../../../etc/passwd", "..\\..\\windows",
    "%2e%2e%2f", "/etc/passwd", "file:///etc/passwd", "http://[::1", "https://a@b:99999/embed/map/tpt",
    "//elsewhere.example/embed/map/tpt", "\x00", "a\x00b", "\x1f\x7f", "\r\nSet-Cookie: a=1",
    "\u202eمدان\u202c", "\u2066x\u2069", "\ufeff", "\ufffe", "\U000e0041", "💥" * 40, "Ａ", "İ", "ß" * 80,
    "e\u0301", "x" * 199, "x" * 201, "x" * 1990, "x" * 50_000, "0", "-0", "-1", "1e309", "nan", "inf",
    "-inf", "9" * 400, "0x10", "1_000", "１２", "٣", "1.5", "1,2,3", ",,,", "1e-400,2", "=", "&", "#", "?", ";",
    "=1+1", "@SUM(1)", "None", "null", "true", "[]", "{}", " ", "\t", "+", "%", "%zz", "%00", "%ff", "%u0041",
    "kota", "kelurahan", "kabkota", "1275", "1275040", "1275010001", "2020", "2099-13", "map", "tpt",
    "light", "dark", "og", "slide", "4000", "4001", "279", "0.5", "4", "4.01", "0.499", "sendiri",
    "kuantil", "lingkaran", "warna", "periode", "xml", "sex=L", "sex=L;sex=P", "..", ".", "",
]  # fmt: skip
"""What a hand, a crawler or an attacker writes into an address; some of it is right by chance."""
REFLECTED = ("<script>alert", "<img src=x", "<svg/onload", "\x00", "\x1f", "\u202e", "x" * 300)


def nonsense(count: int, seed: int) -> Iterator[tuple[str, str, bytes]]:
    """Target, decoded path and query as bytes: each value in each parameter first, in an order that
    a seed decides, then several at once, twice, unescaped and as bytes that are no text."""
    chance = random.Random(seed)
    singles = [(t, n, v) for t, (_, names, _) in TARGETS.items()
               for n in (*names, "kind", "indicator", "wrong<i>") for v in NONSENSE]  # fmt: skip
    chance.shuffle(singles)
    for i in range(count):
        target, name, value = singles[i % len(singles)]
        pattern, names, plain = TARGETS[target]
        given = [(n, v) for n, v in plain.items() if n != name]
        place = {"kind": "map", "indicator": "kepadatan_baku"}
        if name in place:
            place[name] = value
        else:
            given.append((name, value))
        if i % 3 == 0:
            given += [(chance.choice(names), chance.choice(NONSENSE)) for _ in range(i % 7)]
        asked = urlencode(given).encode()
        if i % 11 == 0:
            asked = "&".join(f"{n}={v}" for n, v in given).encode("ascii", "ignore")
        if i % 29 == 0:
            asked += b"&" + "".join(f"%{chance.randrange(256):02x}" for _ in range(40)).encode()
        if i % 31 == 0:
            asked += b"&" + bytes(chance.randrange(33, 127) for _ in range(40))
        yield target, pattern.format_map(place), asked


def harmless(reply: Reply, target: str) -> None:
    """An answer that says yes or no in words and holds nothing but our own markup."""
    assert reply.status in (200, 400, 404), reply.status
    assert reply.headers["x-content-type-options"] == "nosniff"
    assert not [v for v in reply.headers.values() if re.search(r"[\x00-\x1f\x7f]", v)]
    assert "set-cookie" not in reply.headers
    if reply.status != 200:
        assert len(reply.body) < 20_000
    if reply.kind == "text/html":
        assert target == "embed"
        ours_alone(parsed(reply.text), reply)
    elif reply.kind == "image/svg+xml":
        ours_alone(etree.fromstring(reply.body), reply)
    elif reply.kind == "image/png":
        assert reply.body.startswith(b"\x89PNG")
        assert "content-security-policy" in reply.headers
    elif reply.kind == "text/xml":
        a_frame(str(etree.fromstring(reply.body).findtext("html")))
    else:
        said = json.loads(reply.body)
        if reply.status == 200:
            a_frame(said["html"])
        else:
            assert reply.kind == "application/problem+json"
            assert said["status"] == reply.status
            assert isinstance(said["detail"], str)


def ours_alone(root: Any, reply: Reply) -> None:
    """No element, attribute, script or address that came in from outside; a policy on top."""
    assert "default-src 'none'" in reply.headers["content-security-policy"]
    assert [m for m in REFLECTED if m in reply.text] == []
    found = shapes(root)
    assert {etree.QName(e).localname for e, _ in found} <= ELEMENTS
    assert not {a for _, a in found if re.match(r"on|style$|src|action|formaction|.*xlink", a)}
    assert [e.text for e in root.iter("script")] in ([], [SCRIPT])
    assert [e.text for e in root.iter("style")] in ([], [STYLE])
    for element in root.iter():
        link = element.get("href") if isinstance(element.tag, str) else None
        if link:
            assert link == "data:," or link.startswith(
                ("/embed/", "/indikator?", "/", f"https://{HOST}/")
            )
            assert not link.startswith("//")


def a_frame(snippet: str) -> None:
    """What oEmbed gives: one frame of ours and nothing else."""
    body = parsed(f"<!doctype html><title>x</title>{snippet}").find("body")
    (frame,) = body
    assert frame.tag == "iframe"
    assert len(frame) == 0
    assert set(frame.attrib) == {"src", "title", "width", "height", "style", "loading"}
    assert frame.get("src").startswith(f"https://{HOST}/embed/")


@pytest.mark.parametrize(
    ("count", "seed"), [(300, 1), pytest.param(4000, 2, marks=pytest.mark.slow)]
)
def test_nonsense_is_refused_in_words_and_nothing_of_it_becomes_markup(
    caller: Caller, count: int, seed: int
) -> None:
    found: Counter[tuple[str, int]] = Counter()
    failed = []
    for target, path, asked in nonsense(count, seed):
        try:
            reply = caller.raw(path, asked)
            found[target, reply.status] += 1
            harmless(reply, target)
        except Exception as error:
            failed.append(
                f"{path[:80]!r} {asked[:160]!r}: {type(error).__name__} {str(error)[:120]}"
            )
    print(f"\n{count} cases of nonsense: {dict(found)}")
    assert not failed, "\n".join(map(str, failed[:60]))
    assert {t for t, status in found if status == 200} >= {"embed", "svg", "oembed"}


@pytest.mark.parametrize(
    "host", ['evil"><script>alert(1)</script>', "a b", "x\ty", "[::1]:80", "é.example", ""]
)
def test_the_name_a_caller_gives_this_host_becomes_no_markup(caller: Caller, host: str) -> None:
    for path in (MAP, "/oembed?url=/embed/map/kepadatan_baku", "/image/map/kepadatan_baku.svg"):
        reply = caller.get(path, host=host)
        assert reply.status == 200
        assert not [v for v in reply.headers.values() if "<script" in v]
        assert "<script>alert" not in reply.text
        assert all(ord(c) < 256 for c in reply.headers.get("link", ""))


def test_the_check_of_markup_finds_what_was_planted() -> None:
    """The proof can fail: reflected elements, handlers, styles and addresses are seen."""
    guarded = {"content-security-policy": "default-src 'none'", "x-content-type-options": "nosniff",
               "content-type": "text/html"}  # fmt: skip
    page = "<!doctype html><html lang=id><title>x</title><main><p>{}</p></main>"
    harmless(Reply(400, guarded, page.format("&lt;script&gt;").encode()), "embed")
    for harm in ("<script>alert(1)</script>", "<i>x</i>", '<b onclick="x">y</b>', '<a href="//x">y</a>',
                 '<a href="javascript:x">y</a>', '<b style="x">y</b>', "\u202e", "<p", "x" * 301):  # fmt: skip
        with pytest.raises(Exception):  # noqa: B017
            harmless(Reply(400, guarded, page.format(harm).encode()), "embed")
