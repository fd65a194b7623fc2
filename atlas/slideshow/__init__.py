"""A deck as a PPTX whose charts, tables and maps can be edited."""

from atlas.slideshow.file import slideshow

__all__ = ["slideshow"]
