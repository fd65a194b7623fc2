"""Parts of the page Terbitkan: import, check, decide, approve, publish, go back; who did what."""
