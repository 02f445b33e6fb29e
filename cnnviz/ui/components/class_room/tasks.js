// What students set each other: the class has a task once the teacher takes it.

import { element } from "../shared/element.js"
import { renew } from "../shared/renew.js"
import { thumbnail } from "../shared/results_wall.js"
import { stepName, taskWords } from "./words.js"

/** @import { Host, Task, TeacherView } from "./types.js" */

export class Tasks {
  /** @param {Host} host */
  constructor(host) {
    this.host = host
    this.node = element("section", { class: "tasks", "aria-label": "Tasks set by students" })
  }

  /**
   * @param {TeacherView} view
   * @param {Record<string, string>} drawings
   */
  update({ tasks, step }, drawings) {
    this.node.hidden = !tasks.length
    const known = [tasks, step, tasks.map(({ number }) => number in drawings)]
    renew(this.node, known, () => [
      element("h2", { text: `Set by students (${tasks.length})` }),
      element("ul", {}, ...tasks.map((task) => this.taskOf(task, step, drawings[task.number]))),
    ])
  }

  /**
   * @param {Task} task
   * @param {number} here - The step that the room is at.
   * @param {string | undefined} drawing
   */
  taskOf(task, here, drawing) {
    const { step, open } = task
    const name = stepName(step)
    const act = (/** @type {string} */ text, /** @type {string} */ key, /** @type {() => void} */ onclick) =>
      element("button", {
        type: "button",
        text,
        "aria-label": `${text}: ${name}`,
        "data-key": `${key}-${step}`,
        onclick,
      })
    const { steer, choose } = this.host
    return element(
      "li",
      { "data-task": step },
      thumbnail(drawing, task.says),
      element(
        "div",
        {},
        element("b", { text: name }),
        element("p", { class: "faint", text: taskWords(task) }),
        element(
          "div",
          { class: "acts" },
          act(open ? "Lay aside" : "Take", "take", () => void steer({ task: { step, on: !open } })),
          open &&
            here !== step &&
            act("Go to it", "go", () => void steer({ step }).then((isDone) => isDone && choose(step))),
        ),
      ),
    )
  }
}
