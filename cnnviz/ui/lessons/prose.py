"""A lesson's text as HTML: Markdown, without any HTML of its own and without pictures."""

from __future__ import annotations

from functools import cache

from markdown_it import MarkdownIt


def html_of(prose: str) -> str:
    """Return text in Markdown as HTML that is safe to show, whoever wrote it.

    Example:
        >>> html_of("A *kernel* is <b>small</b>.")
        '<p>A <em>kernel</em> is &lt;b&gt;small&lt;/b&gt;.</p>\\n'
    """
    rendered: str = _markdown().render(prose)
    return rendered


@cache
def _markdown() -> MarkdownIt:
    markdown = MarkdownIt("commonmark", {"html": False}).enable("table").disable(["image", "html_inline", "html_block"])
    # A link leads out of the lesson, wherever it leads: its words stay.
    return markdown.disable(["link", "autolink", "reference"])
