// Opens the model that a command works with: --model, or the models folder's current one. Needs no configuration file.
import { loadConfigOrDefaults } from '../config/load.js'
import type { Classifier } from '../model/classifier.js'
import { loadClassifier } from '../model/load.js'
import type { CommandIo, CommonOptions } from './command.js'

export async function openClassifier(
  io: CommandIo,
  options: CommonOptions & { readonly model?: string },
): Promise<Classifier> {
  const { models } = loadConfigOrDefaults({
    ...(options.config ? { file: options.config } : {}),
    env: io.env,
    warn: io.note,
  })
  return loadClassifier(options.model ?? 'current', { modelsDir: models })
}
