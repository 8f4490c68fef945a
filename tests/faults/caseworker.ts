// A caseworker at the page without a browser: logs in, answers mail that waits, and when the page dies meanwhile sends the same form again.
import { finish, type Installation } from '../live/installation.js'
import { logIn } from '../live/log-in.js'

/** The account that `addCaseworker` makes. */
export const birthe = { name: 'birthe', password: 'syv grønne cykler' }

export interface Caseworker {
  /** Answers one mail that waits. @returns how often the form was sent; 0 when none waits or the page was away while it was read. */
  answerOne(queue: string): Promise<number>
  /** Puts a filed mail elsewhere. @returns how often the form was sent */
  moveOne(mailId: string, queue: string): Promise<number>
}

/** Makes the account of a caseworker. */
export async function addCaseworker(installed: Installation): Promise<void> {
  const adding = installed.start('user', 'add', birthe.name, '--roles', 'caseworker')
  adding.stdin?.end(`${birthe.password}\n`)
  const { code, stderr } = await finish(adding)
  if (code !== 0) throw new Error(`the caseworker could not be added: ${stderr}`)
}

/**
 * @param origin of a page that serves now; it may change between two requests, as pages come and go.
 * @param patienceMs how long a form is sent again and again
 */
export async function openCaseworker(
  origin: () => Promise<string>,
  patienceMs = 60_000,
): Promise<Caseworker> {
  const cookie = await insisting(patienceMs, async () => logIn(await origin(), birthe))
  const ask = async (path: string, init: RequestInit = {}) =>
    fetch(`${await origin()}${path}`, { ...init, redirect: 'manual', headers: { cookie } })
  const send = async (form: FilledForm): Promise<number> => {
    let sent = 0
    await insisting(patienceMs, async () => {
      sent += 1
      const body = new URLSearchParams({ ...form.fields, note: '' })
      const { status } = await ask(form.action, { method: 'POST', body })
      // 303: recorded, now or at the first sending; 409: the program or another sending was faster
      if (status !== 303 && status !== 409) throw new Error(`the page answered ${status}`)
    })
    return sent
  }
  return {
    async answerOne(queue) {
      const form = await readAnswerForm(ask).catch(() => undefined)
      if (!form) return 0
      return send({ ...form, fields: { ...form.fields, choice: `queue:${queue}` } })
    },
    async moveOne(mailId, queue) {
      const form = formIn(await (await ask(`/find/${mailId}`)).text(), /\/find\/[0-9a-f]+\/move/)
      if (!form) throw new Error('the page shows no form that moves this mail')
      return send({ ...form, fields: { ...form.fields, choice: 'find', queue } })
    },
  }
}

// ---------------------------------------------------------------------------------------------------------------

interface FilledForm {
  readonly action: string
  readonly fields: Readonly<Record<string, string>>
}

/** The form of the mail that waits longest; undefined when none waits. */
async function readAnswerForm(ask: (path: string) => Promise<Response>): Promise<FilledForm | undefined> {
  const next = (await ask('/list/next')).headers.get('location') ?? ''
  if (!next.startsWith('/mail/')) return undefined
  return formIn(await (await ask(next)).text(), /\/mail\/[0-9a-f]+\/answer/)
}

/** A form by where it is sent, with the fields that a browser would send unseen. */
function formIn(page: string, target: RegExp): FilledForm | undefined {
  const action = new RegExp(`action="(${target.source}[^"]*)"`).exec(page)?.[1]
  if (!action) return undefined
  const fields = ['_token', 'version', 'decision', 'once'].map((name) => [name, fieldIn(page, name)])
  return { action: action.replaceAll('&amp;', '&'), fields: Object.fromEntries(fields) }
}

const fieldIn = (text: string, name: string): string =>
  new RegExp(`name="${name}" value="([^"]*)"`).exec(text)?.[1] ?? ''

/** Tries again while the page is away. @throws the last error when the time is over. */
async function insisting<T>(patienceMs: number, act: () => Promise<T>): Promise<T> {
  const endMs = performance.now() + patienceMs
  for (;;) {
    try {
      return await act()
    } catch (error) {
      if (performance.now() > endMs) throw error
    }
    await new Promise((resume) => setTimeout(resume, 100))
  }
}
