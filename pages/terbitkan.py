"""From a file to a release without a command line: import, decide, approve, publish, go back."""

from atlas import query
from atlas.ui import frame
from atlas.ui.publish import (
    decide,
    logged,
    meeting_room,
    releasing,
    section,
    shelf,
    steps,
    table,
    taken_in,
)
from atlas.ui.quality import gathered

release, lang = frame.begin_page()
catalogue = query.catalogue(release)
opened, who = section.pick(lang)
if opened == "impor":
    taken_in.show(who, lang)
else:
    handed_in = gathered.handed(lang)
    if opened == "tabel":
        draft = shelf.choose(handed_in, lang)
        if draft:
            table.show(draft, lang)
            steps.show(draft, who, lang)
            table.findings(draft, lang)
            decide.show(draft, who, lang)
    elif opened == "rapat":
        meeting_room.show(release, handed_in, who, catalogue, lang)
    elif opened == "rilis":
        releasing.show(release, handed_in, who, lang)
    else:
        logged.show(handed_in, lang)
