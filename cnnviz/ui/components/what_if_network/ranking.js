// Which channel matters most: all of them, the one first without which least is left of the answer.

import { element } from "../shared/element.js"
import { number, percent } from "../shared/format.js"

/** view: {ranking: {label, lead, rows: [[layer, channel, probability, read, lead]]} or null, edits, labels, before, channels: whether there are any, wanted, toggle(layer, channel)} */
export function showRanking(host, view) {
  const { ranking, labels } = view
  host.hidden = !view.channels
  const list = host.querySelector(".rows")
  host.querySelector(".ask").hidden = view.wanted
  host.querySelector(".close").hidden = !view.wanted
  host.querySelector(".ranking-words").textContent = ranking
    ? `Each channel switched off alone, in the trained network: what is left of the lead of ${labels[ranking.label]}, ${number(ranking.lead, 1)}, and of its probability. Click one to switch it off here.`
    : view.wanted
      ? "It is being worked out."
      : ""
  const drawn = ranking ? JSON.stringify(ranking) : ""
  if (list.cnnvizDrawn !== drawn) {
    list.cnnvizDrawn = drawn
    list.replaceChildren(
      ...(ranking?.rows ?? []).map(([layer, channel, probability, read, lead], place) =>
        element(
          "button",
          {
            type: "button",
            "data-layer": layer,
            "data-channel": channel,
            onclick: () => host.cnnvizView.toggle(layer, channel),
          },
          element("span", { class: "place", text: `${place + 1}` }),
          element("span", { class: "who", text: `${layer} channel ${channel}` }),
          element(
            "span",
            { class: "track" },
            element("span", {
              class: "bar is",
              style: { width: `${Math.min(100, Math.max(0, (lead / ranking.lead) * 100))}%` },
            }),
          ),
          element("span", { class: "share", text: number(lead, 1) }),
          element("span", { class: "share", text: percent(probability) }),
          element("span", { class: "read", text: read === ranking.label ? "" : `→ ${labels[read]}` }),
        ),
      ),
    )
  }
  host.cnnvizView = view
  for (const row of list.children) {
    const off = view.edits.includes(`${row.dataset.layer}.off.${row.dataset.channel}`)
    row.setAttribute("aria-pressed", String(off))
    row.title = off ? "It is off: click to switch it on" : "Click to switch it off"
  }
}
