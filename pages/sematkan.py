"""One view for other sites: choose it, see it at three widths, copy what embeds or shares it."""

from atlas import query
from atlas.ui import embed, frame

release, lang = frame.begin_page()
catalogue = query.catalogue(release)
with release.cursor() as cursor:
    chosen = embed.asked(release, cursor, catalogue, lang)

embed.head(chosen, lang)
left, right = embed.columns()
with left:
    embed.choose(chosen, catalogue, lang)
with right:
    if chosen.way == "bagikan":
        embed.share(chosen, lang)
    else:
        embed.snippets(chosen, lang)
        embed.preview(chosen, lang)
