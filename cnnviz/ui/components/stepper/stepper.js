// The stepper: one layer at a time, played cell by cell.

import { coverEvents } from "../shared/covers.js"
import { mount } from "../shared/mount.js"
import { fedBy } from "../shared/graph.js"
import { fetchLayers, missing } from "../shared/on_demand.js"
import { createPlayer } from "../shared/player.js"
import { pinCell, pinnedCell, viewEvents } from "../shared/view_state.js"
import { networkStore, readTrace } from "../shared/wire.js"
import { createControls } from "./controls.js"
import { Screen } from "./screen.js"
import { spokenText } from "./speech.js"
import { Visit } from "./visit.js"

/**
 * @import { View } from "../shared/mount.js"
 * @import { Position, Reading } from "../shared/types.js"
 */

/** Milliseconds without a change before a screen reader hears of it. */
const SPEECH_PAUSE = 250

/**
 * Set one stepper up; where the visitor is lives here for as long as it is on screen.
 * @param {HTMLElement} root
 * @returns {View<Uint8Array>}
 */
function createStepper(root) {
  const player = createPlayer({ onFrame: update, onEnd: say, isShown: () => root.isConnected, isInView: () => inView })
  const controls = createControls({
    play: togglePlay,
    step: playStep,
    skip,
    speed: (speed) => {
      player.speed = speed
      update()
    },
  })
  const screen = new Screen(root, controls.node, {
    go,
    goTo,
    choose,
    chooseChannel: (channel) => {
      const [row, col] = visit.position
      turnTo([row, col, channel])
    },
    showInput: (channel) => {
      visit.inputChannels[visit.k] = channel
      build()
    },
    hover: (position) => {
      if (player.playing) return
      hovered = position
      update()
    },
    refresh: update,
  })

  /** @type {Uint8Array | undefined} */
  let bytes
  /** There as soon as a reading is. @type {Visit} */
  let visit
  /** The cell pointed at. @type {Position | undefined} */
  let hovered
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let saying
  let inView = true
  /** The step that was asked for last, and whether it is still on its way. */
  let wanted = 0
  let isBusy = false

  // Where we are

  /** The cell on show: pointed at, else being computed, else chosen. */
  const shown = () =>
    hovered ?? (player.playing && screen.output ? screen.output.grid.positionOf(player.cell) : visit.position)

  function remember() {
    pinCell(visit.reading.network, { layer: visit.k, position: visit.position })
  }

  /** @param {number | undefined} step - Undefined for none. */
  function go(step) {
    if (step === undefined || !visit.hasStep(step) || step === visit.k) return
    whenHere(visit.reading, step, () => {
      visit.go(step)
      hovered = undefined
      enter()
      remember()
    })
  }

  /**
   * Do something once all that a step of a large network needs is here: at once where it is.
   * @param {Reading} reading
   * @param {number} step
   * @param {() => void} then
   */
  function whenHere(reading, step, then) {
    wanted = step
    const needed = step < 0 ? [] : [step, ...fedBy(reading.network.layers[step], step)]
    const { outputs, weights } = missing(reading, needed, [step])
    if (!outputs.length && !weights.length) {
      isBusy = false
      then()
      return
    }
    isBusy = true
    root.setAttribute("aria-busy", "true")
    fetchLayers(reading, needed, [step]).then((isHere) => {
      if (wanted !== step) return
      isBusy = false
      root.removeAttribute("aria-busy")
      if (isHere) then()
    })
  }

  /**
   * Go to a step that feeds the one on stage: the cell on show is chosen, and its way back leads along there.
   * @param {number} step
   */
  function goTo(step) {
    if (player.playing) pauseHere()
    visit.follow(step)
    go(step)
    // What was pressed is gone.
    root.focus({ preventScroll: true })
  }

  /** @param {Position} position */
  function choose(position) {
    visit.prefer(position)
    player.pause()
    settle(position)
  }

  /**
   * Another channel: the animation goes on with it.
   * @param {Position} position
   */
  function turnTo(position) {
    visit.prefer(position)
    settle(position)
  }

  /** @param {number} by */
  function chooseBy(by) {
    const position = visit.turned(by)
    if (position.length === 3) turnTo(position)
    else choose(position)
  }

  /** @param {Position} position */
  function settle(position) {
    const { stage } = screen
    hovered = undefined
    visit.choose(position)
    remember()
    if (stage && position[2] === stage.position[2]) {
      stage.position = position
      update()
    } else build()
    screen.showRail(visit)
    say()
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
    if (!screen.output) return
    const { grid } = screen.output
    if (player.isWhole && !player.playing) {
      settle(grid.positionOf((grid.cellOf(visit.position) + 1) % grid.count))
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
    // What was playing is another step's.
    player.load(0)
    build()
    player.load(screen.output?.grid.count ?? 0)
    screen.showRail(visit)
    screen.showWays(visit)
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches
    if (visit.layer.kernel_size && !visit.played.has(visit.k) && !still) player.play()
    visit.played.add(visit.k)
    update()
    say()
  }

  function build() {
    screen.showStep(visit)
    update()
  }

  function update() {
    if (!visit) return
    const position = shown()
    screen.showCell(visit, position, player.revealed)
    const grid = screen.output?.grid
    if (grid) controls.show(player, grid.cellOf(position), grid.count, grid.isMap)
  }

  /** A screen reader hears where it is and the sum, not every cell that passes by. */
  function say() {
    clearTimeout(saying)
    saying = setTimeout(() => {
      const terms = visit.termsAt(visit.position)
      if (!player.playing && terms) screen.status.textContent = spokenText(visit, terms)
    }, SPEECH_PAUSE)
  }

  // Keys

  const onKey = (/** @type {KeyboardEvent} */ event) => {
    const inSlider = event.target instanceof HTMLInputElement
    if (!visit || inSlider || event.altKey || event.ctrlKey || event.metaKey) return
    /** @type {Record<string, () => void>} */
    const actions = {
      // Pressed quickly, they go on from the step that is still on its way.
      ArrowLeft: () => go(visit.stepBeside(isBusy ? wanted : visit.k, -1)),
      ArrowRight: () => go(visit.stepBeside(isBusy ? wanted : visit.k, 1)),
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

  // Readings, sizes, links

  function receive() {
    const fresh = bytes && readTrace(bytes)
    if (!fresh) return
    if (visit?.reading.network.base === fresh.network.base) {
      whenHere(fresh, visit.k, () => {
        visit.receive(fresh)
        hovered = undefined
        build()
        screen.showRail(visit)
        say()
      })
      return
    }
    const pinned = pinnedCell(fresh.network)
    whenHere(fresh, pinned?.layer ?? 0, () => {
      visit = new Visit(fresh)
      begin()
    })
  }

  /** Begin where a link says, or where Back leads. */
  function begin() {
    hovered = undefined
    const pinned = pinnedCell(visit.reading.network)
    whenHere(visit.reading, pinned?.layer ?? 0, () => {
      visit.begin(pinned)
      enter()
    })
  }

  function takeView() {
    if (!visit) return
    // Said again: what plays goes on.
    if (visit.isAt(pinnedCell(visit.reading.network))) return
    begin()
  }

  /** Something else is covered: a step may be gone, and words about it say more or less than before. */
  function takeCovers() {
    screen.status.textContent = ""
    if (!visit) return
    const pinned = pinnedCell(visit.reading.network)
    if (!visit.hasStep(visit.k) || (pinned && pinned.layer !== visit.k && visit.hasStep(pinned.layer))) {
      begin()
      return
    }
    build()
    screen.showRail(visit)
    screen.showWays(visit)
    say()
  }

  let [width, height] = [0, 0]
  const onSize = () => {
    if (!visit || !root.clientWidth || (root.clientWidth === width && window.innerHeight === height)) return
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
      on(coverEvents, "change", takeCovers)
    },
    // The step and the cell stay for the next run.
    leave() {
      sight.disconnect()
    },
  }
}

export default mount(createStepper, ".stepper")
