"""Where one figure comes from, step by step: choose, ask, show the way, cite."""

from atlas import query
from atlas.ui import frame, origin, tool

release, lang = frame.begin_page("all")
catalogue = query.catalogue(release)
study, trail = origin.asked(release, catalogue, lang)
tool.head(study, "origin")
origin.choose(release, trail, catalogue, lang)
origin.show(trail, lang)
tool.foot(release, study)
