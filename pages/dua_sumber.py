"""Two sources of one concept, never joined, and their gap: choose, ask, draw, cite."""

from atlas import query
from atlas.ui import frame, tool, twins

release, lang = frame.begin_page("all")
catalogue = query.catalogue(release)
study = tool.asked("twins", release, lang)
area = study.params.get("area", "")
tool.head(study, "twins")
twins.choose(release, study, catalogue, lang)
tool.picture(release, study, "twins", area, take=twins.take)
for place, grid in enumerate(study.grids):
    tool.table(grid, f"twins_{place}", lang, area, take=twins.take)
tool.foot(release, study, area)
