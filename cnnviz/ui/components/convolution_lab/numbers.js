// Numbers as people type them, as they are shown, and as the URL has them.

/** {value} of what was typed, or {problem}: a sentence that says what is wrong and what would work. */
export function readNumber(text, largest) {
  const typed = text.trim()
  const plain = typed.replace("−", "-").replace(",", ".")
  const example = "type a number such as −1 or 0.5"
  if (plain === "") return { problem: `this is empty: ${example}.` }
  if (!/^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(plain))
    {return { problem: `“${shortened(typed)}” is no number: ${example}.` }}
  const value = Number(plain) + 0
  if (Math.abs(value) > largest) {
    return {
      problem: `“${shortened(typed)}” is too large: use numbers from −${largest.toLocaleString("en")} to ${largest.toLocaleString("en")}.`,
    }
  }
  return { value }
}

/** The same of a whole number from `least` to `most`. */
export function readWhole(text, least, most) {
  const typed = text.trim()
  if (/^\d+$/.test(typed) && Number(typed) >= least && Number(typed) <= most) return { value: Number(typed) }
  return {
    problem: `${typed ? `“${shortened(typed)}” does not work` : "this is empty"}: type a whole number from ${least} to ${most}.`,
  }
}

function shortened(text) {
  return text.length > 12 ? `${text.slice(0, 12)}…` : text
}

/** Select all of a field that has just got the focus: what is typed next takes its place. */
export function selectWhole(field) {
  field.select()
  // The click that gave it the focus would put the caret in its middle; the next click may.
  const keep = (event) => event.preventDefault()
  field.addEventListener("mouseup", keep, { once: true })
  field.addEventListener("blur", () => field.removeEventListener("mouseup", keep), { once: true })
  field.addEventListener("keydown", () => field.removeEventListener("mouseup", keep), { once: true })
}

/** Whether somebody may still be typing a number that begins like this. */
export function isBeginning(text) {
  return /^[-−+]?[.,]?$/.test(text.trim()) || /e[-+]?$/i.test(text.trim())
}

/** A number in few digits: whole ones as they are, others with at most `digits` after the point. */
export function brief(value, digits = 2) {
  if (Number.isInteger(value)) return `${value}`.replace("-", "−")
  const rounded = Number(value.toFixed(digits))
  if (rounded === 0) return value.toExponential(0).replaceAll("-", "−").replace("+", "")
  return `${rounded}`.replace("-", "−")
}

/** A number for a small cell: large ones have no room for digits after the point. */
export function short(value, digits = 2) {
  return brief(value, Math.abs(value) >= 1000 ? 0 : Math.abs(value) >= 100 ? Math.min(digits, 1) : digits)
}

/** A setup as URL parameters, as cnnviz/ui/components/convolution_lab/setup.py reads them. */
export function queryOf({ kernel, stride, padding, dilation, bias, flip, view, at }) {
  const query = {
    kernel: kernel.map((row) => row.join("_")).join("__"),
    stride: `${stride}`,
    padding: `${padding}`,
    dilation: `${dilation}`,
    bias: `${bias}`,
    flip: flip ? "1" : "0",
  }
  if (view) query.view = view
  if (at) query.at = at.join("-")
  return query
}
