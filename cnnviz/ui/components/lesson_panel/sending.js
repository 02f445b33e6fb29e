// What is on its way to Python: the button says so, and nothing else is sent meanwhile.

/** For how long Python may take to answer, in milliseconds: then one may try again. */
const PATIENCE = 20_000

export class Sending {
  /** @type {{button: HTMLElement, words: string} | undefined} */
  pressed = undefined
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  timer = undefined

  /**
   * @param {HTMLElement} root - Of the panel: its buttons of the class "says" do nothing meanwhile.
   * @param {() => void} over - Hears that Python has answered.
   */
  constructor(root, over) {
    this.root = root
    this.over = over
  }

  /** @returns {boolean} */
  get goesOn() {
    return this.pressed !== undefined
  }

  /**
   * @param {HTMLElement} button - What was pressed.
   * @returns {void}
   */
  begin(button) {
    this.pressed = { button, words: button.textContent }
    button.textContent = "Sending…"
    this.disable(true)
    this.timer = setTimeout(() => this.end(), PATIENCE)
  }

  /** Python has answered. */
  end() {
    if (!this.pressed) return
    clearTimeout(this.timer)
    this.pressed.button.textContent = this.pressed.words
    this.pressed = undefined
    this.disable(false)
    this.over()
  }

  /** @param {boolean} disabled */
  disable(disabled) {
    for (const button of this.root.querySelectorAll(".says")) setReady(button, !disabled)
  }
}

/**
 * Say whether a button does something. One that does not keeps the focus, and can still be found.
 * @param {Element} button
 * @param {boolean} ready
 * @returns {void}
 */
export function setReady(button, ready) {
  if (ready) button.removeAttribute("aria-disabled")
  else button.setAttribute("aria-disabled", "true")
}

/**
 * @param {Element} button
 * @returns {boolean}
 */
export function isReady(button) {
  return !button.hasAttribute("aria-disabled")
}
