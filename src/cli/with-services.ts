// Opens the configuration and the services for one command, and closes them whatever happens.
import { loadConfig } from '../config/load.js'
import { createServices, type Services } from '../services.js'
import type { CommonOptions, Shell } from './frame.js'

/** Runs a command's work with its services. */
export async function withServices<T>(
  shell: Shell,
  options: CommonOptions,
  work: (services: Services) => Promise<T>,
): Promise<T> {
  const config = loadConfig({
    ...(options.config ? { file: options.config } : {}),
    env: shell.env,
    warn: shell.note,
  })
  const services = createServices({ config, env: shell.env, now: shell.now, warn: shell.note })
  try {
    return await work(services)
  } finally {
    await services.close()
  }
}
