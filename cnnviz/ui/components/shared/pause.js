// What is done a moment after the last of many changes.

/** @typedef {{ act: () => void, timer?: ReturnType<typeof setTimeout> }} Task */

/** What has been asked for and is not done yet. @type {Set<Task>} */
const waiting = new Set()

/**
 * Call `act` once nothing has asked for it for a while; patient: for longer, as after a minus that digits will follow.
 * @param {() => void} act
 * @param {number} pause - In milliseconds.
 * @returns {(patient?: boolean) => void} Asks for it.
 */
export function afterPause(act, pause) {
  /** @type {Task} */
  const task = { act }
  return (patient = false) => {
    clearTimeout(task.timer)
    waiting.add(task)
    task.timer = setTimeout(() => finish(task), patient ? 1000 : pause)
  }
}

/**
 * Do now what waits for its time, before something that may lead to another page.
 * @returns {void}
 */
export function finishWaiting() {
  for (const task of waiting) finish(task)
}

/** @param {Task} task */
function finish(task) {
  clearTimeout(task.timer)
  waiting.delete(task)
  task.act()
}
