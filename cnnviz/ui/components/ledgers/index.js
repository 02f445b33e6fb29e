// How the arithmetic of every kind of layer is shown: each file adds itself to LEDGERS.

import "./activation.js"
import "./batch_normalization.js"
import "./conv2d.js"
import "./dense.js"
import "./dropout.js"
import "./flatten.js"
import "./global_pooling.js"
import "./pooling.js"
import "./softmax.js"

export { LEDGERS } from "./parts.js"
