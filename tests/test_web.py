"""Public routes: right bytes, long cache life, compression, clear refusals."""

from __future__ import annotations

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from atlas.store import Store
from atlas.web import Document, Precompressed, application, document, precompress


@pytest.fixture(scope="module")
def client(state: Path) -> TestClient:
    return TestClient(application(Store(state)))


def test_health_tells_release_and_counts(client: TestClient) -> None:
    answer = client.get("/healthz").json()
    assert answer["status"] == "ok"
    assert answer["observations"] >= 13_363
    assert answer["indicators"] >= 145
    assert (
        answer["areas"]["kecamatan"],
        answer["areas"]["kelurahan"],
        answer["areas"]["kabkota"],
    ) == (21, 151, 33)


def test_without_a_release_health_is_503(tmp_path: Path) -> None:
    empty = TestClient(application(Store(tmp_path)))
    for path in ("/healthz", "/boundary/kecamatan.json", "/peta/kelurahan.json"):
        answer = empty.get(path)
        assert answer.status_code == 503
        assert answer.headers["retry-after"] == "30"


@pytest.mark.parametrize(
    ("level", "count"), [("kecamatan", 21), ("kelurahan", 151), ("kabkota", 34)]
)
def test_boundaries_live_long_under_the_name_of_their_release(
    client: TestClient, level: str, count: int
) -> None:
    name = client.get("/healthz").json()["release"]
    answer = client.get(f"/boundary/{level}.json?release={name}")
    assert "immutable" in answer.headers["cache-control"]
    assert len(answer.json()["features"]) == count
    assert "immutable" not in client.get(f"/boundary/{level}.json").headers["cache-control"]
    again = client.get(f"/boundary/{level}.json", headers={"If-None-Match": answer.headers["etag"]})
    assert again.status_code == 304


def test_boundaries_are_compressed_for_those_who_can_read_it(client: TestClient) -> None:
    packed = client.get("/boundary/kecamatan.json", headers={"Accept-Encoding": "br"})
    plain = client.get("/boundary/kecamatan.json", headers={"Accept-Encoding": "identity"})
    assert packed.headers["content-encoding"] == "br"
    assert packed.json() == plain.json()


@pytest.mark.parametrize(
    "path", ["/boundary/desa.json", "/boundary/../x", "/embed/map", "/api/v1/x", "/peta/x"]
)
def test_our_folders_end_in_404(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 404


@pytest.mark.parametrize(
    "query",
    [
        "indikator=pemilih_tetap",
        "indikator=zzz",
        "indikator=pemilih_tetap&period=x&theme=dark&lang=en",
        "indikator=" + "a" * 5000,
    ],
)
def test_kelurahan_data_is_given_for_any_choice(client: TestClient, query: str) -> None:
    answer = client.get(f"/peta/kelurahan.json?{query}")
    assert answer.status_code == 200
    assert answer.json()["type"] == "FeatureCollection"


def test_the_map_style_fetches_nothing(client: TestClient) -> None:
    style = client.get("/map/style.json?theme=dark").json()
    assert style["sources"] == {}
    assert [layer["type"] for layer in style["layers"]] == ["background"]


def test_static_copies_are_made_once_and_served(tmp_path: Path) -> None:
    static, copies = tmp_path / "static", tmp_path / "copies"
    (static / "js").mkdir(parents=True)
    (static / "js" / "a.js").write_text("console.log(1);" * 200)
    assert precompress(static, copies) == 1
    assert precompress(static, copies) == 0

    async def inner(scope, receive, send) -> None:  # type: ignore[no-untyped-def]
        from starlette.responses import PlainTextResponse

        await PlainTextResponse("app")(scope, receive, send)

    found = TestClient(Precompressed(inner, copies))
    packed = found.get("/static/js/a.js", headers={"Accept-Encoding": "br"})
    assert packed.headers["content-encoding"] == "br"
    assert packed.text.startswith("console.log")
    assert found.get("/static/js/a.js", headers={"Accept-Encoding": "gzip"}).text == "app"
    assert found.get("/static/js/b.js", headers={"Accept-Encoding": "br"}).text == "app"


@pytest.mark.parametrize(("query", "lang"), [("", "id"), ("?lang=en", "en"), ("?lang=xx", "id")])
def test_the_page_says_its_language(query: str, lang: str) -> None:
    async def inner(scope, receive, send) -> None:  # type: ignore[no-untyped-def]
        from starlette.responses import HTMLResponse

        await HTMLResponse('<html lang="en"><title>Streamlit</title>')(scope, receive, send)

    answer = TestClient(Document(inner, Store(Path("none")), frozenset({"indikator"}))).get(
        f"/indikator{query}"
    )
    assert f'<html lang="{lang}">' in answer.text
    assert answer.headers["content-language"] == lang
    assert "Atlas Medan" in answer.text


def test_streamlits_page_still_has_what_we_rewrite() -> None:
    import streamlit

    html = (Path(streamlit.__file__).parent / "static" / "index.html").read_text()
    rewritten = document(html, "<title>Ours</title>", "id")
    assert '<html lang="id">' in rewritten
    assert "<title>Ours</title>" in rewritten
    assert "<title>Streamlit" not in rewritten
    assert "You need to enable JavaScript" not in rewritten


@pytest.mark.parametrize(
    ("query", "words"), [("", "Tidak ada halaman"), ("?lang=en", "There is no page")]
)
def test_an_address_that_is_no_page_says_so(query: str, words: str) -> None:
    async def inner(scope, receive, send) -> None:  # type: ignore[no-untyped-def]
        raise AssertionError("the app must not be asked")

    answer = TestClient(Document(inner, Store(Path("none")), frozenset({"indikator"}))).get(
        f"/tidakada{query}"
    )
    assert answer.status_code == 404
    assert words in answer.text
