// The stepper: one layer at a time, played cell by cell.

import { agrees, explainCell, kindOf } from "../layers/index.js"
import { heaviest } from "../layers/parts/order.js"
import { element, isDark } from "../shared/element.js"
import { focusedAround } from "../shared/find.js"
import { number } from "../shared/format.js"
import { mount } from "../shared/mount.js"
import { pixelText, readsColour } from "../shared/picture.js"
import { flatIndex } from "../shared/positions.js"
import { pinCell, pinnedCell, viewEvents } from "../shared/view_state.js"
import { networkStore, readTrace } from "../shared/wire.js"
import { channelChooser } from "./channels.js"
import { createControls } from "./controls.js"
import { inputScene } from "./input_scene.js"
import { stageSizes } from "./panes.js"
import { plainScene } from "./plain_scene.js"
import { createPlayer } from "./player.js"
import { showRail } from "./rail.js"
import { channelName, fixedLimit, INPUT_STEP, insideSentence, stepLayer, stepOutput } from "./steps.js"
import { tensorflowPart } from "./sums.js"
import { createTrail, isCell, strongestCell } from "./trail.js"
import { showTitle, showWords } from "./words.js"

/**
 * @import { Terms } from "../layers/index.js"
 * @import { View } from "../shared/mount.js"
 * @import { Position, Reading } from "../shared/types.js"
 * @import { Scene, Stage } from "./panes.js"
 * @import { StepLayer } from "./steps.js"
 * @import { SumView } from "./sums.js"
 * @import { Chosen, Trail } from "./trail.js"
 */

/**
 * Set one stepper up; where the visitor is lives here for as long as it is on screen.
 * @param {HTMLElement} root
 * @returns {View<Uint8Array>}
 */
function createStepper(root) {
  const rail = element("nav", { class: "rail", "aria-label": "The network, layer by layer" })
  const [previous, next] = ["previous", "next"].map((name) =>
    element("button", {
      type: "button",
      class: "way",
      "data-testid": `stepper-${name}`,
      onclick: () => go(k + (name === "next" ? 1 : -1)),
    }),
  )
  const title = element("div", { class: "title" })
  const stageNode = element("div", { class: "stage" })
  const sum = element("div", { class: "sum", "data-testid": "stepper-formula" })
  const words = element("div", { class: "words" })
  const chooser = element("aside")
  const status = element("p", { class: "status", role: "status" })
  const player = createPlayer({ onFrame: update, onEnd: say, isShown: () => root.isConnected && inView })
  const controls = createControls({
    play: togglePlay,
    step: playStep,
    skip,
    speed: (speed) => {
      player.speed = speed
      update()
    },
  })
  root.append(
    rail,
    element("header", { class: "heading" }, previous, title, next),
    stageNode,
    element("div", { class: "below" }, element("div", {}, controls.node, sum, words), chooser),
    status,
  )

  /** @type {Uint8Array | undefined} */
  let bytes
  // All of these are there as soon as a reading is.
  /** @type {Reading} */
  let reading
  /** @type {Chosen} */
  let chosen
  /** @type {Trail} */
  let trail
  /** @type {Stage} */
  let stage
  /** @type {Scene} */
  let scene
  /** The cell pointed at. @type {Position | undefined} */
  let hovered
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let saying
  let k = 0
  let inView = true
  /** By step, the channel that was chosen. @type {number[]} */
  const channels = []
  /** By step, the channel of the input whose window is shown. @type {(number | undefined)[]} */
  const inputChannels = []
  /** @type {Set<number>} */
  const played = new Set()
  /** @type {SumView} */
  const view = { open: new Set(), lists: [], refresh: update }

  // Where we are

  /** The cell on show: pointed at, else being computed, else chosen. */
  const shown = () =>
    hovered ?? (player.playing && scene.output ? scene.output.grid.positionOf(player.cell) : trail.at(k))

  function start() {
    const pinned = pinnedCell(reading.network)
    const known = pinned && isCell(reading, pinned) ? pinned : undefined
    if (known) played.add(known.layer)
    k = known?.layer ?? 0
    chosen = { k, position: known?.position ?? strongestCell(reading, k) }
  }

  function follow() {
    trail = createTrail(reading, chosen, channels)
  }

  function remember() {
    pinCell(reading.network, { layer: k, position: trail.at(k) })
  }

  /** @param {number} step */
  function go(step) {
    if (step < INPUT_STEP || step >= reading.network.layers.length || step === k) return
    k = step
    hovered = undefined
    enter()
    remember()
  }

  /** @param {Position} position */
  function choose(position) {
    if (stepLayer(reading, k).output_shape.length === 3) channels[k] = position[2]
    player.pause()
    settle(position)
  }

  /** @param {Position} position */
  function settle(position) {
    const sameMap = position[2] === stage.position[2]
    hovered = undefined
    chosen = { k, position }
    follow()
    remember()
    stage.position = position
    if (sameMap) update()
    else build()
    refreshRail()
    say()
  }

  /** @param {number} step */
  function chooseBy(step) {
    const position = [...trail.at(k)]
    const last = position.length - 1
    const size = stepLayer(reading, k).output_shape[last]
    position[last] = (position[last] + step + size) % size
    if (position.length === 3) {
      channels[k] = position[last]
      // The animation goes on with the other filter.
      settle(position)
    } else choose(position)
  }

  // Playing

  function togglePlay() {
    hovered = undefined
    if (!player.playing) player.play()
    else pauseHere()
    update()
  }

  function pauseHere() {
    const position = shown()
    player.pause()
    settle(position)
  }

  function playStep() {
    hovered = undefined
    if (!scene.output) return
    const { grid } = scene.output
    if (player.isWhole && !player.playing) {
      settle(grid.positionOf((grid.cellOf(trail.at(k)) + 1) % grid.count))
    } else {
      player.step()
      settle(grid.positionOf(player.cell))
    }
  }

  function skip() {
    player.skip()
    update()
    say()
  }

  // Showing

  /** A step comes on stage; what slides plays by itself, once. */
  function enter() {
    const layer = stepLayer(reading, k)
    inputChannels[k] = undefined
    // What was playing is another step's.
    player.load(0)
    build()
    player.load(scene.output?.grid.count ?? 0)
    refreshRail()
    previous.textContent = `◀ ${wayTo(previous, k - 1, "Back") ?? "The start"}`
    next.textContent = `${wayTo(next, k + 1, "Next") ?? "The end"} ▶`
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches
    if (layer.kernel_size && !played.has(k) && !still) player.play()
    played.add(k)
    update()
    say()
  }

  /**
   * Let a button lead to a step, if there is one.
   * @param {HTMLButtonElement} button
   * @param {number} step
   * @param {string} word
   * @returns {string | undefined} What stands on it; undefined where there is no such step.
   */
  function wayTo(button, step, word) {
    const there = step >= INPUT_STEP && step < reading.network.layers.length
    if (!there && focusedAround(root) === button) root.focus({ preventScroll: true })
    button.disabled = !there
    return there ? `${word}: ${insideSentence(stepLayer(reading, step).title)}` : undefined
  }

  /** What is to have the focus again once it was made anew: its data-keep. */
  function keptFocus() {
    return focusedAround(root)?.getAttribute("data-keep") ?? undefined
  }

  /** @param {string | undefined} kept */
  function focusAgain(kept) {
    const node = kept === undefined ? null : root.querySelector(`[data-keep="${kept}"]`)
    if (node instanceof HTMLElement) node.focus({ preventScroll: true })
  }

  function refreshRail() {
    showRail(rail, { reading, k, go, channelOfStep: (step) => trail.at(step)[2] })
  }

  function build() {
    const layer = stepLayer(reading, k)
    const position = trail.at(k)
    const kept = keptFocus()
    if (layer.role === "filters") inputChannels[k] ??= heaviest(stepTerms(reading, k, position)?.subtotals ?? [])
    stage = {
      reading,
      k,
      layer,
      position,
      choose,
      ...stageSizes(root.clientWidth),
      scheme: isDark(root) ? "dark" : "light",
      inputChannel: inputChannels[k],
      termsAt: (cell) => stepTerms(reading, k, cell),
      setInputChannel(channel) {
        inputChannels[k] = channel
        build()
      },
      hover(cell) {
        if (player.playing) return
        hovered = cell
        update()
      },
    }
    root.classList.toggle("dark", stage.scheme === "dark")
    scene = sceneOf(layer)(stage)
    stageNode.replaceChildren(...scene.panes)
    stageNode.classList.toggle("narrow", stage.narrow)
    stageNode.dataset.role = layer.role
    stageNode.style.setProperty("--map-width", `${stage.mapWidth}px`)
    stageNode.style.setProperty("--map-height", `${stage.mapHeight}px`)
    controls.node.hidden = !scene.output
    showTitle(title, { reading, k, layer })
    showWords(words, layer, scene.note)
    const several = layer.output_shape.length === 3 && layer.output_shape[2] > 1
    chooser.replaceChildren(
      ...(several
        ? [
            channelChooser({
              layer,
              k,
              values: stepOutput(reading, k),
              limit: fixedLimit(reading, k),
              channel: position[2],
              choose: (channel) => {
                channels[k] = channel
                settle([position[0], position[1], channel])
              },
            }),
          ]
        : []),
    )
    focusAgain(kept?.startsWith("channel-") ? `channel-${position[2]}` : kept)
    update()
  }

  function update() {
    if (!scene) return
    const position = shown()
    const terms = stepTerms(reading, k, position)
    Object.assign(root.dataset, { layer: stepLayer(reading, k).name, position: position.join() })
    const kept = keptFocus()
    scene.update({ position, terms, revealed: player.revealed })
    view.lists = []
    sum.replaceChildren(
      element(
        "p",
        {},
        ...(terms
          ? [
              ...scene.sum(terms, position, view),
              " ",
              k > INPUT_STEP && !terms.unexplained && tensorflowPart(agrees(reading, k, terms), terms, scene.text),
            ].filter(Boolean)
          : ["The weights are on their way …"]),
      ),
      ...view.lists,
    )
    if (kept?.startsWith("more")) focusAgain(kept)
    if (!scene.output) return
    const { grid } = scene.output
    controls.show(player, grid.cellOf(position), grid.count, grid.isMap)
  }

  /** A screen reader hears where it is and the sum, not every cell that passes by. */
  function say() {
    clearTimeout(saying)
    saying = setTimeout(() => {
      const layer = stepLayer(reading, k)
      const position = trail.at(k)
      const terms = stepTerms(reading, k, position)
      if (player.playing || !terms) return
      const place =
        position.length === 3
          ? `Row ${position[0]}, column ${position[1]}, ${channelName(layer, position[2])}`
          : `Unit ${position[0]}`
      const sentence =
        k > INPUT_STEP
          ? kindOf(layer).sentence(layer, terms)
          : readsColour(reading.network)
            ? pixelText(reading.network, reading.input, position[0], position[1])
            : number(terms.value)
      status.textContent = `${layer.title}. ${place}. ${sentence}.`
    }, 250)
  }

  // Keys

  const onKey = (/** @type {KeyboardEvent} */ event) => {
    const inSlider = event.target instanceof HTMLInputElement
    if (!reading || inSlider || event.altKey || event.ctrlKey || event.metaKey) return
    /** @type {Record<string, () => void>} */
    const actions = {
      ArrowLeft: () => go(k - 1),
      ArrowRight: () => go(k + 1),
      ArrowUp: () => chooseBy(-1),
      ArrowDown: () => chooseBy(1),
      PageUp: () => chooseBy(-1),
      PageDown: () => chooseBy(1),
      Escape: () => root.focus({ preventScroll: true }),
    }
    if (!actions[event.key]) return
    event.preventDefault()
    event.stopPropagation()
    actions[event.key]()
  }
  root.onkeydown = onKey
  // On a page just opened nothing has the focus yet: left and right work all the same.
  const onPageKey = (/** @type {KeyboardEvent} */ event) => {
    if (document.activeElement === document.body && /^Arrow(Left|Right)$/.test(event.key)) onKey(event)
  }

  // Readings, sizes, themes

  function receive() {
    const fresh = bytes && readTrace(bytes)
    if (!fresh) return
    const same = reading?.network.base === fresh.network.base
    reading = fresh
    if (same) {
      follow()
      hovered = undefined
      build()
      refreshRail()
      say()
    } else {
      for (const list of [channels, inputChannels]) list.length = 0
      played.clear()
      begin()
    }
  }

  function begin() {
    hovered = undefined
    start()
    if (chosen.position.length === 3) channels[k] = chosen.position[2]
    follow()
    enter()
  }

  /** Show what a link says, or Back. */
  function takeView() {
    if (!reading) return
    const pinned = pinnedCell(reading.network)
    if (pinned && pinned.layer === k && pinned.position.join() === trail.at(k).join()) return
    begin()
  }

  let [width, height] = [0, 0]
  const onSize = () => {
    if (!scene || !root.clientWidth || (root.clientWidth === width && window.innerHeight === height)) return
    ;[width, height] = [root.clientWidth, window.innerHeight]
    build()
  }
  const sight = new IntersectionObserver(([entry]) => {
    inView = entry.isIntersecting
  })

  return {
    update(data) {
      bytes = data
      receive()
    },
    listen({ on, onWidth }) {
      sight.observe(root)
      onWidth(onSize)
      on(window, "resize", onSize)
      on(document, "keydown", onPageKey)
      on(networkStore, "change", receive)
      on(viewEvents, "given", takeView)
    },
    // The step and the cell stay for the next run.
    leave() {
      sight.disconnect()
    },
  }
}

/**
 * What is shown of a step.
 * @param {StepLayer} layer
 * @returns {(stage: Stage) => Scene}
 */
function sceneOf(layer) {
  return layer.role === "input" ? inputScene : (kindOf(layer).scene ?? plainScene)
}

/**
 * The terms of a cell; an input pixel is just its value.
 * @param {Reading} reading
 * @param {number} k
 * @param {Position} position
 * @returns {Terms | undefined} Undefined while weights are on their way.
 */
function stepTerms(reading, k, position) {
  if (k > INPUT_STEP) return explainCell(reading, k, position)
  const value = reading.input[flatIndex(reading.network.input_shape, position)]
  return { value, output: value }
}

export default mount(createStepper, ".stepper")
