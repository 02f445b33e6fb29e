// Receives what does not change with the picture and keeps it for the other components of the page. Shows nothing.

import { headerOf, receiveNetwork } from "../shared/wire.js"

export default function ({ data, parentElement }) {
  // The same bytes come again with every run of the page's script.
  const received = `${headerOf(data).header.network} ${data.length}`
  if (parentElement.cnnvizReceived === received) return
  parentElement.cnnvizReceived = received
  receiveNetwork(data)
}
