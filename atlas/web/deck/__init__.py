"""The presentation under /paparan, and the same as a file."""

from atlas.web.deck.route import routes

__all__ = ["routes"]
