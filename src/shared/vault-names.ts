/** Where the vault keeps who is signed in. */
export const sessionName = 'session'

/** Where the vault keeps which device this is. */
export const deviceName = 'device'

/** Where the vault keeps the PIN of an agent: the service's share, sealed under it. */
export const pinName = (agentId: string): string => `pin.${agentId}`

/** Where the vault keeps this device's half of the key of an agent. */
export const secretName = (agentId: string): string => `secret.${agentId}`

/** Where the vault keeps the key of an agent, wrapped under both halves. */
export const keyName = (agentId: string): string => `key.${agentId}`

/**
 * Whether a value may lie in a file as it is. Those that may open nothing without the service's share, which goes to whoever signs in;
 * a session fetches the share by itself, and a PIN can be guessed. A name that is not known here may not.
 */
export const opensNothingAlone = (name: string): boolean => name === deviceName || /^(secret|key)\./.test(name)
