"""The page Rapat: decks put together by hand, ready ones, and what can be taken along of them."""
