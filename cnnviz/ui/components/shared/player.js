// Plays a layer: how many of its cells are computed, as time goes by.

const SLOWEST = 1
const FASTEST = 600

/** @typedef {ReturnType<typeof createPlayer>} Player */

/**
 * Make a player.
 * @param {object} on
 * @param {() => void} on.onFrame - Hears that something changed.
 * @param {() => void} on.onEnd - Hears that the last cell is done.
 * @param {() => boolean} on.isShown - Whether to go on.
 * @param {() => boolean} [on.isInView] - Whether it can be seen: it waits until it is.
 */
export function createPlayer({ onFrame, onEnd, isShown, isInView = () => true }) {
  let [count, done, frame, last] = [0, 0, 0, 0]
  const player = {
    playing: false,
    /** Cells a second, as the visitor chose. @type {number | undefined} */
    speed: undefined,
    /** Cells computed. */
    get revealed() {
      return Math.min(Math.floor(done), count)
    },
    /** The cell that is being computed. */
    get cell() {
      return Math.min(Math.floor(done), count - 1)
    },
    get isWhole() {
      return done >= count
    },
    /**
     * Take up a layer, all of it computed.
     * @param {number} cells - How many it has.
     */
    load(cells) {
      player.pause()
      count = done = cells
    },
    play() {
      if (player.isWhole) done = 0
      player.playing = true
      last = performance.now()
      cancelAnimationFrame(frame)
      frame = requestAnimationFrame(advance)
    },
    pause() {
      player.playing = false
      cancelAnimationFrame(frame)
    },
    /** Stop at the next cell. */
    step() {
      player.pause()
      done = player.revealed + 1
    },
    /** Before the first cell. */
    restart() {
      player.pause()
      done = 0
    },
    skip() {
      player.pause()
      done = count
    },
    /** Cells a second: the visitor's choice, else what plays a layer in a quarter of a minute. */
    get cellsPerSecond() {
      return player.speed ?? Math.min(Math.max(count / 15, 4), 60)
    },
  }

  /** @param {number} now - In milliseconds. */
  function advance(now) {
    if (!player.playing) return
    if (!isShown()) {
      player.pause()
      return
    }
    if (!isInView()) {
      last = now
      frame = requestAnimationFrame(advance)
      return
    }
    // A tab that was hidden for a while goes on where it was.
    done = Math.min(done + (Math.min(now - last, 100) / 1000) * player.cellsPerSecond, count)
    last = now
    if (player.isWhole) {
      player.playing = false
      onEnd()
    } else {
      frame = requestAnimationFrame(advance)
    }
    onFrame()
  }

  return player
}

/**
 * The slider runs from 0 to 1; equal steps on it multiply the speed.
 * @param {number} place - On the slider.
 * @returns {number} Cells a second.
 */
export const speedOf = (place) => SLOWEST * (FASTEST / SLOWEST) ** place

/**
 * The reverse of speedOf.
 * @param {number} speed
 * @returns {number}
 */
export const placeOf = (speed) => Math.log(speed / SLOWEST) / Math.log(FASTEST / SLOWEST)
