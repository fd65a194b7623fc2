"""The presentation: a deck as one finished HTML document that asks for nothing."""

from atlas.slides.document import Document, document

__all__ = ["Document", "document"]
