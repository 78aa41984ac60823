import { contextBridge, ipcRenderer } from 'electron'
import type { IpcRendererEvent } from 'electron'
import type { DesktopBridge } from '#shared/desktop-bridge.ts'

// A forwarder that never grows: names and checks live in the main process, and electron's event never reaches the page.
const bridge: DesktopBridge = {
  async call(name, input) {
    if (typeof name !== 'string') throw new TypeError('bad-input')
    const reply = (await ipcRenderer.invoke('tierdesk:call', name, input)) as { output: unknown } | { refused: string }
    if ('refused' in reply) throw new Error(reply.refused)
    return reply.output
  },
  on(name, listener) {
    if (typeof name !== 'string' || typeof listener !== 'function') throw new TypeError('bad-input')
    const forward = (_event: IpcRendererEvent, sent: string, payload: unknown): void => {
      if (sent === name) listener(payload)
    }
    ipcRenderer.on('tierdesk:event', forward)
    return () => void ipcRenderer.removeListener('tierdesk:event', forward)
  },
}

contextBridge.exposeInMainWorld('tierdesk', bridge)
