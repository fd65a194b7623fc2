"""Targets of plans against published figures: choose, ask, draw, cite."""

from atlas import query
from atlas.ui import frame, target, tool

release, lang = frame.begin_page("all")
catalogue = query.catalogue(release)
study = tool.asked("target", release, lang)
tool.head(study, "target")
target.choose(release, study, catalogue, lang)
target.explain(release, study, lang)
tool.picture(release, study, "tracks")
target.tables(study, lang)
tool.foot(release, study)
target.again(release, study, lang)
