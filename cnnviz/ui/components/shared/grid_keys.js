// Arrow keys in a grid of buttons.

/** The place that a key leads to from another, in a grid of buttons; undefined for other keys. */
export function placeAfter(key, place, buttons) {
  const row = buttons[place].offsetTop
  const cols = buttons.filter((button) => button.offsetTop === buttons[0].offsetTop).length
  const steps = {
    ArrowLeft: -1,
    ArrowRight: 1,
    ArrowUp: -cols,
    ArrowDown: cols,
    Home: -place,
    End: buttons.length - 1 - place,
  }
  if (!(key in steps)) return undefined
  const next = place + steps[key]
  return buttons[next] ? next : key === "ArrowDown" && buttons.at(-1).offsetTop > row ? buttons.length - 1 : place
}
