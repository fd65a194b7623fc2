"""Parts of the page Periksa tabel: files that are dropped, understood and checked, and not kept."""
