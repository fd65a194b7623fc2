"""Atlas Medan: published statistics of Kota Medan as maps, charts and tables."""
