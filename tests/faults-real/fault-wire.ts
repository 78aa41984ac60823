import { type LaidWire, layWire } from '../cut-wire.ts'
import type { Edit } from './edit-frames.ts'
import { Line } from './line.ts'

/** A wire between windows and the service on which everything can go wrong that goes wrong on wires. Connections made later are sound. */
export interface FaultWire extends LaidWire<Line> {
  /** Websockets that are open now. */
  readonly sockets: number
  /** Rewrites or drops messages of the service; null passes all of them as they are. */
  edit(edit: Edit | null): void
}

/** Opens a wire to a port on this machine, itself on a free port, loopback only. */
export async function openFaultWire(port: number): Promise<FaultWire> {
  let rewriting: Edit | null = null
  const wire = await layWire(port, (near, far) => new Line(near, far, () => rewriting))
  return {
    ...wire,
    get sockets() {
      return wire.lines().filter(({ isSocket }) => isSocket).length
    },
    edit: (edit) => {
      rewriting = edit
    },
  }
}
