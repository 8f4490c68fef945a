// A browser as far as the page needs one: cookies, the token of the last form, and how long an answer took.
export interface Shown {
  readonly status: number
  readonly text: string
  /** Where a redirect leads; empty otherwise. */
  readonly location: string
  readonly tookMs: number
}

export interface Browser {
  get(path: string): Promise<Shown>
  /** Sends a form with the token of the page that was shown last. */
  post(path: string, fields: Readonly<Record<string, string>>): Promise<Shown>
}

export function createBrowser(origin: string): Browser {
  const cookies = new Map<string, string>()
  let token = ''
  const ask = async (path: string, init: RequestInit): Promise<Shown> => {
    const before = performance.now()
    const cookie = [...cookies].map((pair) => pair.join('=')).join('; ')
    const answer = await fetch(`${origin}${path}`, {
      ...init,
      redirect: 'manual',
      headers: { ...init.headers, cookie, origin },
    })
    const text = await answer.text()
    const tookMs = performance.now() - before
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      if (value === '') cookies.delete(name)
      else cookies.set(name, value)
    }
    token = /name="_token" value="([^"]+)"/.exec(text)?.[1] ?? token
    return { status: answer.status, text, location: answer.headers.get('location') ?? '', tookMs }
  }
  return {
    get: (path) => ask(path, {}),
    post: (path, fields) =>
      ask(path, {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: new URLSearchParams({ _token: token, ...fields }).toString(),
      }),
  }
}
