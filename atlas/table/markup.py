"""HTML in the labels and notes of answers, as plain text."""

from __future__ import annotations

from html.parser import HTMLParser

from atlas.table.text import one_line

BREAKS = {"br", "p", "div", "li", "tr", "td", "th", "ul", "ol", "table"}
UNREAD = {"script", "style", "template", "noscript"}


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.said: list[str] = []
        self.unread = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.unread += tag in UNREAD
        if tag in BREAKS:
            self.said.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self.unread = max(0, self.unread - (tag in UNREAD))
        if tag in BREAKS:
            self.said.append("\n")

    def handle_data(self, data: str) -> None:
        if not self.unread:
            self.said.append(data)


def _lines(html: str) -> list[str]:
    if "<" not in html and "&" not in html:
        return [x for line in html.splitlines() if (x := one_line(line))]
    parser = _Text()
    parser.feed(html)
    parser.close()
    return [x for line in "".join(parser.said).splitlines() if (x := one_line(line))]


def stripped(html: str) -> str:
    """The text on one line; scripts and styles left out. What looks like a tag is one: the text is
    for showing, and is escaped where it is shown."""
    return " ".join(_lines(html))


def sentences(html: str) -> tuple[str, ...]:
    """The text by its own lines and paragraphs."""
    return tuple(_lines(html))
