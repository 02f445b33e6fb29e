// Receives a picture and keeps it for the workbench. Shows nothing.

import { unpackPictures } from "../shared/bytes.js"
import { pictureStore, receivePicture } from "./pictures.js"

export default function ({ data, parentElement }) {
  const { name } = unpackPictures(data).header
  // The same bytes come again with every run of the page's script.
  if (parentElement.cnnvizReceived === name && pictureStore.byName[name]) return
  parentElement.cnnvizReceived = name
  receivePicture(data)
}
