"""An index of rates weighted by the reader, and how sure its order is: choose, ask, draw, cite."""

from functools import partial

from atlas import query
from atlas.ui import frame, priority, tool

release, lang = frame.begin_page("all")
catalogue = query.catalogue(release)
study = tool.asked("priority", release, lang)
selected = study.params["area"]
tool.head(study, "priority")
priority.choose(release, study, catalogue, lang)
tool.picture(release, study, "index", selected, partial(priority.toggle, study), priority.WIDTH)
priority.tables(study, lang)
tool.foot(release, study, selected)
