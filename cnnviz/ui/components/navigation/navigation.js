// The top of every page: sections that open to links, and the page's name, which has the focus when the page is new.

import { cover } from "../shared/covers.js"
import { element } from "../shared/element.js"
import { mount } from "../shared/mount.js"
import { visit } from "./links.js"
import { sayWhenLost } from "./lost.js"
import { stepFrom } from "./menu.js"

/**
 * @typedef {object} Data
 * @property {string} title - The name of the page that is shown.
 * @property {string} purpose - What it is for.
 * @property {{ name: string, pages: { name: string, href: string }[] }[]} sections
 * @property {import("../shared/covers.js").Covers} [covers] - What of the page is covered; left out where nothing is.
 * @property {number} [run] - Another one at every run: one that covers the same as before is heard too.
 */

/** @typedef {{ button: HTMLButtonElement, list: HTMLUListElement, links: HTMLAnchorElement[] }} Section */

/** The page that was shown last, whichever element showed it. @type {string | undefined} */
let shown

export default mount((root, /** @type {Data} */ data) => new Navigation(root, data), ".navigation")

class Navigation {
  /**
   * @param {HTMLElement} root
   * @param {Data} data
   */
  constructor(root, data) {
    this.root = root
    this.heading = element("h1", { tabindex: -1 })
    this.purpose = element("p")
    this.sections = data.sections.map((section) => this.section(section.name, section.pages))
    const items = this.sections.map(({ button, list }) => element("li", {}, button, list))
    root.replaceChildren(
      element(
        "nav",
        { "aria-label": "Pages", "data-region": "navigation" },
        element("span", { class: "brand", text: "cnnviz" }),
        element("ul", {}, ...items),
      ),
      element("div", { class: "title" }, this.heading, this.purpose),
    )
  }

  /**
   * @param {string} name
   * @param {{ name: string }[]} pages
   * @returns {Section}
   */
  section(name, pages) {
    const links = pages.map((page) => element("a", { text: page.name }))
    const list = element("ul", { hidden: true }, ...links.map((link) => element("li", {}, link)))
    const button = element("button", { type: "button", text: name, "aria-expanded": "false" })
    return { button, list, links }
  }

  /**
   * @param {Data} data
   * @param {import("../shared/mount.js").Send} send
   */
  update(data, { setTriggerValue }) {
    cover(data.covers)
    sayWhenLost(() => setTriggerValue("again", Date.now()))
    this.heading.textContent = data.title
    this.purpose.textContent = data.purpose
    for (const [index, { button, links }] of this.sections.entries()) {
      const { pages } = data.sections[index]
      for (const [place, link] of links.entries()) {
        link.setAttribute("href", pages[place].href)
        mark(link, pages[place].name === data.title && "page")
      }
      mark(button, pages.some((page) => page.name === data.title) && "true")
    }
    if ((shown !== undefined || visit.followedLink) && shown !== data.title) this.arrive()
    shown = data.title
  }

  /** Show that the page is another one: whoever uses the keyboard goes on from its name. */
  arrive() {
    this.open()
    this.heading.focus({ preventScroll: true })
  }

  /** @param {import("../shared/mount.js").Ears} ears */
  listen({ on }) {
    on(this.root, "click", (event) => this.click(event))
    on(this.root, "keydown", (event) => this.key(event))
    on(this.root, "focusout", (event) => {
      const section = this.sections.find(({ list }) => !list.hidden)
      const to = /** @type {Node | null} */ (event.relatedTarget)
      if (section && to && !section.list.contains(to) && to !== section.button) this.open()
    })
    on(document, "pointerdown", (event) => {
      if (!event.composedPath().includes(this.root)) this.open()
    })
  }

  /** @param {MouseEvent} event */
  click(event) {
    const section = this.sections.find(({ button }) => button === event.target)
    if (!section) return
    this.open(section.list.hidden ? section : undefined)
    // A key, not the mouse: it has no place.
    if (!event.detail && !section.list.hidden) section.links[0].focus()
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    const target = /** @type {HTMLElement} */ (event.target)
    const place = this.sections.findIndex(({ button, list }) => button === target || list.contains(target))
    if (place < 0 || event.ctrlKey || event.metaKey || event.altKey) return
    const { button, links } = this.sections[place]
    const step = stepFrom(event.key, {
      section: place,
      sections: this.sections.length,
      link: links.findIndex((link) => link === target),
      links: links.length,
      isOpen: !this.sections[place].list.hidden,
    })
    if (!step) return
    event.preventDefault()
    if (step.close) {
      this.open()
      button.focus()
      return
    }
    const next = this.sections[step.section]
    this.open(step.link === undefined ? undefined : next)
    const inside = step.link === undefined ? next.button : next.links.at(step.link)
    inside?.focus()
  }

  /**
   * Open a section, and close the others; no section closes all.
   * @param {Section} [opened]
   */
  open(opened) {
    for (const section of this.sections) {
      section.list.hidden = section !== opened
      section.button.setAttribute("aria-expanded", String(section === opened))
    }
  }
}

/**
 * @param {Element} node
 * @param {string | false} value - Of aria-current; false for none.
 */
function mark(node, value) {
  if (value) node.setAttribute("aria-current", value)
  else node.removeAttribute("aria-current")
}
