"""The content of the page at /reach: the addresses for the room; its module adds what gets through."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from cnnviz.ui.components import modules
from cnnviz.ui.reach.addresses import Address
from cnnviz.ui.share.code import code_of, html_of

_ALONE = (
    "Only this computer can open this address. Start the app with <code>python -m cnnviz app --address 0.0.0.0</code> "
    "to open it to your class."
)
_NO_CODE = "That is no room’s code: it has four letters, none of them a vowel."


def body_of(addresses: Sequence[Address], code: str | None, *, is_unreadable: bool = False) -> str:
    """Return the page's content.

    Args:
        addresses: The app's addresses, see addresses.addresses().
        code: The code of a room that is to be joined; None for none.
        is_unreadable: Whether the page's address has something in the code's place that is none.
    """
    for_others = [address for address in addresses if address.for_others]
    shown = "".join(_address_html(address, code) for address in (for_others or addresses))
    notes = "" if for_others else f"<p>{_ALONE}</p>"
    if is_unreadable:
        notes += f'<p role="alert">{_NO_CODE}</p>'
    joining = f'<p class="code">Room <b>{code}</b></p>' if code else ""
    title = "Join the room" if code else "Open the app"
    return f"""<main class="themed reach" data-module="{escape(modules.url("shared/element.js"))}">
<section class="addresses" aria-labelledby="open">
<h1 id="open">{title}</h1>
{joining}<div class="codes">{shown}</div>
{notes}</section>
<section class="tests" aria-labelledby="gets">
<h2 id="gets">What gets through from here</h2>
<p id="summary" role="status"><span class="late">The tests cannot begin: this page came, and its script did not. Ask the
administrator to let through whatever this server sends, JavaScript (text/javascript) too.</span></p>
<table hidden><thead><tr><th scope="col"><span class="spoken">Works</span></th>
<th scope="col">What</th><th scope="col" class="time">Time</th></tr></thead><tbody></tbody></table>
<p class="acts" hidden><button id="copy" type="button">Copy this report</button>
<button id="again" type="button">Test again</button> <span id="copied" class="faint" role="status"></span></p>
<textarea id="report" aria-label="The report" rows="12" readonly hidden></textarea>
</section>
</main>"""


def _address_html(address: Address, code: str | None) -> str:
    link = f"{address.root}/?c={code}" if code else f"{address.root}/"
    words = link.partition("://")[2] if link.startswith("http://") else link
    drawn = code_of(link)
    picture = html_of(drawn, f"QR code of {link}") if drawn else ""
    # An address breaks behind its parts, nowhere else.
    words = escape(words.removesuffix("/")).replace("/?", "<wbr>/?")
    return f'<div class="address">{picture}<a href="{escape(link)}">{words}</a></div>'
