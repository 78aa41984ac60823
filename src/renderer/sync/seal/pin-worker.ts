import { type StretchRequest, stretchPin } from './stretch-pin.ts'

addEventListener('message', ({ data }: MessageEvent<StretchRequest>) => postMessage(stretchPin(data)))
