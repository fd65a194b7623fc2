"""How good the figures are: complete, sound, on time, revised, and what to coach each office on."""

from atlas import query
from atlas.ui import frame
from atlas.ui.quality import aspects, coached, complete, found, gathered, revised, section, timely

release, lang = frame.begin_page()
catalogue = query.catalogue(release)
opened = section.pick(lang)
with release.cursor() as cursor:
    if opened == "lengkap":
        complete.show(cursor, catalogue, lang)
    elif opened == "revisi":
        revised.show(release, cursor, frame.store(), catalogue, lang)
    elif opened == "waktu":
        timely.show(cursor, catalogue, gathered.handed(lang), lang)
    else:
        every = gathered.gather(cursor, catalogue, lang)
        if opened == "temuan":
            found.show(every, catalogue, lang)
        elif opened == "epss":
            aspects.show(cursor, catalogue, every, lang)
        else:
            coached.show(every, catalogue, lang)
