"""Every area of a level on one axis, the chosen ones named: choose, ask, draw, cite."""

from functools import partial

from atlas import query
from atlas.ui import frame, spread, tool

release, lang = frame.begin_page("all")
catalogue = query.catalogue(release)
study = tool.asked("spread", release, lang)
tool.head(study, "spread")
spread.choose(release, study, catalogue, lang)
tool.picture(release, study, "swarm", take=partial(spread.toggle, study))
tool.table(study.grids[0], "swarm_table", lang, take=partial(spread.toggle, study))
tool.foot(release, study)
