"""Whether a series rises or falls, tested, and the same for its level: choose, ask, draw, cite."""

from atlas import query
from atlas.ui import frame, tool, trend

release, lang = frame.begin_page("all")
catalogue = query.catalogue(release)
study = tool.asked("trend", release, lang)
tool.head(study, "trend")
trend.choose(release, study, catalogue, lang)
tool.picture(release, study, "trend", study.params["area"], take=trend.take)
for place, grid in enumerate(study.grids):
    tool.table(grid, f"trend_{place}", lang, study.params["area"], take=trend.take)
tool.foot(release, study, study.params["area"])
