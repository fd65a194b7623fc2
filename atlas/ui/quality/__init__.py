"""Parts of the page Kualitas data: complete, sound, on time, revised, and what to coach on."""
