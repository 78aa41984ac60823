import { type AddressInfo, connect, createServer } from 'node:net'
import type { CutWire } from '../cut-wire.ts'
import type { Edit } from './edit-frames.ts'
import { Line } from './line.ts'

/** A wire between windows and the service on which everything can go wrong that goes wrong on wires. */
export interface FaultWire extends CutWire {
  /** Websockets that are open now. */
  readonly sockets: number
  /** The connections that are open now; those made later are sound. */
  lines(): readonly Line[]
  /** Breaks what is open; new connections are taken. */
  drop(): void
  /** Rewrites or drops messages of the service; null passes all of them as they are. */
  edit(edit: Edit | null): void
}

/** Opens a wire to a port on this machine, itself on a free port, loopback only. */
export async function openFaultWire(port: number): Promise<FaultWire> {
  const open = new Set<Line>()
  let isCut = false
  let rewriting: Edit | null = null
  const server = createServer((near) => {
    if (isCut) {
      near.destroy()
      return
    }
    const line = new Line(near, connect(port, '127.0.0.1'), () => rewriting)
    open.add(line)
  })
  const lines = (): Line[] => {
    for (const line of open) if (!line.isOpen) open.delete(line)
    return [...open]
  }
  const drop = (): void => {
    for (const line of lines()) line.destroy()
  }
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    get sockets() {
      return lines().filter(({ isSocket }) => isSocket).length
    },
    lines,
    drop,
    edit: (edit) => {
      rewriting = edit
    },
    cut: () => {
      isCut = true
      drop()
    },
    mend: () => {
      isCut = false
    },
    close: () => {
      drop()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
}
