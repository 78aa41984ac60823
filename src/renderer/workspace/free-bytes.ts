import { desktop } from '#renderer/desktop/desktop.ts'

/** Bytes that are free on the disk of this computer; null where nobody says, as in a browser. */
export const freeBytes = async (): Promise<number | null> => (await desktop().call('disk.free')).bytes
