// What `electron PATH` runs before the app at PATH: the test runtime comes from a packaged app, which had Electron's own removed.
const { existsSync, readFileSync } = require('node:fs')
const Module = require('node:module')
const { dirname, join, resolve } = require('node:path')
const { app } = require('electron')

/** Splits `electron [-r MODULE] [--switch] PATH` into the modules to load first and the path. */
function readArguments(args) {
  const preloads = []
  for (let index = 0; index < args.length; index += 1) {
    const argument = args[index]
    if (argument === '-r' || argument === '--require') preloads.push(args[(index += 1)])
    else if (argument.startsWith('--require=')) preloads.push(argument.slice('--require='.length))
    else if (!argument.startsWith('-')) return { preloads, path: argument }
  }
  return { preloads, path: undefined }
}

/** Makes Electron answer with the name and version of the app at `path` instead of its own. */
function takeIdentity(path) {
  const manifest = join(path, 'package.json')
  if (!existsSync(manifest)) {
    app.setAppPath(dirname(path))
    return
  }
  const { name, productName, version } = JSON.parse(readFileSync(manifest, 'utf8'))
  if (version) app.setVersion(version)
  app.name = productName ?? name ?? app.name
  app.setAppPath(path)
}

const { preloads, path } = readArguments(process.argv.slice(1))
if (preloads.length > 0) Module._preloadModules(preloads)
if (path === undefined) {
  console.error('usage: electron [-r MODULE] PATH')
  app.exit(1)
} else {
  const full = resolve(path)
  takeIdentity(full)
  app.setPath('userData', join(app.getPath('appData'), app.name))
  Module._load(Module._resolveFilename(full, null, true), Module, true)
}
