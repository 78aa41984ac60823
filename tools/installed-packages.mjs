/**
 * @typedef {{ version?: string, optional?: boolean, devOptional?: boolean }} LockedPackage
 * @typedef {{ packages: Record<string, LockedPackage> }} Lock
 */

/**
 * Whether what npm noted in node_modules/.package-lock.json is everything package-lock.json asks for. Packages for other platforms are
 * optional and may be absent; more than was asked for does no harm.
 * @param {Lock} wanted
 * @param {Lock} installed
 */
export function hasAllPackages(wanted, installed) {
  return Object.entries(wanted.packages).every(([path, { version, optional, devOptional }]) => {
    const found = installed.packages[path]
    if (found === undefined) return path === '' || optional === true || devOptional === true
    return found.version === version
  })
}
