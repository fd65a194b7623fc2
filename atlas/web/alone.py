"""The public routes alone, with as many workers as the public needs:

`uvicorn atlas.web.alone:app --workers 2`. Never imports streamlit, so that a planner's long
question never stalls a newspaper's embed.
"""

from __future__ import annotations

from atlas.settings import settings
from atlas.store import Store
from atlas.web.public import application

app = application(Store(settings().state))
