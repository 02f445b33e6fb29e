// The confusion matrix as a grid of buttons: arrow keys move, Enter or a click shows a cell's pictures.

import { element, isDark } from "../shared/element.js"
import { mount } from "../shared/mount.js"

export default mount((host) => {
  let content
  return {
    update(data, { setTriggerValue }) {
      const sent = JSON.stringify([data.classes, data.counts])
      const choose = (shown, read) => setTriggerValue("cell", [shown, read])
      host.dataset.theme = isDark(host) ? "dark" : "light"
      if (content !== sent) {
        content = sent
        host.replaceChildren(
          matrix(host, data, (shown, read) => choose(shown, read)),
          legend(data),
        )
      }
      mark(host, ...data.chosen)
    },
  }
}, ".confusion")

function matrix(host, { classes, counts }, choose) {
  const most = mostMisread(counts)
  const upright = classes.length > 4 && classes.some((name) => name.length > 2)
  const named = classes.some((name) => name.length > 2)
  const head = element(
    "tr",
    {},
    element("td", { class: "corner" }),
    ...classes.map((name) => element("th", { scope: "col" }, element("span", { text: name }))),
  )
  const rows = counts.map((row, shown) =>
    element(
      "tr",
      {},
      element("th", { scope: "row", text: classes[shown] }),
      ...row.map((count, read) =>
        element("td", { role: "gridcell" }, cell(host, choose, classes, shown, read, count, most)),
      ),
    ),
  )
  const grid = element(
    "table",
    {
      role: "grid",
      class: [named ? "named" : "", upright ? "upright" : ""].join(" "),
      "aria-label":
        "Confusion matrix. Rows: what a picture shows; columns: what it was read as. Arrow keys move, Enter shows the pictures.",
      onkeydown: (event) => moveFocus(grid, event, classes.length),
    },
    element("thead", {}, head),
    element("tbody", {}, ...rows),
  )
  grid.style.setProperty("--classes", classes.length)
  return grid
}

function cell(host, choose, classes, shown, read, count, most) {
  const share = shown === read || most === 0 ? 0 : count / most
  const pictures = `${count.toLocaleString("en")} ${count === 1 ? "picture" : "pictures"}`
  const button = element("button", {
    type: "button",
    class: [shown === read ? "right" : "wrong", count === 0 ? "none" : "", share > 0.55 ? "deep" : ""].join(" "),
    text: count,
    title: `${classes[shown]} read as ${classes[read]}: ${pictures}`,
    "aria-label": `${classes[shown]} read as ${classes[read]}: ${pictures}`,
    onclick: () => {
      mark(host, shown, read)
      choose(shown, read)
    },
  })
  // Even a single picture has to be seen from the back row.
  if (share) button.style.setProperty("--share", `${Math.round(15 + 85 * share)}%`)
  return button
}

function mostMisread(counts) {
  return Math.max(...counts.flatMap((row, shown) => row.filter((_, read) => read !== shown)), 0)
}

/** The chosen cell is marked, and the one that the Tab key reaches. */
function mark(host, shown, read) {
  const classes = host.querySelectorAll("tbody tr").length
  host.querySelectorAll("tbody button").forEach((button, place) => {
    const chosen = place === shown * classes + read
    button.setAttribute("aria-pressed", String(chosen))
    button.tabIndex = chosen ? 0 : -1
  })
}

function moveFocus(grid, event, classes) {
  const buttons = [...grid.querySelectorAll("tbody button")]
  const place = buttons.indexOf(event.target)
  const [row, col] = [Math.floor(place / classes), place % classes]
  const to = {
    ArrowUp: [row - 1, col],
    ArrowDown: [row + 1, col],
    ArrowLeft: [row, col - 1],
    ArrowRight: [row, col + 1],
    Home: [row, 0],
    End: [row, classes - 1],
  }[event.key]
  if (!to || place < 0) return
  event.preventDefault()
  if (to.every((index) => index >= 0 && index < classes)) buttons[to[0] * classes + to[1]].focus()
}

function legend({ counts }) {
  return element(
    "p",
    { class: "legend" },
    element("span", {}, element("span", { class: "swatch" }), "read right"),
    element(
      "span",
      {},
      "misread: 0",
      element("span", { class: "ramp" }),
      `${mostMisread(counts).toLocaleString("en")} times`,
    ),
  )
}
