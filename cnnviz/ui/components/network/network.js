// Receives what does not change with the picture and keeps it for the other components of the page. Shows nothing.

export default function ({ data, parentElement }) {
  // The same bytes come again with every run of the page's script.
  if (parentElement.cnnvizReceived === data.length) return
  parentElement.cnnvizReceived = data.length
  receiveNetwork(data)
}
