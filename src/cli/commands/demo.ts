// postfordeler demo: trains on the bundled history, takes the bundled inbox through the real pipeline, and says how right it was.
import type { Command } from 'commander'
import { addCommand, type CommandIo } from '../command.js'
import type { DemoOptions } from '../demo-run.js'

export const addDemo = (program: Command, io: CommandIo): Command =>
  addCommand(program, 'demo', 'the whole journey on the bundled, invented mail: train, route, score')
    .option('--dir <dir>', 'folder to work in; what an earlier demo left there is replaced', '.demo')
    .option('--no-serve', 'end when the figures are printed, without opening the page')
    .action(async (options: DemoOptions) => {
      const { runDemo } = await import('../demo-run.js')
      await runDemo(io, options)
    })
