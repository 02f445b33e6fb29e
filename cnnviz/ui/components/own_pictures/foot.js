// Below the classes: where the pictures are, how they are saved, and how they are deleted.

import { find } from "../shared/find.js"
import { addressOf } from "./ask.js"
import { Question } from "./question.js"
import { totalOf } from "./sets.js"
import { countWords, privacyWords } from "./words.js"

/** @import { OwnSet, Place } from "./types.js" */

export class Foot {
  /** How many pictures are shown, and how many are on the server. */
  total = 0
  stored = 0

  /**
   * @param {HTMLElement} root
   * @param {() => void} empty - Deletes all pictures.
   * @param {(zip: File) => void} open
   */
  constructor(root, empty, open) {
    this.node = find(root, ".foot", HTMLElement)
    this.privacy = find(root, ".privacy", HTMLElement)
    this.save = find(root, ".save", HTMLAnchorElement)
    this.emptying = find(root, ".delete", HTMLButtonElement)
    this.question = new Question(find(this.node, ".question", HTMLElement))
    this.emptying.onclick = async () => {
      const words = this.stored === 1 ? "Delete your picture?" : `Delete all ${countWords(this.stored)}?`
      if (await this.question.ask(words, "Delete", "Keep")) empty()
    }
    const input = find(root, ".zip", HTMLInputElement)
    find(root, ".open", HTMLButtonElement).onclick = () => input.click()
    input.onchange = () => {
      const [zip] = input.files ?? []
      if (zip) open(zip)
      input.value = ""
    }
  }

  /**
   * Ask before the set is replaced, if there is anything in it.
   * @returns {Promise<boolean>}
   */
  async mayReplace() {
    if (!this.total) return true
    return this.question.ask(`This replaces your ${countWords(this.total)}.`, "Replace", "Cancel")
  }

  /**
   * @param {OwnSet | undefined} set
   * @param {Place} place
   * @returns {void}
   */
  show(set, place) {
    this.node.hidden = !set
    this.total = totalOf(set)
    this.stored = this.total + (set?.elsewhere ?? 0)
    const words = privacyWords(this.stored)
    if (this.privacy.textContent !== words) this.privacy.textContent = words
    // Whoever has just deleted everything goes on from here.
    if (!this.stored && this.emptying.matches(":focus")) find(this.node, ".open", HTMLButtonElement).focus()
    this.emptying.hidden = !this.stored
    if (this.total) {
      this.save.href = addressOf(place, ".zip")
      this.save.removeAttribute("role")
      this.save.ariaDisabled = null
    } else {
      this.save.removeAttribute("href")
      this.save.setAttribute("role", "link")
      this.save.ariaDisabled = "true"
    }
  }
}
