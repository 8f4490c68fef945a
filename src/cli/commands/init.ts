// postfordeler init: writes a configuration that explains itself.
import { existsSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import type { Command } from 'commander'
import { TriageError } from '../../errors.js'
import { addCommand, type CommandIo, type CommonOptions, print } from '../command.js'

export const addInit = (program: Command, io: CommandIo): Command =>
  addCommand(program, 'init', 'write a commented configuration to start from').action(
    async (options: CommonOptions) => {
      const file = options.config ?? 'postfordeler.yml'
      if (existsSync(file))
        throw new TriageError('INIT_FILE_EXISTS', `${file} is there already, and init never overwrites.`, {
          hint: 'Give another name with --config, or check the one you have with "postfordeler check".',
        })
      await write(file)
      print(io, options, { file }, () => [
        `Wrote ${file}.`,
        'Next: fill in the mailbox and the queues, then "postfordeler check" says what is still missing.',
      ])
    },
  )

async function write(file: string): Promise<void> {
  const { initialConfig } = await import('../../config/describe.js')
  try {
    await writeFile(file, initialConfig(), { flag: 'wx' })
  } catch (cause) {
    const reason = cause instanceof Error && 'code' in cause ? ` (${cause.code})` : ''
    throw new TriageError('INIT_UNWRITABLE', `${file} cannot be written${reason}.`, {
      hint: 'The folder must be there, and you must be allowed to write in it.',
      cause,
    })
  }
}
