// A button that does something for as long as it is held, by pointer or keyboard.

/** @param {string} key */
const presses = (key) => key === " " || key === "Enter"

/**
 * Listen to a button.
 * @param {HTMLButtonElement} button
 * @param {() => void} begin
 * @param {() => void} end
 * @returns {void}
 */
export function hold(button, begin, end) {
  let held = false
  const press = () => {
    held = true
    begin()
  }
  const release = () => {
    if (held) end()
    held = false
  }
  button.onpointerdown = (event) => {
    if (event.button !== 0 || !event.isPrimary) return
    press()
  }
  button.onpointerup = button.onpointercancel = button.onpointerleave = button.onblur = release
  // A finger that rests would otherwise open the browser's menu.
  button.oncontextmenu = (event) => event.preventDefault()
  button.onkeydown = (event) => {
    if (!presses(event.key) || event.ctrlKey || event.metaKey || event.altKey) return
    event.preventDefault()
    if (!event.repeat) press()
  }
  button.onkeyup = (event) => {
    if (!presses(event.key)) return
    event.preventDefault()
    release()
  }
  // Whoever speaks to the computer, or lets it read the page, can only click.
  button.onclick = ({ detail }) => {
    if (detail > 0) return
    begin()
    end()
  }
}
