import assert from "node:assert/strict"
import { test } from "node:test"

import { pictureAt, unpackPictures } from "../../../cnnviz/ui/components/shared/bytes.js"

test("a message is a line of JSON and the bytes of the pictures, line ends among them", () => {
  const line = new TextEncoder().encode('{"title": "größe"}\n')
  const { header, pixels } = unpackPictures(Uint8Array.of(...line, 10, 0, 255, 10, 7, 8))
  assert.deepEqual(header, { title: "größe" })
  assert.deepEqual([...pixels], [10, 0, 255, 10, 7, 8])
  assert.deepEqual([...pictureAt(pixels, [1, 1, 3], 1)], [10, 7, 8])
})
