// What stands between input and output of every kind of layer: each file adds itself to SCENES.

import "./activation.js"
import "./batch_normalization.js"
import "./conv2d.js"
import "./dense.js"
import "./dropout.js"
import "./flatten.js"
import "./global_pooling.js"
import "./input.js"
import "./pooling.js"
import "./softmax.js"

export { SCENES } from "../panes.js"
