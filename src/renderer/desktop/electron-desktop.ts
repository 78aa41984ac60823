import type { DesktopBridge } from '#shared/desktop-bridge.ts'
import type { Desktop } from './desktop-api.ts'
import { onNetworkReturn } from './network-return.ts'
import { readOutput, readPayload } from './typed-bridge.ts'

/** The desktop behind the preload's two forwarding functions. */
export function electronDesktop(bridge: DesktopBridge): Desktop {
  return {
    kind: 'electron',
    async call(name, ...input) {
      return readOutput(name, await bridge.call(name, input[0]))
    },
    on(name, listener) {
      const forget = bridge.on(name, (payload) => listener(readPayload(name, payload)))
      // Chromium tells the page, not the main process, that a network is back.
      const forgetNetwork = onNetworkReturn(name, listener)
      return () => {
        forget()
        forgetNetwork()
      }
    },
  }
}
