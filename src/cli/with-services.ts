// Opens the configuration and the services for one command, and closes them whatever happens.
import type { Config } from '../config/schema.js'
import type { Services } from '../wiring.js'
import type { CommandIo, CommonOptions } from './command.js'

/**
 * Runs a command's work with its services.
 * @param adapt changes the configuration for this one command.
 */
export async function withServices<T>(
  io: CommandIo,
  options: CommonOptions,
  work: (services: Services) => Promise<T>,
  adapt: (config: Config) => Config = (config) => config,
): Promise<T> {
  // Everything that the program stands on: loaded when a command does its work, not when it prints its help.
  const [{ loadConfig }, { createServices }] = await Promise.all([
    import('../config/load.js'),
    import('../wiring.js'),
  ])
  const file = options.config ? { file: options.config } : {}
  const config = adapt(loadConfig({ ...file, env: io.env, warn: io.note }))
  const services = createServices({ config, env: io.env, now: io.now, warn: io.note })
  try {
    return await work(services)
  } finally {
    await services.close()
  }
}
