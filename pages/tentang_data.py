"""What the release holds, from whom, how complete, what was found in it, and how to take it along."""

from atlas import query
from atlas.ui import frame
from atlas.ui.data import (
    calendar,
    checks,
    findings,
    indicators,
    licences,
    releases,
    report,
    section,
    sources,
)

release, lang = frame.begin_page()
catalogue = query.catalogue(release)
opened = section.pick(lang)
with release.cursor() as cursor:
    if opened == "indikator":
        indicators.show(release, cursor, catalogue, lang)
    elif opened == "sumber":
        sources.show(cursor, lang)
    elif opened == "kalender":
        calendar.show(cursor, catalogue, lang)
    elif opened == "rilis":
        releases.show(release, lang)
    elif opened == "temuan":
        findings.show(cursor, catalogue, lang)
    elif opened == "pemeriksaan":
        checks.show(cursor, lang)
    elif opened == "lisensi":
        licences.show(release, cursor, lang)
    else:
        report.show(release, cursor, catalogue, lang)
