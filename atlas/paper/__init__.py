"""Documents on paper: PDF typeset from templates, the same bytes on every machine."""
