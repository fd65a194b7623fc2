"""As shown: the address or line of a picture, held against its release and the newest one."""

from atlas.ui import frame, verify

release, lang = frame.begin_page()
verify.head(lang)
asked = verify.ask(lang)
if asked.text:
    verify.show(verify.found(asked, frame.store(), lang), lang)
elif asked.digest or asked.figures:
    verify.lacking(lang)
