"""Parts of the page Data: what the release holds, from whom, how complete, how to take it along."""
