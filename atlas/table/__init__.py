"""Official tables as they come, read into one form: files, layouts, mappings."""
