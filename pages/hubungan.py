"""Two indicators of the same areas against each other: choose, ask, draw, cite."""

from functools import partial

from atlas import query
from atlas.ui import frame, pair, tool

release, lang = frame.begin_page("all")
catalogue = query.catalogue(release)
study = tool.asked("pair", release, lang)
tool.head(study, "pair")
pair.choose(release, study, catalogue, lang)
tool.picture(release, study, "scatter", take=partial(pair.toggle, study), width=pair.WIDTH)
pair.table(study, lang)
tool.foot(release, study)
