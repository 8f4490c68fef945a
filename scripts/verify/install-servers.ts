// The servers that the live tests need. None of them is left out because its server is missing: it is installed, or this says how.
import { spawnSync } from 'node:child_process'
import { missingPackages } from '../../tests/live/server-process.js'
import { runCommand, type Say } from './run-steps.js'

export async function installServers(say: Say, root: string): Promise<boolean> {
  const missing = missingPackages()
  if (missing.length === 0) {
    say('All are installed.\n')
    return true
  }
  const isRoot = process.getuid?.() === 0
  const canSudo = !isRoot && spawnSync('sudo', ['-n', 'true']).status === 0
  const install = ['install', '-y', '--no-install-recommends', ...missing]
  if (isRoot || canSudo) {
    const apt = (args: readonly string[]) =>
      runCommand(say, isRoot ? 'env' : 'sudo', ['DEBIAN_FRONTEND=noninteractive', 'apt-get', ...args], {
        cwd: root,
      })
    if ((await apt(['update'])) && (await apt(install)) && missingPackages().length === 0) return true
  }
  const line = `apt-get update && apt-get ${install.join(' ')}`
  say(
    `The live tests need real servers, and these Debian packages are missing: ${missing.join(', ')}.\nInstall them as root and run this again:\n\n  ${line}\n\n`,
  )
  return false
}
