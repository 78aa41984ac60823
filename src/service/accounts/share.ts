import { createHmac } from 'node:crypto'

/** Whose share, on which device, and its generation there. */
export interface ShareOf {
  readonly agentId: string
  readonly deviceId: string
  readonly generation: number
}

/**
 * The service's half of the key to what an agent has sealed on a device: 32 bytes. Worked out, never stored, so that it is the same after
 * the database was restored; whoever loses the secret closes every device for good.
 */
export const shareOf = (secret: string, { agentId, deviceId, generation }: ShareOf): Buffer =>
  createHmac('sha256', secret).update(`share/${agentId}/${deviceId}/${generation}`).digest()
