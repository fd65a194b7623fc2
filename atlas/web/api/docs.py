"""The readable page of the data service, without script, in one language at a time."""

from __future__ import annotations

from html import escape

from starlette.requests import Request

from atlas.describe import OBSERVATION
from atlas.model import Lang
from atlas.store import Store
from atlas.text import catalogue, t
from atlas.web.answers import FOR_NOW, Answer
from atlas.web.api.notes import disclaimer
from atlas.web.api.operations import HTML, OPERATIONS, Operation
from atlas.web.asked import language_of, parameters

POLICY = ("default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; "
          "frame-ancestors 'self'")  # fmt: skip
STYLE = """
:root{color-scheme:light dark;--line:#8886;--quiet:#566}
@media(prefers-color-scheme:dark){:root{--quiet:#abb}}
body{font:1rem/1.55 system-ui,sans-serif;margin:0 auto;max-width:60rem;padding:1rem}
h1{font-size:1.6rem;margin:.5rem 0}h2{font-size:1.25rem;margin:2rem 0 .5rem}
h3{font-size:1rem;margin:1.4rem 0 .2rem}p{margin:.3rem 0}
code,pre{font:.92em/1.5 ui-monospace,monospace;overflow-wrap:anywhere}
pre{white-space:pre-wrap;border:1px solid var(--line);padding:.6rem;border-radius:.3rem}
dl{margin:.3rem 0;display:grid;grid-template-columns:minmax(7rem,13rem) 1fr;gap:.15rem 1rem}
dt{overflow-wrap:anywhere}dd{margin:0}.quiet{color:var(--quiet)}
section{border-top:1px solid var(--line)}a{color:#0b5c7a}
@media(prefers-color-scheme:dark){a{color:#7fd0ea}}
:target{outline:2px solid currentColor;outline-offset:.3rem}
@media(max-width:40rem){dl{display:block}dd{margin:0 0 .5rem 1rem}}
"""
EXAMPLES = (
    "/api/v1/observations?indicator=jumlah_penduduk&level=kecamatan&period=2020&dim=total",
    "/api/v1/observations?indicator=tpt,ipm&area=1275&period=2015..2024&format=csv",
    "/api/v1/views/map/kepadatan_penduduk?level=kecamatan&lang=en",
)


def page(request: Request, store: Store) -> Answer:
    """Every operation, parameter, column and problem. It needs no release."""
    lang = language_of(parameters(request, OPERATIONS["docs"].params))
    body = _page(lang).encode()
    headers = {"Content-Security-Policy": POLICY, "Content-Language": lang}
    return Answer(body, f"{HTML}; charset=utf-8", FOR_NOW, headers)


def problem_kinds() -> list[str]:
    """Every kind of problem that has a title in the words; details have an underscore."""
    return [k.split(".", 1)[1] for k in catalogue() if k.startswith("problem.") and "_" not in k]


def _page(lang: Lang) -> str:
    title, other = t("api.docs_title", lang), "en" if lang == "id" else "id"
    operations = "".join(_operation(o, lang) for o in OPERATIONS.values())
    columns = _terms({c.name: c.meaning(lang) for c in OBSERVATION})
    examples = "\n".join(escape(e) for e in EXAMPLES)
    rules = "".join(
        f"<li>{escape(line)}" for line in t("api.docs_rules", lang).splitlines() if line
    )
    return (
        f'<!doctype html><html lang="{lang}"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{escape(title)} · {escape(t('site.name', lang))}</title>"
        f"<style>{STYLE}</style></head><body><header>"
        f'<p><a href="/?lang={lang}">{escape(t("site.name", lang))}</a> · '
        f'<a href="?lang={other}" lang="{other}" hreflang="{other}">'
        f"{escape(t('site.other_language', lang))}</a> · "
        f'<a href="/api/v1/openapi.json">OpenAPI</a></p></header><main>'
        f"<h1>{escape(title)}</h1><p>{escape(t('api.docs_lead', lang))}</p>"
        f'<p class="quiet">{escape(disclaimer(lang))}</p>'
        f"<ul>{rules}</ul><pre>{examples}</pre>"
        f"<h2>{escape(t('api.docs_operations', lang))}</h2>{operations}"
        f'<h2 id="observation">{escape(t("api.docs_columns", lang))}</h2>{columns}'
        f'<h2 id="problems">{escape(t("api.docs_problems", lang))}</h2>'
        f"<p>{escape(t('api.docs_problems_lead', lang))}</p>{_problems(lang)}"
        f"</main></body></html>"
    )


def _operation(asked: Operation, lang: Lang) -> str:
    media = ", ".join(m.rsplit("/", 1)[-1].rsplit(".", 1)[-1] for m in asked.media)
    named = [p.split("}")[0] for p in asked.path.split("{")[1:]]
    told = {n: t(f"api.param_{n}", lang) for n in (*named, *asked.params)}
    return (
        f'<section id="{asked.name}"><h3><code>GET {escape(asked.path)}</code></h3>'
        f'<p>{escape(t(f"api.op_{asked.name}", lang))} <span class="quiet">{escape(media)}</span>'
        f"</p>{_terms(told)}</section>"
    )


def _terms(told: dict[str, str]) -> str:
    rows = "".join(f"<dt><code>{escape(k)}</code><dd>{escape(v)}" for k, v in told.items())
    return f"<dl>{rows}</dl>"


def _problems(lang: Lang) -> str:
    """One entry a kind, where the `type` of a problem document leads."""
    rows = []
    for kind in problem_kinds():
        more = t(f"api.why_{kind}", lang) if f"api.why_{kind}" in catalogue() else ""
        title = escape(t(f"problem.{kind}", lang))
        rows.append(
            f'<section id="problem-{kind}"><h3>{title} <code class="quiet">{kind}</code></h3>'
            f"<p>{escape(more)}</p></section>"
        )
    return "".join(rows)
