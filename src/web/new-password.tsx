// A new password typed twice: its two fields and its validation.
import { Field } from './page/form.js'
import { passwordFault } from './passwords.js'
import type { Texts } from './texts/da.js'

export function NewPasswordFields({
  texts,
  error,
}: {
  readonly texts: Texts
  readonly error?: string | undefined
}) {
  const both = { type: 'password', autocomplete: 'new-password' } as const
  return (
    <>
      <Field
        name="password"
        label={texts.account.newPassword}
        hint={texts.password.hint}
        error={error}
        {...both}
      />
      <Field name="again" label={texts.account.newPasswordAgain} {...both} />
    </>
  )
}

/** Reads the two fields: the new password, or the error in the reader's language. */
export function readNewPassword(
  form: URLSearchParams,
  name: string,
  texts: Texts,
): { readonly password: string } | { readonly fault: string } {
  const password = form.get('password') ?? ''
  if (password !== form.get('again')) return { fault: texts.account.unlike }
  const fault = passwordFault(password, name)
  return fault ? { fault: texts.password[fault] } : { password }
}
