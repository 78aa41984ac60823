interface TrustedTypes {
  createPolicy(
    name: string,
    rules: { createScriptURL: (url: string) => string },
  ): { createScriptURL(url: string): string }
}

// Chromium's type for the API is not in TypeScript's DOM yet, and it is absent where no policy asks for it.
const trustedTypes = Reflect.get(globalThis, 'trustedTypes') as TrustedTypes | undefined

const policy = trustedTypes?.createPolicy('tierdesk-worker', {
  createScriptURL(url) {
    if (new URL(url, window.location.href).origin !== window.location.origin) throw new Error('worker-from-elsewhere')
    return url
  },
})

/** The address of a worker of our own origin, as Trusted Types want it. Throws for any other origin. */
export const workerAddress = (url: string): string => (policy === undefined ? url : policy.createScriptURL(url))

/** Starts a module worker from `import url from './x.ts?worker&url'`: under Trusted Types a plain address starts none. Own origin only. */
export const startWorker = (url: string): Worker => new Worker(workerAddress(url), { type: 'module' })
