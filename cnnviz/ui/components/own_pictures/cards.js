// A card for each class: its name, what fills it, and what is in it.

import { element } from "../shared/element.js"
import { focusedAround } from "../shared/find.js"
import { hold } from "./hold.js"
import { Question } from "./question.js"
import { Thumbs } from "./thumbs.js"
import { countWords, emptyWords, LONGEST_NAME, tidyName } from "./words.js"

/** @import { OwnClass, OwnSet } from "./types.js" */

/**
 * What a card asks for. Classes go by their keys.
 * @typedef {object} Acts
 * @property {(key: number) => void} draw
 * @property {(key: number) => void} record - Begins.
 * @property {() => void} release - Ends the recording.
 * @property {(key: number, files: File[]) => void} files
 * @property {(key: number, name: string) => void} rename
 * @property {(key: number) => void} remove
 * @property {(key: number, id: number) => void} erase
 */

/**
 * What is shown beside the set. progress: by key; recorded: the key of the class that is being filled by the camera.
 * @typedef {{draws: boolean, records: boolean, progress: Map<number, string>, recorded: number | undefined}} Around
 */

/** The fewest classes that can be told apart. */
const FEWEST = 2

export class Cards {
  /** @type {Map<number, Card>} */
  cards = new Map()

  /**
   * @param {HTMLElement} grid
   * @param {Acts} acts
   */
  constructor(grid, acts) {
    this.grid = grid
    this.acts = acts
  }

  /**
   * @param {OwnSet} set
   * @param {Around} around
   * @returns {void}
   */
  show(set, around) {
    const keys = new Set(set.classes.map(({ key }) => key))
    const focused = focusedAround(this.grid)
    let lost = -1
    for (const [key, card] of this.cards) {
      if (keys.has(key)) continue
      if (focused && card.node.contains(focused)) lost = [...this.grid.children].indexOf(card.node)
      card.node.remove()
      this.cards.delete(key)
    }
    set.classes.forEach((group, index) => {
      const card = this.cards.get(group.key) ?? new Card(group.key, this.acts)
      this.cards.set(group.key, card)
      if (this.grid.children[index] !== card.node) {
        this.grid.insertBefore(card.node, this.grid.children[index] ?? null)
      }
      card.show(group, index, set, around)
    })
    if (lost < 0) return
    const next = set.classes[Math.min(lost, set.classes.length - 1)]
    if (next) this.cards.get(next.key)?.first().focus()
  }

  /**
   * @param {EventTarget | null} node - Of the page.
   * @returns {Card | undefined} The card that it is in.
   */
  around(node) {
    return [...this.cards.values()].find((card) => node instanceof Node && card.node.contains(node))
  }

  /** @param {Card | undefined} target - Where files would be dropped. */
  highlight(target) {
    for (const card of this.cards.values()) card.node.classList.toggle("over", card === target)
  }
}

export class Card {
  /** The name as it was known last. */
  name = ""
  count = 0
  /** Whether a name is being typed. */
  typing = false

  /**
   * @param {number} key
   * @param {Acts} acts
   */
  constructor(key, acts) {
    this.key = key
    this.acts = acts
    this.field = element("input", {
      type: "text",
      maxlength: LONGEST_NAME,
      autocomplete: "off",
      spellcheck: "false",
      "data-testid": "own-name",
      oninput: () => (this.typing = true),
      onchange: () => this.rename(),
      onkeydown: (event) => this.type(event),
    })
    this.counted = element("span", { class: "count", "data-testid": "own-count" })
    this.bin = button("×", "own-remove", () => void this.remove())
    this.draw = button("Draw", "own-draw", () => acts.draw(key))
    this.record = button("Hold to record", "own-record")
    hold(
      this.record,
      () => acts.record(key),
      () => acts.release(),
    )
    this.photo = button("Take a photo", "own-photo", () => this.lens.click())
    this.file = button("Files", "own-choose", () => this.chooser.click())
    this.chooser = this.input({ accept: "image/*,.zip", multiple: true, "data-testid": "own-files" })
    this.lens = this.input({ accept: "image/*", capture: "environment", "data-testid": "own-lens" })
    this.progress = element("p", { class: "progress", "data-testid": "own-progress" })
    this.none = element("p", { class: "none" })
    this.thumbs = new Thumbs(
      (id) => acts.erase(key, id),
      () => this.first().focus(),
    )
    const question = element("div", { class: "question", role: "group", hidden: true })
    this.question = new Question(question)
    this.node = element(
      "div",
      { class: "card", role: "group", "data-testid": "own-class" },
      element("div", { class: "head" }, this.field, this.bin),
      element("div", { class: "ways" }, this.draw, this.record, this.photo, this.file, this.chooser, this.lens),
      question,
      element("p", { class: "told" }, this.counted, this.progress),
      this.none,
      this.thumbs.node,
    )
  }

  /** @param {Record<string, string | boolean>} properties */
  input(properties) {
    const input = element("input", { type: "file", hidden: true, ...properties })
    input.onchange = () => {
      const files = [...(input.files ?? [])]
      // The same file may be chosen again.
      input.value = ""
      if (files.length) this.acts.files(this.key, files)
    }
    return input
  }

  /** The first button that fills the class. */
  first() {
    return [this.draw, this.record, this.photo].find((way) => !way.hidden) ?? this.file
  }

  /** @param {KeyboardEvent} event */
  type(event) {
    // Letters that are typed here are no shortcuts of the page.
    event.stopPropagation()
    if (event.key === "Enter" && !event.isComposing) this.rename()
    if (event.key === "Escape") {
      this.typing = false
      this.field.value = this.name
    }
  }

  rename() {
    if (!this.typing) return
    this.typing = false
    const name = tidyName(this.field.value)
    if (name && name !== this.name) this.acts.rename(this.key, name)
    else this.field.value = this.name
  }

  async remove() {
    const words = `Remove ${this.name} with its ${countWords(this.count)}?`
    if (!this.count || (await this.question.ask(words, "Remove", "Keep"))) this.acts.remove(this.key)
  }

  /**
   * @param {OwnClass} group
   * @param {number} index
   * @param {OwnSet} set
   * @param {Around} around
   * @returns {void}
   */
  show(group, index, { classes, shape, fewestGood }, { draws, records, progress, recorded }) {
    const { name, pictures } = group
    const { node, field } = this
    this.name = name
    this.count = pictures.length
    node.dataset.index = `${index}`
    node.ariaLabel = `Class ${name}`
    field.ariaLabel = `Name of class ${index + 1}`
    if (!this.typing && field.value !== name) field.value = name
    label(this.bin, `Remove the class ${name}`)
    this.bin.title = this.bin.ariaLabel ?? ""
    this.bin.hidden = classes.length <= FEWEST
    label(this.draw, `Draw pictures of ${name}`)
    label(this.record, `Hold to record ${name}`)
    label(this.photo, `Take a photo of ${name}`)
    label(this.file, `Files for ${name}`)
    this.draw.hidden = !draws
    this.record.hidden = !records
    this.photo.hidden = records
    this.draw.classList.toggle("primary", draws)
    for (const way of [this.record, this.photo]) way.classList.toggle("primary", !draws)
    this.record.classList.toggle("held", recorded === this.key)
    write(this.counted, countWords(pictures.length))
    write(this.progress, progress.get(this.key) ?? "")
    write(this.none, pictures.length ? "" : emptyWords({ draws, records }, fewestGood))
    this.thumbs.show(group, shape)
  }
}

/**
 * @param {string} text
 * @param {string} test - Its name in tests.
 * @param {() => void} [act]
 */
function button(text, test, act) {
  return element("button", { type: "button", text, "data-testid": test, ...(act && { onclick: act }) })
}

/**
 * @param {HTMLElement} node
 * @param {string} words
 */
function label(node, words) {
  if (node.ariaLabel !== words) node.ariaLabel = words
}

/**
 * @param {HTMLElement} node
 * @param {string} words
 */
function write(node, words) {
  if (node.textContent !== words) node.textContent = words
}
