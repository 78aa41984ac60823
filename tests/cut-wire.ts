import { type AddressInfo, type Socket, connect, createServer } from 'node:net'

/** A wire between a window and the service that a test can cut and mend. */
export interface CutWire {
  /** The address that the window uses, e.g. `http://127.0.0.1:40123`. */
  readonly url: string
  /** Breaks every connection and refuses new ones, as an outage does. */
  cut(): void
  mend(): void
  close(): Promise<void>
}

/** What carries one connection between its two ends. */
export interface Carrier {
  readonly isOpen: boolean
  destroy(): void
}

/** A wire that knows what carries its connections. */
export interface LaidWire<C extends Carrier> extends CutWire {
  /** The connections that are open now. */
  lines(): readonly C[]
  /** Breaks what is open; new connections are taken. */
  drop(): void
}

/** Opens a wire to a port on this machine, itself on a free port, loopback only. `near` is the window's end, `far` the service's. */
export async function layWire<C extends Carrier>(
  port: number,
  carry: (near: Socket, far: Socket) => C,
): Promise<LaidWire<C>> {
  const open = new Set<C>()
  let isCut = false
  const server = createServer((near) => {
    if (isCut) near.destroy()
    else open.add(carry(near, connect(port, '127.0.0.1')))
  })
  const lines = (): C[] => {
    for (const line of open) if (!line.isOpen) open.delete(line)
    return [...open]
  }
  const drop = (): void => {
    for (const line of lines()) line.destroy()
  }
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    lines,
    drop,
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

/** Opens a wire that can be cut and mended, and no more than that. */
export const openWire = (port: number): Promise<CutWire> => layWire(port, piped)

function piped(near: Socket, far: Socket): Carrier {
  for (const [one, other] of [
    [near, far],
    [far, near],
  ] as const) {
    one.on('close', () => other.destroy())
    // A reset is what a cut looks like from here; the close that follows says all there is to say.
    one.on('error', () => one.destroy())
  }
  near.pipe(far)
  far.pipe(near)
  return {
    get isOpen() {
      return !near.destroyed || !far.destroyed
    },
    destroy: () => {
      near.destroy()
      far.destroy()
    },
  }
}
