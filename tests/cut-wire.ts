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

/** Opens a wire to a port on this machine, itself on a free port, loopback only. */
export async function openWire(port: number): Promise<CutWire> {
  const open = new Set<Socket>()
  let isCut = false
  const server = createServer((near) => {
    if (isCut) {
      near.destroy()
      return
    }
    const far = connect(port, '127.0.0.1')
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      open.add(one)
      one.on('close', () => {
        open.delete(one)
        other.destroy()
      })
      // A reset is what a cut looks like from here; the close that follows says all there is to say.
      one.on('error', () => one.destroy())
    }
    near.pipe(far)
    far.pipe(near)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const drop = (): void => {
    for (const socket of open) socket.destroy()
  }
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
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
