"""One module for each kind of study, with `draw(study, ink, width, boundaries, selected)`."""
