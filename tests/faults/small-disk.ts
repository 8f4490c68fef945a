// A disk that is full when a test says so: a small file system in memory. A bound on the size of files is no stand-in: what is refused by it
// is told as a broken disk, not as a full one.
import { spawnSync } from 'node:child_process'
import { closeSync, ftruncateSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface SmallDisk {
  readonly dir: string
  /** Leaves room for so many pages of 4,096 bytes. */
  leave(pages: number): void
  /** Makes room again. */
  free(): void
  remove(): Promise<void>
}

const pageBytes = 4096
const sizeMb = 48

/** @param owner user and group that may write there, as numbers. */
export async function mountSmallDisk(owner?: {
  readonly uid: number
  readonly gid: number
}): Promise<SmallDisk> {
  const dir = await mkdtemp(join(tmpdir(), 'postfordeler-disk-'))
  const ids = owner ? `,uid=${owner.uid},gid=${owner.gid},mode=0700` : ''
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${sizeMb}m${ids}`, 'tmpfs', dir])
  if (mounted.status !== 0) throw new Error(`No small file system could be mounted: ${mounted.stderr}`)
  return fileSystem(dir)
}

/** Whether this machine lets us mount one; containers often do not. */
export function mayMount(): boolean {
  const dir = mkdtempSync(join(tmpdir(), 'postfordeler-mount-'))
  const isMounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', dir]).status === 0
  if (isMounted) spawnSync('umount', ['-l', dir])
  rmSync(dir, { recursive: true, force: true })
  return isMounted
}

// ---------------------------------------------------------------------------------------------------------------

function fileSystem(dir: string): SmallDisk {
  const ballast = join(dir, 'ballast')
  const free = () => rmSync(ballast, { force: true })
  const unmount = () => spawnSync('umount', ['-l', dir])
  process.once('exit', unmount)
  return {
    ...{ dir, free },
    leave(pages) {
      free()
      const file = openSync(ballast, 'w')
      const size = writeUntilFull(file)
      ftruncateSync(file, Math.max(0, size - pages * pageBytes))
      closeSync(file)
    },
    async remove() {
      process.off('exit', unmount)
      unmount()
      await rm(dir, { recursive: true, force: true })
    },
  }
}

/** Whoever else writes there meanwhile finds no room either. @returns bytes written */
function writeUntilFull(file: number): number {
  let size = 0
  for (const zeros of [Buffer.alloc(64 * pageBytes), Buffer.alloc(pageBytes)]) {
    try {
      for (;;) size += writeSync(file, zeros)
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ENOSPC')) throw error
    }
  }
  return size
}
