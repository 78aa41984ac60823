import { startWorker } from '#renderer/desktop/start-worker.ts'
// oxlint-disable-next-line import/default -- the build makes the address of the worker
import pinWorker from '#renderer/sync/seal/pin-worker.ts?worker&url'
import type { StretchRequest } from '#renderer/sync/seal/stretch-pin.ts'

/** Stretches a PIN away from the screen, which must not stand still for it. */
export function stretchInWorker(request: StretchRequest): Promise<Uint8Array> {
  const worker = startWorker(pinWorker)
  return new Promise<Uint8Array>((resolve, reject) => {
    worker.addEventListener('message', ({ data }: MessageEvent<Uint8Array>) => resolve(data))
    worker.addEventListener('error', ({ message }) => reject(new Error(message)))
    worker.postMessage(request)
  }).finally(() => worker.terminate())
}
