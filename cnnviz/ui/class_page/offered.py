"""What a room can be opened with, and where students join it."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable
from urllib.parse import urlsplit

from cnnviz.bundled.files import DamagedFileError
from cnnviz.lessons import Lesson, LessonError
from cnnviz.ui.components.class_room import JoinData, OfferedData
from cnnviz.ui.lessons import shelf
from cnnviz.ui.lessons.cards import about, thumbnail
from cnnviz.ui.share import code as codes


def offered() -> list[OfferedData]:
    """Return the lessons that the visitor has opened, the latest first, and those that ship and can be read."""
    found = [_offered(lesson, text=shelf.text_of(lesson.name)) for lesson in reversed(shelf.mine().values())]
    for name in shelf.names():
        try:
            lesson = shelf.bundled(name)
        except (LessonError, DamagedFileError):
            continue
        found.append(_offered(lesson, number=name.partition("_")[0], thumbnail=thumbnail(name)))
    return found


def _offered(lesson: Lesson, number: str = "", thumbnail: str = "", text: str = "") -> OfferedData:
    return {
        "name": lesson.name,
        "number": number,
        "title": lesson.front.title,
        "about": about(lesson),
        "thumbnail": thumbnail,
        "variants": len(lesson.variants),
        "text": text,
    }


def joins(roots: Iterable[str], code: str) -> list[JoinData]:
    """Return where students join a room.

    Args:
        roots: The app's addresses, without a slash at the end, the teacher's own last.
        code: The room's.
    Example:
        >>> [join["link"] for join in joins(["http://192.168.1.20:8501"], "KTRM")]
        ['http://192.168.1.20:8501/?c=KTRM']
    """
    *others, own = roots
    return [_join(root, code, is_own=root == own) for root in (*others, own)]


def _join(root: str, code: str, *, is_own: bool) -> JoinData:
    link = f"{root}/?c={code}"
    drawn, parts = codes.code_of(link), urlsplit(root)
    picture = b64encode(codes.svg_of(drawn)).decode() if drawn else ""
    return {
        "host": f"{'https://' if parts.scheme == 'https' else ''}{parts.netloc}{parts.path}",
        "link": link,
        "qr": f"data:image/svg+xml;base64,{picture}" if picture else "",
        "side": codes.side_of(drawn) if drawn else 0,
        "own": is_own,
    }
