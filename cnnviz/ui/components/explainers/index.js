// The arithmetic of every kind of layer: each file adds itself to the registry.

import "./activation.js"
import "./batch_normalization.js"
import "./conv2d.js"
import "./dense.js"
import "./dropout.js"
import "./flatten.js"
import "./global_pooling.js"
import "./pooling.js"
import "./softmax.js"

export { EXPLAINERS, explainCell } from "./registry.js"
