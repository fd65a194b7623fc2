"""Embeds: finished pages of one picture and its table, for other sites."""

from atlas.web.embed.route import routes

__all__ = ["routes"]
