"""A lesson's Markdown as HTML on one line: paragraphs, lists, headings, emphasis, code and links, and no more.

Words for placeholders are put in as they stand, so no word is taken for Markdown or HTML. Braces become entities: they
mark answers in both formats of questions.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html import escape

_ITEM = re.compile(r"\s*(?:([-*+])|([0-9]{1,9})[.)])\s+(\S.*)")
_HEADING = re.compile(r"(#{1,6})\s+(.*?)\s*#*\s*")
_INLINE = re.compile(
    r"\\(?P<character>[!-/:-@\[-`{-~])"
    r"|\{(?P<placeholder>[a-z_]+)\}"
    r"|`(?P<code>[^`]+)`"
    r"|\[(?P<words>[^\]]+)\]\((?P<link>https?://[^\s)]+)\)"
    r"|\*\*(?=\S)(?P<strong>.+?)(?<=\S)\*\*"
    r"|\*(?=\S)(?P<stars>[^*]+?)(?<=\S)\*"
    r"|(?<!\w)_(?=\S)(?P<bars>[^_]+?)(?<=\S)_(?!\w)"
)


def plain(text: str) -> str:
    """Return plain text as HTML on one line.

    Example:
        >>> plain("a < b {c}")
        'a &lt; b &#123;c&#125;'
    """
    return _untouched(" ".join(text.split()))


def hypertext(prose: str, words: Mapping[str, str] | None = None) -> str:
    """Return Markdown as HTML on one line.

    Args:
        prose: The Markdown.
        words: Words for its placeholders; one without a word stays as it stands.
    Example:
        >>> hypertext("*Most* of {total}.\\n\\n- a_b\\n- {c}", {"total": "<9>"})
        '<p><em>Most</em> of &lt;9&gt;.</p><ul><li>a_b</li><li>&#123;c&#125;</li></ul>'
    """
    parts = []
    for tag, lines in _blocks(prose):
        inner = [_inline(" ".join(line.split()), words or {}) for line in lines]
        if tag[:2] in ("ul", "ol"):
            inner = [f"<li>{line}</li>" for line in inner]
        parts.append(f"<{tag}>{''.join(inner)}</{tag[:2].strip()}>")
    return "".join(parts)


def _blocks(prose: str) -> Iterator[tuple[str, list[str]]]:
    """Yield the tag of every block, and its text, or its items' texts."""
    tag, lines = "", list[str]()
    for line in [*prose.splitlines(), ""]:
        item, heading = _ITEM.fullmatch(line), _HEADING.fullmatch(line)
        # In the middle of a paragraph a number and a point are the end of a sentence, unless the number is 1.
        if item and item[2] and tag == "p" and item[2] != "1":
            item = None
        kind = ("ul" if item[1] else "ol") if item else ""
        if lines and (not line.strip() or heading or (item and kind != tag[:2])):
            yield tag, lines
            tag, lines = "", []
        if heading:
            yield f"h{max(3, len(heading[1]))}", [heading[2]]
        elif item:
            tag = tag or (f'ol start="{item[2]}"' if item[2] and item[2] != "1" else kind)
            lines.append(item[3])
        elif line.strip():
            tag = tag or "p"
            lines[-1:] = [f"{lines[-1]} {line}" if lines else line]


def _inline(text: str, words: Mapping[str, str]) -> str:
    parts, end = [], 0
    for match in _INLINE.finditer(text):
        parts += [_untouched(text[end : match.start()]), _marked(match, words)]
        end = match.end()
    return "".join([*parts, _untouched(text[end:])])


def _marked(match: re.Match[str], words: Mapping[str, str]) -> str:
    found = match[match.lastgroup or 0]
    match match.lastgroup:
        case "placeholder":
            return plain(words.get(found, match[0]))
        case "code":
            return f"<code>{_untouched(found)}</code>"
        case "link":
            return f'<a href="{escape(found)}">{_inline(match["words"], words)}</a>'
        case "strong":
            return f"<strong>{_inline(found, words)}</strong>"
        case "stars" | "bars":
            return f"<em>{_inline(found, words)}</em>"
    return _untouched(found)


def _untouched(text: str) -> str:
    return escape(text, quote=False).replace("{", "&#123;").replace("}", "&#125;")
