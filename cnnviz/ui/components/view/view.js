// Shows nothing: it connects what all components of a page show with Python and the URL.

import { mount } from "../shared/mount.js"
import { connectView } from "../shared/view_state.js"

export default mount(() => ({
  update(data, { setStateValue }) {
    connectView(data, (value) => setStateValue("view", value))
  },
}))
