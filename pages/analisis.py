"""The workbench: every question it answers, each a way to its tool."""

from atlas.ui import frame, hub

release, lang = frame.begin_page()
hub.lead(release, lang)
hub.questions(lang)
