"""Public routes and middleware, on Starlette. Never imports streamlit: it can run alone."""

from atlas.web.answers import Kept
from atlas.web.document import Document, Precompressed, document, precompress
from atlas.web.public import application, routes

__all__ = ["Document", "Kept", "Precompressed", "application", "document", "precompress", "routes"]
