// What the teacher's page says, and how it reads what the teacher gives it.

/** @import { StepCounts, Task, TeacherView, Told } from "./types.js" */

/** A task is a step too: the first has this number. */
export const TASKS_FROM = 1000

/** @type {Record<string, string>} */
const KINDS = {
  explain: "Look",
  predict: "Predict",
  vote: "Vote",
  work: "Work it out",
  do: "Try it",
  reveal: "The answer",
  reflect: "In their words",
  task: "Task",
}

/** What an address says of whoever opened it, and nobody else. */
const OWN = ["c", "lesson", "step", "variant", "said", "hide", "lock", "embed"]

/**
 * @param {string} kind - Of a step's block, or "task".
 * @returns {string}
 */
export function kindWords(kind) {
  return KINDS[kind] ?? ""
}

/**
 * What a step is called: "4 · Two steps at a time", "Task 2".
 * @param {number} step
 * @param {Pick<Told, "title">} [told]
 * @returns {string}
 */
export function stepName(step, told) {
  if (step >= TASKS_FROM) return `Task ${step - TASKS_FROM + 1}`
  return told ? `${step + 1} · ${told.title}` : `Step ${step + 1}`
}

/**
 * How many have answered a step: "34 of 40 answered", of a second round "30 of 40 answered again".
 * @param {StepCounts | undefined} counts
 * @param {Pick<TeacherView, "joined" | "again">} view
 * @returns {string}
 */
export function answeredWords(counts, { joined, again }) {
  if (!counts) return ""
  const second = again.includes(counts.step)
  return `${counts.answered[second ? 1 : 0]} of ${joined} answered${second ? " again" : ""}`
}

/**
 * @param {number} flags
 * @returns {string} "3 did not get this"; "" for nobody.
 */
export function flagWords(flags) {
  return flags ? `${flags} did not get this` : ""
}

/**
 * @param {Pick<TeacherView, "joined" | "here">} view
 * @returns {string}
 */
export function peopleWords({ joined, here }) {
  if (!joined) return "nobody has joined yet"
  return here === joined ? `${joined} joined, all here` : `${joined} joined, ${here} here`
}

/**
 * The address that everybody is to look at, of a link to a page of this app.
 * @param {string} text - A whole link, or "draw?sample=3".
 * @param {string} [root] - The path of the app's own address, such as "/cnnviz/": the first page's has no more.
 * @returns {{address: string} | {fault: string}} The page and its state, without whose link it was.
 */
export function lookedAt(text, root = "/") {
  const typed = text.trim()
  if (!typed) return { fault: "Paste the link of a page of this app, such as that of Share." }
  const [place, query = ""] = typed.replace(/#.*$/, "").split("?")
  const isLink = /^[a-z][a-z0-9+.-]*:\/\//i.test(place)
  const path = isLink ? place.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/]*/i, "") : place
  const isFirst = isLink && `${path.replace(/\/+$/, "")}/` === root
  const page = isFirst ? "draw" : path.replace(/\/+$/, "").split("/").at(-1) || "draw"
  if (!/^[a-z0-9_]{1,60}$/.test(page) || page === "class") {
    return { fault: "This is no link to a page of this app that students have, such as that of Share." }
  }
  const said = new URLSearchParams(query)
  for (const name of OWN) said.delete(name)
  // As Share writes it: no reader of addresses needs these as %7E and %2C.
  const words = said.toString().replaceAll("%7E", "~").replaceAll("%2C", ",")
  return { address: words ? `${page}?${words}` : page }
}

/**
 * What stands between the cells of a table: "semicolon" where numbers have a comma.
 * @param {string} language - Of the browser, such as "de-DE".
 * @returns {"comma" | "semicolon"}
 */
export function separatorFor(language) {
  try {
    const point = new Intl.NumberFormat(language).formatToParts(1.5).find(({ type }) => type === "decimal")
    return point?.value === "," ? "semicolon" : "comma"
  } catch {
    return "comma"
  }
}

/**
 * @param {Pick<Task, "says" | "made_at" | "open">} task
 * @returns {string}
 */
export function taskWords({ says, made_at, open }) {
  return `made at step ${made_at + 1}; the network says ${says}${open ? "; the class has it" : ""}`
}

/**
 * The rounds of a step that there are: the second once it is voted on again.
 * @param {TeacherView} view
 */
export function roundsOf({ answers, again }) {
  return answers.rounds.filter(({ round, answered }) => round === 1 || answered > 0 || again.includes(answers.step))
}
