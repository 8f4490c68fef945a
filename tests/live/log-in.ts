// A person's login at a page that serves, as a browser without script does it.

/**
 * @param origin of the page
 * @returns the cookie of the session
 * @throws when there is no login
 */
export async function logIn(
  origin: string,
  person: { readonly name: string; readonly password: string },
): Promise<string> {
  const shown = await fetch(`${origin}/login`)
  const [cookie = ''] = shown.headers.getSetCookie()[0]?.split(';') ?? []
  const token = /_token" value="([^"]+)"/.exec(await shown.text())?.[1] ?? ''
  const answer = await fetch(`${origin}/login`, {
    method: 'POST',
    body: new URLSearchParams({ _token: token, ...person }),
    redirect: 'manual',
    headers: { cookie },
  })
  const session = answer.headers.getSetCookie().find((line) => line.includes('session='))
  if (!session) throw new Error(`no login: ${answer.status}`)
  return session.split(';')[0] ?? ''
}
