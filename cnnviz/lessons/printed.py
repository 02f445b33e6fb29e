"""The prose of a lesson as HTML: no HTML of its own, no pictures, and links as the words that they are."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict
from markupsafe import Markup, escape

from cnnviz.lessons.prose import filled

NOTHING = Markup("")
_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")


def printed(prose: str, words: Mapping[str, str] | None = None) -> Markup:
    """Return prose as HTML.

    Args:
        prose: Markdown, with placeholders.
        words: What these stand for, each as it is to read: Markdown in it means nothing.
    Example:
        >>> printed("**{value}** <b>", {"value": "2 * 3 * 4"})
        Markup('<p><strong>2 * 3 * 4</strong> &lt;b&gt;</p>\\n')
    """
    literal = {name: _literal(word) for name, word in (words or {}).items()}
    return Markup(_MARKDOWN.render(filled(prose, literal)))


def _literal(word: str) -> str:
    text = _PUNCTUATION.sub(r"\\\1", word)
    # A number before a full stop would begin a list.
    return f"&#{ord(text[0])};{text[1:]}" if text.isdecimal() else text


def _link_open(renderer: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType) -> str:
    env.setdefault("addresses", []).append(str(tokens[index].attrGet("href") or ""))
    return ""


def _link_close(renderer: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType) -> str:
    target = env["addresses"].pop()
    is_told = index > 0 and tokens[index - 1].content == target
    return "" if is_told else f" ({escape(target)})"


def _heading(opening: bool) -> str:
    return "<p><strong>" if opening else "</strong></p>\n"


def _markdown() -> MarkdownIt:
    markdown = MarkdownIt("commonmark", {"html": False}).disable(["image", "html_inline", "html_block"])
    markdown.add_render_rule("link_open", _link_open)
    markdown.add_render_rule("link_close", _link_close)
    # A heading of its own would stand above those of the steps.
    markdown.add_render_rule("heading_open", lambda *given: _heading(True))
    markdown.add_render_rule("heading_close", lambda *given: _heading(False))
    return markdown


_MARKDOWN = _markdown()
